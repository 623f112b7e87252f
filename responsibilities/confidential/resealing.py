"""Sealing everything anew with the current key, so that an old key can be thrown away."""

from collections import Counter

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from responsibilities.confidential import sealing
from responsibilities.confidential.files import reseal_file
from responsibilities.confidential.opening import content_of, put
from responsibilities.models import Evidence, Note

BATCH = 200
SEALED = [Note, Evidence]


def reseal(say=lambda counts: None):
    """Counts of rows `sealed anew` and `refused` (those stay as they are); stopped and begun again it goes on."""
    counts = Counter()
    for model in SEALED:
        after = 0
        while batch := _next(model, after):
            with transaction.atomic():
                rows = model.objects.select_for_update().filter(pk__in=batch).exclude(key_id=sealing.current())
                for row in rows.order_by("pk"):
                    counts["sealed anew" if _reseal(row) else "refused"] += 1
            after = batch[-1]
            say(counts)
    return counts


def waiting():
    """How many rows are sealed with each key that is not the current one: `{key id: rows}`."""
    counts = Counter()
    for model in SEALED:
        counts.update(model.objects.exclude(key_id=sealing.current()).order_by().values_list("key_id", flat=True))
    return counts


def _next(model, after):
    rows = model.objects.filter(pk__gt=after).exclude(key_id=sealing.current()).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


@sensitive_variables()
def _reseal(row):
    """The same words under the current key; neither version nor time of change moves, as nobody edited anything."""
    try:
        content = content_of(row)
        more = reseal_file(row) if isinstance(row, Evidence) else {}
        put(row, content)
    except sealing.BrokenSeal:
        return False
    type(row).objects.filter(pk=row.pk).update(sealed=row.sealed, key_id=row.key_id, **more)
    return True
