"""What sessions of the demo bring into the log: planned for who leads them, and one attended by `leader@`."""

from leaders import audit
from leaders.demo import ANCHOR
from leaders.models import Appointment
from programs.actions.facilitated import A_GROUP
from programs.actions.facilitated import CATEGORY as LEADING
from programs.actions.own_learning import CATEGORY as LEARNING
from programs.actions.own_learning import appointment_for, in_steps
from programs.models import Facilitated
from responsibilities import held, rollups, rules
from responsibilities.demo.log import added
from responsibilities.models import Activity, Category, Contact, Kind

LOGGED = "Words that open"  # the session of the micro-credential that `leader@` logged as own learning


def log_sessions(sessions, seats, cast):
    """One planned entry for each coming session and leader with an appointment on its day."""
    coming = _coming(meeting for meetings in sessions.values() for meeting in meetings)
    held_by = _appointments({person.pk for _row, person in coming} | {cast.leader.pk})
    categories = {row.code: row for row in Category.objects.filter(code__in=[LEADING, LEARNING])}
    made = []
    for session, person in coming:
        appointment = appointment_for(held_by.get(person.pk, []), session)
        if appointment is not None:
            made.append((session, person, _planned(session, person, appointment, categories[LEADING])))
    mark = _attended(seats, cast.leader)
    own = _learned(mark, appointment_for(held_by[cast.leader.pk], mark.session), categories[LEARNING])
    _write([entry for _session, _person, entry in made] + [own])
    Facilitated.objects.bulk_create(Facilitated(session=a, person=b, activity=c) for a, b, c in made)
    mark.activity = own
    mark.save(update_fields=["activity"])
    rollups.moved(None, rollups.facts_of(own, []))


def _coming(meetings):
    """`[(session, who leads it)]` of sessions that are to come."""
    return [(meeting.row, person) for meeting in meetings if meeting.row.date >= ANCHOR for person in meeting.leaders]


def _appointments(people):
    """`{person: appointments}` of some people, the latest first."""
    found = {}
    rows = Appointment.objects.approved().filter(person__in=people).select_related("position__role", "position__site")
    for row in rows.order_by("-start", "-pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def _planned(session, person, appointment, category):
    return Activity(
        leader=person,
        category=category,
        kind=Kind.PD_DELIVERY,
        contact=Contact.GROUP,
        unnamed=max(A_GROUP, session.cohort.held),
        participants=max(A_GROUP, session.cohort.held),
        stem_mode=session.cohort.program.stem_mode,
        status=Activity.Status.PLANNED,
        minutes=in_steps(session.minutes),
        **_facts(session, appointment),
    )


def _attended(seats, leader):
    """The attendance that was logged."""
    rows = (mark for seat in seats["micro-fall-2027"] for mark in seat.attendance)
    return next(mark for mark in rows if mark.session.title == LOGGED and mark.enrollment.person_id == leader.pk)


def _learned(mark, appointment, category):
    return Activity(
        leader=mark.enrollment.person,
        category=category,
        kind=Kind.TRAINING,
        contact=Contact.NONE,
        stem_mode=appointment.position.role.stem_mode,
        status=Activity.Status.SUBMITTED,
        minutes=in_steps(mark.minutes),
        **_facts(mark.session, appointment),
    )


def _facts(session, appointment):
    return {
        "appointment": appointment,
        "date": session.date,
        "start_time": session.starts,
        "school_year": held.school_year_of(session.date, appointment),
        "site_id": session.site_id or appointment.position.site_id,
        "in_contract": rules.in_contract_by_default(session.date, session.starts),
        "focus": session.title[:120],
        "source": Activity.Source.PROGRAM,
    }


def _write(entries):
    """The entries, in the disciplines of their roles, with their history."""
    Activity.objects.bulk_create(entries)
    fields = {row.appointment.position.role: [] for row in entries}
    for role in fields:
        fields[role] = sorted(role.discipline_shares.values_list("discipline", flat=True))
    marks = Activity.disciplines.through
    marks.objects.bulk_create(
        marks(activity=row, discipline_id=pk) for row in entries for pk in fields[row.appointment.position.role]
    )
    audit.record_many(added(row, [], fields[row.appointment.position.role]) for row in entries)
