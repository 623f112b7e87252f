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
FREEZE = "programs.freeze_reports"
CATALOGUE = frozenset({"programs.view_programs", "programs.view_goals", "programs.view_reports"})
TAKING_PART = CATALOGUE | {
    "programs.view_enrollments",
    "programs.take_part",  # ask for a seat, check in, hand in, withdraw
    "programs.answer_surveys",
    "programs.apply",  # answer a call, withdraw, answer an offer
    "programs.read_applications",  # whole ones: one's own
    "programs.review",  # what was assigned
    "programs.print_certificates",
}

DOORS = {
    ADMINISTRATOR: CATALOGUE,
    VIEWER: CATALOGUE | {"programs.view_surveys"},  # of closed ones, what is left after suppression
    BUSINESS_OFFICE: CATALOGUE | {COSTS, FREEZE, "programs.view_obligations", "programs.list_obligations"},
    PRINCIPAL: CATALOGUE | {"programs.view_enrollments", "programs.view_participants"},
    TEACHER_LEADER: TAKING_PART | {"programs.view_obligations", "programs.lead_sessions"},
    SUPPORTED_TEACHER: TAKING_PART | {"programs.view_obligations"},
    COORDINATOR: CATALOGUE
    | {
        "programs.change_programs",
        "programs.change_goals",
        COSTS,
        FREEZE,
        "programs.view_board",
        "programs.view_enrollments",
        "programs.view_participants",
        "programs.change_enrollments",
        "programs.print_certificates",
        "programs.lead_sessions",
        "programs.view_obligations",
        "programs.list_obligations",
        "programs.change_obligations",
        "programs.view_surveys",
        "programs.change_surveys",
        "programs.view_calls",
        "programs.change_calls",
        "programs.view_applications",
        "programs.read_applications",
        "programs.decide_applications",
    },
}

BETWEEN = ("enrollment", "attendance", "evidencepiece")
MEASURED = ("indicator", "measurement", "goaljudgment")  # values about small groups stand in their history
SELECTION = ("call", "application", "review", "reviewphase", "reviewer")
OWED = ("serviceobligation", "servicepause")
HISTORY_FOR = {f"programs.{name}": frozenset({COORDINATOR}) for name in (*BETWEEN, *MEASURED, *SELECTION)}
HISTORY_FOR |= {f"programs.{name}": frozenset({COORDINATOR, BUSINESS_OFFICE}) for name in OWED}
HISTORY_FOR |= {f"programs.{name}": frozenset({COORDINATOR}) for name in ("survey", "surveyitem", "reportsnapshot")}
open_doors(DOORS, HISTORY_FOR)  # read when the models of this app are, before the first request


def is_coordinator(user):
    return COORDINATOR in user.rights.kinds


def programs(rows, user):
    return rows if user.may("programs.view_programs") else rows.none()


cohorts = programs
sessions = programs


def goals(rows, user):
    """Goals, what they are measured by, logic models and context: everyone with access reads them."""
    return rows if user.may("programs.view_goals") else rows.none()


def sees_small_groups(user):
    """Values about fewer than five people: the coordinator (domain.md §4, tier A)."""
    return is_coordinator(user)


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
    return rows if is_coordinator(user) else own_pieces(rows, user)


def own_pieces(rows, user):
    """Those that one handed in oneself: to change, to withdraw."""
    return rows.filter(enrollment__person=user.person_id, enrollment__person__isnull=False)


def certificates(rows, user):
    """Certificates are printed by who completed and by the coordinator; a principal sees the status alone."""
    return rows if is_coordinator(user) else own_enrollments(rows, user)


def obligations(rows, user):
    """What somebody owes: the person, the coordinator and the business office."""
    if {COORDINATOR, BUSINESS_OFFICE} & user.rights.kinds:
        return rows
    return rows.filter(enrollment__person=user.person_id, enrollment__person__isnull=False)


ANSWERING = ("enrolled", "completed")  # whom of a cohort its surveys ask


def surveys(rows, user, today):
    """All for the coordinator; what is over for who reads results; those that ask oneself. Never who answered what."""
    if is_coordinator(user):
        return rows
    rules = [Q(closes__lt=today)] if user.may("programs.view_surveys") else []
    return either(rows, [*rules, *([_asked(user)] if user.person_id else [])])


def own_surveys(rows, user):
    """Those that ask oneself, whether open or not."""
    return rows.filter(_asked(user)) if user.person_id else rows.none()


def _asked(user):
    return Q(cohort__enrollments__person=user.person_id, cohort__enrollments__status__in=ANSWERING)


def either(rows, rules):
    """Rows that fit one of the rules; none without a rule."""
    if not rules:
        return rows.none()
    return any_of(rows, *rules) if len(rules) > 1 else rows.filter(rules[0])


def snapshots(rows, user):
    """Frozen reports: sums for everyone who reads reports; all for the coordinator; those that one froze oneself."""
    if is_coordinator(user):
        return rows
    rules = [Q(is_aggregate=True)] if user.may("programs.view_reports") else []
    return either(rows, [*rules, *([Q(made_by=user.pk)] if user.may(FREEZE) else [])])
