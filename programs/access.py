"""Who may do and see what in `programs`: the one place that other code asks (domain.md §4).

What is offered, when and where is open to everyone signed in. Who takes part, and how far they are, is seen by the
person, the coordinator, and the principal for the own staff; who leads a session sees who may come to it. What
participants hand in is between them and the coordinator. Cost is for coordinator and business office.
"""

from django.db.models import Q

from leaders.access import (
    ADMINISTRATOR,
    BUSINESS_OFFICE,
    COORDINATOR,
    PRINCIPAL,
    SUPPORTED_TEACHER,
    TEACHER_LEADER,
    VIEWER,
    any_of,
    open_doors,
)

COSTS = "programs.view_costs"
CATALOGUE = frozenset({"programs.view_programs"})
TAKING_PART = CATALOGUE | {
    "programs.view_enrollments",
    "programs.take_part",  # ask for a seat, check in, hand in, withdraw
}

DOORS = {
    ADMINISTRATOR: CATALOGUE,
    VIEWER: CATALOGUE,
    BUSINESS_OFFICE: CATALOGUE | {COSTS, "programs.view_obligations", "programs.list_obligations"},
    PRINCIPAL: CATALOGUE | {"programs.view_enrollments", "programs.view_participants"},
    TEACHER_LEADER: TAKING_PART | {"programs.view_obligations", "programs.lead_sessions"},
    SUPPORTED_TEACHER: TAKING_PART | {"programs.view_obligations"},
    COORDINATOR: CATALOGUE
    | {
        "programs.change_programs",
        COSTS,
        "programs.view_board",
        "programs.view_enrollments",
        "programs.view_participants",
        "programs.change_enrollments",
        "programs.lead_sessions",
        "programs.view_obligations",
        "programs.list_obligations",
        "programs.change_obligations",
    },
}

BETWEEN = ("enrollment", "attendance", "evidencepiece")
OWED = ("serviceobligation", "servicepause")
HISTORY_FOR = {f"programs.{name}": frozenset({COORDINATOR}) for name in BETWEEN}
HISTORY_FOR |= {f"programs.{name}": frozenset({COORDINATOR, BUSINESS_OFFICE}) for name in OWED}
open_doors(DOORS, HISTORY_FOR)  # read when the models of this app are, before the first request


def is_coordinator(user):
    return COORDINATOR in user.rights.kinds


def programs(rows, user):
    return rows if user.may("programs.view_programs") else rows.none()


cohorts = programs
sessions = programs


def sees_costs(user):
    """Cost and fund of seats: coordinator and business office."""
    return user.may(COSTS)


def joins(user, session):
    """Whether somebody may have the link to join a session: who organizes or leads it, or holds a seat."""
    if is_coordinator(user):
        return True
    me = user.person_id
    return me is not None and (
        session.facilitators.filter(pk=me).exists() or session.cohort.enrollments.holding().filter(person=me).exists()
    )


def enrollments(rows, user):
    """All for the coordinator; a principal's own staff; one's own."""
    if is_coordinator(user):
        return rows
    rules = [Q(person=user.person_id)] if user.person_id else []
    if schools := user.school_ids:
        rules += [Q(person__home_school__in=schools), Q(person__other_schools__in=schools)]
    return either(rows, rules)


def own_enrollments(rows, user):
    """Those that one acts on oneself: handing in, withdrawing."""
    return rows.filter(person=user.person_id, person__isnull=False)


def attendance(rows, user):
    """What was attended is seen by whoever sees the enrollment."""
    if is_coordinator(user):
        return rows
    rules = [Q(enrollment__person=user.person_id)] if user.person_id else []
    if schools := user.school_ids:
        person = "enrollment__person__"
        rules += [Q(**{f"{person}home_school__in": schools}), Q(**{f"{person}other_schools__in": schools})]
    return either(rows, rules)


def led_sessions(rows, user):
    """Sessions whose attendance one takes: all for the coordinator, those that one facilitates."""
    if is_coordinator(user):
        return rows
    return rows.filter(facilitators=user.person_id) if user.person_id else rows.none()


def evidence_pieces(rows, user):
    """What was handed in: the participant and the coordinator, not the principal."""
    if is_coordinator(user):
        return rows
    return rows.filter(enrollment__person=user.person_id, enrollment__person__isnull=False)


def obligations(rows, user):
    """What somebody owes: the person, the coordinator and the business office."""
    if {COORDINATOR, BUSINESS_OFFICE} & user.rights.kinds:
        return rows
    return rows.filter(enrollment__person=user.person_id, enrollment__person__isnull=False)


def either(rows, rules):
    """Rows that fit one of the rules; none without a rule."""
    if not rules:
        return rows.none()
    return any_of(rows, *rules) if len(rules) > 1 else rows.filter(rules[0])
