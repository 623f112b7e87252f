"""Health of the site, and the pages for what goes wrong."""

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.html import escape
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.access import public

LEAST_FREE_BYTES = 200 * 1024 * 1024
WAIT_SECONDS = 300


@public
@require_safe
@never_cache
def healthz(request):
    """Whether the process answers."""
    return JsonResponse({"process": "ok"})


@public
@require_safe
@never_cache
def readyz(request):
    """Whether the site can do its work: 200, or 503 with what is missing."""
    parts = {"database": database_state(), "disk": disk_state()}
    ready = all(state == "ok" for state in parts.values())
    return JsonResponse(parts, status=200 if ready else 503)


def database_state():
    """`ok`, or why the database cannot be used: not reachable, or behind the code."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "not reachable"
    return "migrations missing" if behind else "ok"


def disk_state():
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "ok" if free >= LEAST_FREE_BYTES else "nearly full"


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failed(request, reason=""):
    """A form sent from elsewhere, or from a page that was open too long."""
    return forbidden(request)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def too_many_requests(request, exception=None):
    """Refuses for five minutes, the span in which tries are counted."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer


def server_error(request):
    """A page that needs neither database nor context: whatever broke may be broken still."""
    page = loader.get_template("500.html").template.source
    return HttpResponse(page.replace("REQUEST_ID", escape(request.facts.request_id)), status=500)
