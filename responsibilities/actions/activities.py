"""Writing the log: one entry, its supported teachers, its sums and its history, all in one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.actions.records import check, claim, in_words
from leaders.models import AuditEntry, District, Person
from responsibilities import rollups, rules
from responsibilities.models import Activity, ActivityVersion, CoachingCycle, Contact, Month, Support


@transaction.atomic
def log_activity(*, activity, supported=(), disciplines=None, by, reason=""):
    """Add one entry or change it; `supported` are people, `disciplines` None keeps what is there.

    Answers the minutes of the leader's day, for `rules.long_day`. An entry of the change keeps its old version when its
    month was locked. `activity.version` is the one that the editor saw.
    """
    Person.objects.select_for_update(no_key=True).get(pk=activity.leader_id)  # two entries of one person, one at a time
    stored = Activity.objects.filter(pk=activity.pk).first() if activity.pk else None
    before = _facts(stored)
    supported = list(supported)
    late = _check_months(activity, stored, reason)
    activity.participants = len(supported) + activity.unnamed
    total = _check(activity, supported)
    _attach(activity, supported)
    if late:
        _keep_version(stored, by, reason)
    _save(activity, stored, supported, disciplines, by, reason)
    rollups.moved(before, rollups.facts_of(activity, _pairs(activity)))
    _follow(activity, stored)
    return total


@transaction.atomic
def remove_activity(*, activity, by, reason="", version=None):
    """Take an entry out of the log; what it was stays in the history, the sums follow."""
    Person.objects.select_for_update(no_key=True).get(pk=activity.leader_id)
    stored = Activity.objects.get(pk=activity.pk)
    if _check_months(stored, stored, reason):
        raise ValidationError(_("This month was locked. Set the entry right instead; its old version is kept."))
    claim(activity, version)
    audit.record(row=stored, verb=AuditEntry.Verb.REMOVED, by=by, changes=_as_history(stored), reason=reason)
    cycle, before = stored.cycle_id, _facts(stored)
    stored.delete()
    rollups.moved(before, None)
    _count_visits(cycle)


def _check_months(activity, stored, reason):
    """Refuse what is locked; True when the entry of a month past its lock is changed under an unlock."""
    district, today = District.current(), rules.today()
    months = {activity.month} | ({stored.month} if stored else set())
    rows = {row.month: row for row in Month.objects.filter(leader=activity.leader_id, month__in=months)}
    for month in months:
        rules.check_unlocked(month, rows.get(month), today, district)
    late = stored is not None and any(rules.is_late(month, today, district) for month in months)
    if late and not reason.strip():
        raise ValidationError({"why": _("Say why you change an entry of a locked month, for the record.")})
    if activity.is_counted:
        _to_approve_again(rows.values())
    return late


def _to_approve_again(rows):
    """A month that changes after its approval is to be approved again."""
    for row in rows:
        if row.status == Month.Status.APPROVED:
            Month.objects.filter(pk=row.pk).update(status=Month.Status.ATTESTED, version=row.version + 1)


def _check(activity, supported):
    district = District.current()
    rules.check_minutes(activity.minutes)
    rules.check_contact(activity.contact, len(supported), activity.unnamed, activity.category)
    rules.check_people(activity, supported)
    rules.check_year(activity, district)
    rules.check_appointment(activity, district)
    rules.check_not_ahead(activity, rules.today())
    if not activity.is_counted:
        return 0
    return rules.check_day(activity, rules.others_on(activity))


def _attach(activity, supported):
    """A visit to one teacher belongs to the open cycle with that teacher, unless the entry names another."""
    if activity.contact != Contact.ONE_ON_ONE:
        activity.cycle = None
        return
    teacher = supported[0]
    if activity.cycle_id and activity.cycle.teacher_id != teacher.pk:
        raise ValidationError({"cycle": _("This coaching cycle is with someone else.")})
    if not activity.cycle_id:
        activity.cycle = CoachingCycle.objects.open().filter(leader=activity.leader_id, teacher=teacher.pk).first()


def _keep_version(stored, by, reason):
    facts = _as_history(stored)
    row = ActivityVersion(activity=stored, number=stored.version, facts=facts, reason=reason[:255], by=by)
    row.save(force_insert=True)


def _as_history(activity):
    """What an entry is, as history keeps it."""
    facts = audit.snapshot(activity) | {
        "supported": sorted(pk for pk, _school in _pairs(activity)),
        "disciplines": audit.related_ids(activity, "disciplines"),
    }
    return audit.difference(facts, {})


def _save(activity, stored, supported, disciplines, by, reason):
    with in_words(activity):
        before = _as_history(stored) if stored else {}
        check(activity)
        if stored is None:
            activity.save(force_insert=True)
        else:
            _back_to_submitted(activity, stored)
            claim(activity, activity.version)
            activity.save(force_update=True)
        _write_supports(activity, supported)
        if disciplines is not None and (disciplines or stored):
            activity.disciplines.set(disciplines)
        changes = audit.difference({name: pair[0] for name, pair in before.items()}, _now(activity))
        verb = AuditEntry.Verb.CHANGED if stored else AuditEntry.Verb.ADDED
        if changes:
            audit.record(row=activity, verb=verb, by=by, changes=changes, reason=reason)


def _now(activity):
    return {name: pair[0] for name, pair in _as_history(activity).items()}


def _back_to_submitted(activity, stored):
    """An approved or returned entry that changes waits for approval again."""
    if stored.is_counted and activity.is_counted:
        activity.status = Activity.Status.SUBMITTED
        activity.returned_why = ""


def _write_supports(activity, supported):
    wanted = {person.pk: person for person in supported}
    held = {row.person_id: row for row in activity.supports.all()}
    gone = held.keys() - wanted.keys()
    if gone:
        activity.supports.filter(person__in=gone).delete()
    if held:
        activity.supports.exclude(date=activity.date).update(date=activity.date)
    Support.objects.bulk_create(
        Support(
            activity=activity,
            person=wanted[pk],
            school_id=wanted[pk].home_school_id or activity.site_id,
            date=activity.date,
        )
        for pk in sorted(wanted.keys() - held.keys())
    )


def _pairs(activity):
    return list(Support.objects.filter(activity=activity.pk).order_by().values_list("person_id", "school_id"))


def _facts(stored):
    return rollups.facts_of(stored, _pairs(stored)) if stored else None


def _follow(activity, stored):
    """The cycle knows its last visit."""
    for cycle in {activity.cycle_id, stored.cycle_id if stored else None} - {None}:
        _count_visits(cycle)


def _count_visits(cycle):
    if cycle is None:
        return
    last = Activity.objects.counted().filter(cycle=cycle).order_by("-date").values_list("date", flat=True).first()
    CoachingCycle.objects.filter(pk=cycle).update(last_visit=last, updated_at=timezone.now())
