"""What one entry costs in one process: queries and milliseconds, with its sums and without them (P6), JSON lines.

Everything is taken back at the end.
"""

import datetime
import importlib
import json
import statistics
import sys
import time
from unittest import mock

importlib.import_module("django").setup()

connection = importlib.import_module("django.db").connection
transaction = importlib.import_module("django.db").transaction
timezone = importlib.import_module("django.utils.timezone")
queries = importlib.import_module("django.test.utils").CaptureQueriesContext
models = importlib.import_module("leaders.models")
work = importlib.import_module("responsibilities.models")
actions = importlib.import_module("responsibilities.actions.activities")

LEADERS, SCHOOLS = int(sys.argv[1]), int(sys.argv[2])
ENTRIES, MOST = 200, 0.8  # the most that sums may add to a write
WITHOUT = "responsibilities.rollups.moved"


def entry(number, today):
    """A visit by one of many leaders to one of the own school's teachers, and that teacher."""
    leader = 1 + number * 7 % LEADERS
    row = models.Appointment.objects.filter(person=leader).latest("start")
    visit = work.Activity(
        leader_id=leader,
        appointment=row,
        date=today - datetime.timedelta(days=number % 9),
        minutes=15,
        school_year=row.position.school_year,
        category=work.Category.objects.get(code="coaching_modeling"),
        kind="observe",
        contact="one_on_one",
        site_id=row.position.site_id,
    )
    teacher = LEADERS + 1 + (leader - 1) % SCHOOLS + SCHOOLS * (number % 12)
    return visit, models.Person.objects.get(pk=teacher)


def write(number, by, today):
    """Milliseconds of the one call that writes an entry, and of the queries in it."""
    visit, teacher = entry(number, today)
    with queries(connection) as asked:
        begun, spent = time.perf_counter(), time.process_time()
        actions.log_activity(activity=visit, supported=[teacher], by=by)
        took = (time.perf_counter() - begun) * 1000
    return took, (time.process_time() - spent) * 1000, len(asked)


def measure(by, today):
    """Entries with and without sums in turn, so that both meet the same machine."""
    found = {True: [], False: []}
    for number in range(2 * ENTRIES):
        with_sums = number % 2 == 0
        with mock.patch(WITHOUT) if not with_sums else mock.MagicMock():
            found[with_sums].append(write(number, by, today))
    return found


def main():
    by, today = models.User.objects.get(email="coordinator@district.example"), timezone.localdate()
    with transaction.atomic():
        found = measure(by, today)
        transaction.set_rollback(True)
    with_sums, without = (
        [statistics.median(column) for column in zip(*found[key], strict=True)] for key in (True, False)
    )
    told = [f"{figures[0]:.1f} ms and {figures[2]:.0f} queries" for figures in (with_sums, without)]
    note = f"{told[0]} with sums, {told[1]} without"
    more = with_sums[0] - without[0]
    print(json.dumps({"what": "P6 sums add to a write", "figure": more, "target": MOST, "unit": " ms", "note": note}))


main()
