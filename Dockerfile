# The site as one image: web server, worker and commands. `compose.yaml` shows how they play together.
FROM node:22-slim AS front
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data STATIC_ROOT=/app/var/static
WORKDIR /app
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 trellis \
    && install -d -o trellis -m 700 /data
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt
COPY --from=front /app/node_modules node_modules
COPY . .
# A secret and a key for this one step: nothing of them stays in the image.
RUN export SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" DATA_DIR=/tmp/build \
    SEALING_KEYS="build:$(python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())')" \
    && python manage.py compilemessages -v 0 -i node_modules \
    && python manage.py collectstatic --no-input -v 0 \
    && rm -rf /tmp/build
USER trellis
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "\
import os, urllib.request as ask; \
name = os.environ['ALLOWED_HOSTS'].split(',')[0]; \
ask.urlopen(ask.Request('http://127.0.0.1:8000/readyz', headers={'Host': name}), timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--worker-tmp-dir=/dev/shm", \
     "--no-control-socket"]
