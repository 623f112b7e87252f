"""`python -m tests.browser.prepared`: in `DATA_DIR`, the demo district, and a session of each account with a known key.

A page that brings the key is signed in: what is not about signing in need not wait until a password was compared.
"""

import datetime
import importlib

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tests.browser.site import DOMAIN, key_of

HALF_A_DAY = datetime.timedelta(hours=12)


def sessions(emails):
    """A session for each account, whose key `key_of` tells."""
    auth = importlib.import_module("django.contrib.auth")  # models can be had once Django is set up
    table, (backend,) = apps.get_model("sessions", "Session"), settings.AUTHENTICATION_BACKENDS
    for user in apps.get_model("leaders", "User").objects.filter(email__in=list(emails)):
        facts = {auth.SESSION_KEY: str(user.pk), auth.BACKEND_SESSION_KEY: backend}
        facts[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
        data, ends = table.get_session_store_class()().encode(facts), timezone.now() + HALF_A_DAY
        table.objects.create(session_key=key_of(user.email.removesuffix(DOMAIN)), session_data=data, expire_date=ends)


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo")
    sessions(apps.get_model("leaders", "User").objects.filter(email__endswith=DOMAIN).values_list("email", flat=True))
