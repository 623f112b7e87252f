"""Keeping what pay lines commit of each fund by fiscal year in step with terms, pay, funding shares and settings.

`keep(appointments)` is what every action that changes one of these calls, in its transaction. Bulk inserts that do not
call it (demo, bench): `rebuild()` afterwards. `check()` says where the kept rows and a reckoning anew differ;
`manage.py commitments` runs either. The rule itself is `leaders.earning`, as everywhere.
"""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction

from leaders import earning, measures
from leaders.models import Appointment, Committed, District

BATCH = 1000
SHOWN = 20


def keep(appointments):
    """Bring the rows of these appointments (ids) in step; one writer at a time for each of them."""
    keys = sorted(set(appointments))
    list(Appointment.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    wanted = reckoned(Appointment.objects.filter(pk__in=keys), District.current())
    held = Committed.objects.filter(compensation__appointment__in=keys)
    stored = {(row.compensation_id, row.source_id, row.fiscal_year): row for row in held}
    kept = {key for key, row in stored.items() if wanted.get(key) == row.dollars}
    if gone := [row.pk for key, row in stored.items() if key not in kept]:
        Committed.objects.filter(pk__in=gone).delete()
    _add({key: dollars for key, dollars in wanted.items() if key not in kept})


@transaction.atomic
def rebuild():
    """Make all rows anew; after bulk inserts, and when the fiscal year begins in another month."""
    Committed.objects.all().delete()
    _add(reckoned(Appointment.objects.all(), District.stored()))


def check():
    """Lines that say where the kept rows and a reckoning anew differ, at most `SHOWN`; empty when they agree."""
    with transaction.atomic():
        wanted = reckoned(Appointment.objects.all(), District.stored())
        rows = Committed.objects.values_list("compensation", "source", "fiscal_year", "dollars")
        stored = {tuple(key): dollars for *key, dollars in rows}
    apart = [key for key in wanted.keys() | stored.keys() if wanted.get(key) != stored.get(key)]
    return [
        f"pay line {key[0]}, fund {key[1]}, fiscal year {key[2]}: kept {stored.get(key)}, reckoned {wanted.get(key)}"
        for key in sorted(apart, key=str)[:SHOWN]
    ]


def reckoned(appointments, district):
    """`{(compensation id, fund id or None, fiscal year): dollars}` of the standing ones among the appointments."""
    found = defaultdict(Decimal)
    for pay, terms, shares in measures.pay_lines(appointments.standing()):
        for year in range(district.fiscal_year(pay.start), district.fiscal_year(pay.end) + 1):
            amount = earning.promised(pay, terms, *district.fiscal_year_dates(year))
            for share, part in earning.by_fund(amount, shares) or [(None, amount)]:
                found[pay.pk, share and share.source_id, year] += part
    return {key: dollars for key, dollars in found.items() if dollars}


def _add(rows):
    Committed.objects.bulk_create(
        (
            Committed(compensation_id=pay, source_id=fund, fiscal_year=year, dollars=dollars)
            for (pay, fund, year), dollars in rows.items()
        ),
        batch_size=BATCH,
    )
