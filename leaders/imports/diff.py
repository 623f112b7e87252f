"""Compares candidates with what is stored: new, changed, unchanged, refused, and who leaves. Nothing is written."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leaders.imports.changes import closing, leaving, person_changes, school_changes
from leaders.imports.known import known_other_schools, known_people, known_schools
from leaders.imports.match import Matcher, Refused
from leaders.imports.places import Places
from leaders.imports.rows import PERSON, SCHOOL, Candidate
from leaders.models import Appointment, ImportRow

Verdict = ImportRow.Verdict


@dataclass
class Finding:
    """What will happen to one record, or why one row is refused."""

    kind: str
    verdict: str
    candidate: Candidate | None = None
    object_id: int | None = None
    label: str = ""
    reason: str = ""
    mend: str = ""
    column: str = ""
    changes: dict = field(default_factory=dict)
    is_known: bool = False  # a refused row that may be about a stored record


@dataclass
class Diff:
    """All findings in order, and the figures that a person decides by."""

    findings: list = field(default_factory=list)
    skipped: Counter = field(default_factory=Counter)
    present: dict = field(default_factory=dict)  # how many of each kind stand now and came from the source
    leaders: list = field(default_factory=list)  # names of leaders who would leave

    def counts(self):
        """How many of each kind and verdict: `{"person": {"new": 3, …}, "school": {…}}`."""
        found = {kind: dict.fromkeys(Verdict.values, 0) for kind in (SCHOOL, PERSON)}
        for finding in self.findings:
            found[finding.kind][finding.verdict] += 1
        return found

    def stops(self, percent):
        """Kinds of which more than `percent` of those present would leave; they need a confirmation of their own."""
        return stops(self.counts(), self.present, percent)

    def digest(self):
        """Fingerprint of what would be written: equal previews have equal ones."""
        lines = sorted(
            json.dumps([one.kind, one.verdict, one.object_id, one.candidate.row if one.candidate else 0, one.changes])
            for one in self.findings
            if one.verdict not in (Verdict.UNCHANGED, Verdict.REFUSED)
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def stops(counts, present, percent):
    """Kinds of which more than `percent` of the records that stand would leave; exactly that many may."""
    return [kind for kind in (PERSON, SCHOOL) if counts[kind][Verdict.LEAVES] * 100 > percent * present.get(kind, 0)]


def compare(reading, on):
    """The `Diff` between a reading and the database on the day `on`, in a number of queries that never grows."""
    diff = Diff(skipped=Counter(reading.skipped))
    schools = known_schools()
    judge(schools, reading, diff, on, lambda candidate, pk: school_changes(candidate, pk, schools))
    places = Places(schools, diff.findings)
    people, others = known_people(), known_other_schools()
    judge(people, reading, diff, on, lambda candidate, pk: person_changes(candidate, pk, people, places, others))
    diff.leaders = leaders_leaving(diff, on)
    return diff


def judge(known, reading, diff, on, changes_of):
    """Findings for one kind: every candidate of it, then the records that a whole list no longer holds."""
    candidates = [candidate for candidate in reading.candidates if candidate.kind == known.kind]
    is_whole = known.kind in reading.whole
    matcher = Matcher(known, {candidate.source_id for candidate in candidates if candidate.source_id}, is_whole)
    seen = set()
    diff.present[known.kind] = len(known.present())
    for candidate in candidates:
        finding = finding_of(candidate, matcher, changes_of)
        finding.column = reading.columns.get(finding.column, finding.column)
        about = matcher.about(candidate) if finding.verdict == Verdict.REFUSED else {finding.object_id} - {None}
        seen |= about
        finding.is_known = bool(about)
        if candidate.known_only and not about:
            diff.skipped[why_dropped(candidate)] += 1
        else:
            diff.findings.append(finding)
    if is_whole:
        diff.findings += [missing(known, pk, on) for pk in known.present() if pk not in seen]


def why_dropped(candidate):
    """Why something that is not known here is not added: it ended, is not open, or too little is said about it."""
    if candidate.gone:
        return "gone"
    return "closed" if candidate.kind == SCHOOL else "not_known"


def finding_of(candidate, matcher, changes_of):
    """What happens to one candidate."""
    candidate.remarks = list(candidate.notes)
    finding = Finding(candidate.kind, Verdict.REFUSED, candidate, label=label_of(candidate))
    if candidate.refusal:
        finding.reason, finding.mend, finding.column = (
            candidate.refusal[name] for name in ("reason", "mend", "column")
        )
        return finding
    try:
        finding.object_id = matcher.match(candidate)
        finding.changes = changes_of(candidate, finding.object_id)
    except Refused as refused:
        finding.reason, finding.mend, finding.column = refused.reason, refused.mend, refused.column
        return finding
    finding.verdict = verdict_of(finding)
    finding.reason = " ".join(candidate.remarks)
    if finding.object_id:
        finding.label = matcher.known.label(finding.object_id)
    return finding


def verdict_of(finding):
    if finding.object_id is None:
        return Verdict.NEW
    if not finding.changes:
        return Verdict.UNCHANGED
    ends = any(finding.changes.get(flag, [None, None])[1] is False for flag in ("is_active", "is_open"))
    return Verdict.LEAVES if ends else Verdict.CHANGED


def label_of(candidate):
    """Name in the file, as lists show it; empty when the row may be about a student."""
    values = candidate.values
    if candidate.kind == SCHOOL:
        return values.get("name", "")[:255]
    return ", ".join(
        filter(None, [values.get("family_name"), values.get("preferred_name") or values.get("given_name")])
    )


def missing(known, pk, on):
    """A record that the source knew and that its whole list no longer holds: it ends, and is never deleted."""
    record = known.record(pk)
    changes = closing(record) if known.kind == SCHOOL else leaving(record, on.isoformat())
    reason = _("Not in the file, which holds the whole list.")
    return Finding(known.kind, Verdict.LEAVES, None, pk, known.label(pk), reason, changes=changes)


def leaders_leaving(diff, on):
    """Names of people with an approved appointment that has not ended, who would be marked as having left."""
    leaving_people = {
        finding.object_id: finding.label
        for finding in diff.findings
        if finding.kind == PERSON and finding.verdict == Verdict.LEAVES
    }
    if not leaving_people:
        return []
    appointed = set(Appointment.objects.approved().filter(end__gte=on).values_list("person_id", flat=True))
    return sorted(label for pk, label in leaving_people.items() if pk in appointed)
