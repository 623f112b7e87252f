"""Writing the log: one entry, its supported teachers, its sums and its history, all in one transaction."""

import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.actions.records import check, claim, in_words
from leaders.models import AuditEntry, District, Person
from responsibilities import rollups, rules
from responsibilities.models import Activity, ActivityVersion, CoachingCycle, Contact, Month, Support

OF_CYCLE = ("leader", "teacher")  # what is asked of the cycle of a visit


@dataclass(frozen=True)
class Stored:
    """An entry as it stands in the database: read once, for the sums, the history and the old version."""

    row: Activity
    pairs: dict  # person id → school id
    disciplines: list

    @classmethod
    def of(cls, activity):
        row = Activity.objects.filter(pk=activity.pk).select_related("leader").first()
        if row is None:
            raise ValidationError(_("This entry was removed in the meantime."))
        pairs = dict(row.supports.order_by().values_list("person_id", "school_id"))
        return cls(row, pairs, audit.related_ids(row, "disciplines"))

    def facts(self):
        return rollups.facts_of(self.row, self.pairs.items())

    def history(self):
        """What the entry is, by name, as history keeps it."""
        return history_of(self.row, self.pairs, self.disciplines)


def history_of(activity, pairs, disciplines):
    return audit.snapshot(activity) | {"supported": sorted(pairs), "disciplines": sorted(disciplines)}


def log_activity(*, activity, supported=None, disciplines=None, by, reason=""):
    """Add one entry or change it; `supported` are people. None keeps who and which disciplines are there.

    A new entry is in the role's disciplines unless told otherwise. Answers the minutes of the leader's day, for
    `rules.long_day`. An entry keeps its old version when its month was locked. `activity.version` is the one that the
    editor saw.
    """
    with in_words(activity):
        lock_log(activity.leader_id)
        stored = None if activity._state.adding else Stored.of(activity)
        people = _people(activity, supported, stored)
        late = _check_months(activity, stored, by, reason)
        activity.participants = len(people) + activity.unnamed
        total = _check(activity, people)
        _attach(activity, people)
        if late:
            _keep_version(stored, by, reason)
        _save(activity, stored)
        pairs = _write_supports(activity, stored, people)
        kept = _write_disciplines(activity, stored, disciplines)
        _remember(activity, stored, history_of(activity, pairs, kept), by, reason)
        rollups.moved(stored.facts() if stored else None, rollups.facts_of(activity, pairs.items()))
        _follow(activity, stored)
    return total


def remove_activity(*, activity, by, reason="", version=None):
    """Take an entry out of the log; the sums follow, and the history keeps all that it was, earlier versions too.

    What never counted, a plan or a draft, goes out of a locked month as well: no sum of that month changes.
    """
    with in_words(activity):
        lock_log(activity.leader_id)
        stored = Stored.of(activity)
        if stored.row.is_counted:
            _check_months(stored.row, stored, by, reason)
        claim(activity, version)
        versions = [row.facts for row in stored.row.versions.all()]
        facts = stored.history() | ({"versions": versions} if versions else {})
        changes = audit.difference(facts, {})
        audit.record(row=stored.row, verb=AuditEntry.Verb.REMOVED, by=by, changes=changes, reason=reason)
        sums = stored.facts()
        stored.row.delete()
        rollups.moved(sums, None)
        _count_visits(stored.row.cycle_id)


def lock_log(leader_id):
    """Let one transaction at a time write one person's log: overlaps and the 24 hours are judged over many rows."""
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=leader_id)


def _people(activity, supported, stored):
    """The supported people, each once."""
    if supported is None:
        return list(activity.supported.all()) if stored else []
    return list({person.pk: person for person in supported}.values())


def _check_months(activity, stored, by, reason):
    """Refuse what is locked; True when the entry of a month past its lock is changed under an unlock."""
    district, today = District.current(), rules.today()
    rows = [activity, stored.row] if stored else [activity]
    months = sorted({row.month for row in rows})
    known = list(Month.objects.filter(leader=activity.leader_id, month__in=months))
    for month in months:
        rules.check_unlocked(month, next((row for row in known if row.month == month), None), today, district)
    if any(row.is_counted for row in rows):
        _to_approve_again(known, by, reason)
    return bool(stored) and _is_late(months, today, district, reason)


def _is_late(months, today, district, reason):
    """Whether one of the months is past its lock; then the reason is asked for."""
    late = any(rules.is_late(month, today, district) for month in months)
    if late and not reason.strip():
        raise ValidationError({"why": _("Say why you change an entry of a locked month, for the record.")})
    return late


def _to_approve_again(rows, by, reason):
    """A month that changes after its approval is to be approved again."""
    for row in rows:
        if row.status == Month.Status.APPROVED:
            Month.objects.filter(pk=row.pk).update(status=Month.Status.ATTESTED, version=row.version + 1)
            changes = {"status": [Month.Status.APPROVED, Month.Status.ATTESTED]}
            audit.record(row=row, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)


def _check(activity, people):
    district = District.current()
    rules.check_minutes(activity.minutes)
    rules.check_contact(activity.contact, len(people), activity.unnamed, activity.category)
    rules.check_people(activity, people)
    rules.check_year(activity, district)
    rules.check_appointment(activity, district)
    rules.check_not_ahead(activity, rules.today())
    if not activity.is_counted:
        return 0
    return rules.check_day(activity, rules.others_on(activity))


def _attach(activity, people):
    """A visit to one teacher belongs to a cycle with that teacher: the one that it names, otherwise the open one."""
    teacher = people[0] if activity.contact == Contact.ONE_ON_ONE else None
    if teacher is None:
        activity.cycle = None
    elif not activity.cycle_id or activity.cycle.teacher_id != teacher.pk:
        rows = CoachingCycle.objects.open().filter(leader=activity.leader_id, teacher=teacher.pk).only(*OF_CYCLE)
        activity.cycle = rows.filter(start__lte=activity.date).first()
    if activity.cycle_id and activity.cycle.leader_id != activity.leader_id:
        raise ValidationError({"cycle": _("This coaching cycle is with another teacher leader.")})


def _keep_version(stored, by, reason):
    facts = json.loads(json.dumps(audit.difference(stored.history(), {}), cls=DjangoJSONEncoder))
    row = ActivityVersion(activity=stored.row, number=stored.row.version, facts=facts, reason=reason[:255], by=by)
    row.save(force_insert=True)


def _save(activity, stored):
    check(activity)
    if stored is None:
        activity.save(force_insert=True)
        return
    _back_to_submitted(activity, stored.row)
    claim(activity, activity.version)
    activity.save(force_update=True)


def _back_to_submitted(activity, stored):
    """An approved or returned entry that changes waits for approval again."""
    if stored.is_counted and activity.is_counted:
        activity.status = Activity.Status.SUBMITTED
        activity.returned_why = ""


def _write_supports(activity, stored, people):
    """Write who was supported, each with the school where they belonged on the day: `{person id: school id}`."""
    held = stored.pairs if stored else {}
    wanted = {person.pk: held.get(person.pk) or person.home_school_id or activity.site_id for person in people}
    if held.keys() - wanted.keys():
        activity.supports.exclude(person__in=wanted).delete()
    if stored and held and stored.row.date != activity.date:
        activity.supports.update(date=activity.date)
    if new := sorted(wanted.keys() - held.keys()):
        facts = {"activity": activity, "date": activity.date}
        Support.objects.bulk_create(Support(person_id=pk, school_id=wanted[pk], **facts) for pk in new)
    return wanted


def _write_disciplines(activity, stored, disciplines):
    """Write the disciplines where they change, and answer their ids."""
    if stored and disciplines is None:
        return stored.disciplines
    if disciplines is None:
        disciplines = activity.appointment.position.role.disciplines.filter(is_stem=True)
    ids = sorted(row.pk for row in disciplines)
    if stored and ids != stored.disciplines:
        activity.disciplines.set(ids)
    elif not stored:
        links = Activity.disciplines.through
        links.objects.bulk_create(links(activity_id=activity.pk, discipline_id=pk) for pk in ids)
    return ids


def _remember(activity, stored, now, by, reason):
    before = stored.history() if stored else {}
    if changes := audit.difference(before, now):
        verb = AuditEntry.Verb.CHANGED if stored else AuditEntry.Verb.ADDED
        audit.record(row=activity, verb=verb, by=by, changes=changes, reason=reason)


def _follow(activity, stored):
    """The cycle knows its last visit."""
    for cycle in {activity.cycle_id, stored.row.cycle_id if stored else None} - {None}:
        _count_visits(cycle)


def _count_visits(cycle):
    if cycle is None:
        return
    last = Activity.objects.counted().filter(cycle=cycle).order_by("-date").values_list("date", flat=True).first()
    CoachingCycle.objects.filter(pk=cycle).update(last_visit=last, updated_at=timezone.now())
