"""Looking after evidence files: scan what waits, find what does not fit its row, sweep up what no row knows."""

from collections import Counter
from hashlib import sha256

from config import storing
from responsibilities.confidential import sealing
from responsibilities.confidential.files import folder, path_of, unsealed
from responsibilities.evidence import scanning
from responsibilities.models import Evidence

State = Evidence.State


def look_after():
    """Counts of files: `scanned`, `infected`, `waiting`, `missing`, `changed`, `swept up`."""
    counts = Counter()
    for row in Evidence.objects.filter(state=State.QUARANTINED).iterator():
        counts[_scan(row)] += 1
    for row in Evidence.objects.exclude(state=State.INFECTED).iterator():
        counts[_compare(row)] += 1
    counts["swept up"] = storing.sweep(folder(), Evidence.objects.values_list("stored_as", flat=True))
    return counts


def _scan(row):
    """A file that waited is ready, refused, or goes on waiting."""
    if not scanning.is_wanted():
        return "waiting"
    try:
        clean = scanning.is_clean(unsealed(row))
    except (scanning.NoAnswer, sealing.BrokenSeal):
        return "waiting"
    waiting = Evidence.objects.filter(pk=row.pk, state=State.QUARANTINED)
    waiting.update(state=State.CLEAN if clean else State.INFECTED)
    if not clean:
        path_of(row).unlink(missing_ok=True)
    return "scanned" if clean else "infected"


def _compare(row):
    try:
        found = sha256(path_of(row).read_bytes()).hexdigest()
    except OSError:
        return "missing"
    return "whole" if found == row.sha256 else "changed"
