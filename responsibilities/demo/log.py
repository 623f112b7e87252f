"""The rows of the demo's log, worked out in memory and written in bulk."""

from collections import defaultdict
from dataclasses import dataclass, field

from leaders import audit
from leaders.demo.bulk import REASON, add
from leaders.models import AuditEntry
from responsibilities import rollups
from responsibilities.models import Activity, CycleStage, Support

BATCH = 1000
KEPT = ("id", *audit.NEVER_KEPT)


@dataclass
class Log:
    """Entries with their supported teachers and disciplines, and the cycles that they belong to."""

    cycles: list = field(default_factory=list)
    stages: list = field(default_factory=list)
    entries: list = field(default_factory=list)  # of (Activity, supported people, discipline ids)

    def enter(self, activity, supported=(), disciplines=()):
        """Add one entry; how many took part follows from who is named."""
        activity.participants = len(supported) + activity.unnamed
        self.entries.append((activity, list(supported), list(disciplines)))
        return activity

    def by_month(self):
        """Entries by leader and first day of the month."""
        found = defaultdict(list)
        for activity, _supported, _disciplines in self.entries:
            found[activity.leader_id, activity.month].append(activity)
        return found

    def write(self):
        """Everything in a few statements a table: the cycles first, the sums of the log last."""
        add(self.cycles)
        CycleStage.objects.bulk_create(self.stages, batch_size=BATCH)
        self.entries.sort(key=lambda entry: (entry[0].date, entry[0].leader_id))
        Activity.objects.bulk_create((row for row, _people, _fields in self.entries), batch_size=BATCH)
        Support.objects.bulk_create(
            (
                Support(activity=row, person=person, school_id=person.home_school_id, date=row.date)
                for row, people, _fields in self.entries
                for person in people
            ),
            batch_size=BATCH,
        )
        marks = Activity.disciplines.through
        marks.objects.bulk_create(
            (marks(activity=row, discipline_id=pk) for row, _people, fields in self.entries for pk in fields),
            batch_size=BATCH,
        )
        audit.record_many(added(*entry) for entry in self.entries)
        rollups.rebuild()


def added(row, supported, disciplines):
    """The history of one entry, as `responsibilities.actions.activities` keeps it."""
    facts = audit.snapshot(row) | {
        "supported": sorted(person.pk for person in supported),
        "disciplines": sorted(disciplines),
    }
    changes = audit.difference({}, facts)
    return audit.entry(row=row, verb=AuditEntry.Verb.ADDED, by=None, changes=changes, reason=REASON)
