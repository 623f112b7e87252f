"""What `manage.py doctor` asks about this app: whether everything sealed can be opened."""

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError

from config import keys
from config.doctor import Finding, judge

SEALED = ("note", "evidence")


def sealing():
    """Keys that are missing make content unreadable; old ones are to be replaced with `reseal`."""
    current, *_older = settings.SEALING_KEYS
    named = judge("sealing key", current, current != keys.THROW_AWAY, "Set SEALING_KEYS; all know the demo's.")
    try:
        used = {key for name in SEALED for key in _used(apps.get_model("responsibilities", name))}
    except DatabaseError:
        return [named, Finding("sealed content", "not reachable", "Run manage.py migrate.")]
    missing, old = sorted(used - settings.SEALING_KEYS.keys()), sorted(used - {current})
    if missing:
        advice = f"Put back into SEALING_KEYS: {', '.join(missing)}. Without them nobody can read what they seal."
        return [named, Finding("sealed content", f"{len(missing)} keys missing", advice)]
    found = f"also under {', '.join(old)}" if old else "under the current key"
    return [named, judge("sealed content", found, not old, "Run manage.py reseal, then drop the old keys.")]


def _used(model):
    """Ids of the keys that rows are sealed with, however many rows there are."""
    return model.objects.order_by().values_list("key_id", flat=True).distinct()
