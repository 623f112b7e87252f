"""The floor: a bare Django project that asks the same of the database and sends a page of the same size.

Session and sign-in are on, nothing else: no filters, no access rules, no navigation. Ratios are taken against it.
"""

import os

import django
from django.conf import settings

PAGE_BYTES = int(os.environ.get("FLOOR_BYTES", "0"))

settings.configure(
    SECRET_KEY="floor",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="tests.bench.floor_pages",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "tests.bench.floor_app",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.dirname(__file__)],
            "OPTIONS": {
                "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "floor",
            "HOST": os.environ["FLOOR_HOST"],
            "USER": os.environ["FLOOR_USER"],
            "CONN_MAX_AGE": None,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()
