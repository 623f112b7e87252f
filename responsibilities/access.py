"""Who may do and see what in `responsibilities`: the one place that other code asks (domain.md §4).

Tier A: sums, for everyone, through `responsibilities.suppression`. Tier B (who, when, minutes, category, focus): the
teacher leader, the coordinator, the principal of that school, and for what concerns them the supported teacher. Tier C
(what was said): the two people, through `responsibilities.confidential`. Administrators and the business office see
neither B nor C.
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
from leaders.models import Appointment, District, Person, Position, Role

SUMS = frozenset({"responsibilities.view_sums"})  # tier A
CONCERNED = SUMS | {"responsibilities.view_activities", "responsibilities.view_cycles"}
OWN = CONCERNED | {
    "responsibilities.close_own_months",  # also after the last day: the last month is still to be closed
    "responsibilities.read_confidential",
    "responsibilities.change_wishes",
}

DOORS = {
    ADMINISTRATOR: SUMS,
    BUSINESS_OFFICE: SUMS,
    VIEWER: SUMS,
    COORDINATOR: CONCERNED
    | {
        "responsibilities.view_commitments",
        "responsibilities.change_commitments",
        "responsibilities.change_categories",
        "responsibilities.approve_months",
        "responsibilities.view_reach",
        "responsibilities.change_wishes",
        "responsibilities.close_cycles",  # of leaders who left
        "responsibilities.view_conflicts",
        "responsibilities.view_requests",
    },
    PRINCIPAL: CONCERNED
    | {
        "responsibilities.view_commitments",
        "responsibilities.request_support",
        "responsibilities.view_requests",
        "responsibilities.change_wishes",
    },
    TEACHER_LEADER: OWN
    | {
        "responsibilities.log_activities",
        "responsibilities.lead_cycles",
        "responsibilities.close_cycles",
        "responsibilities.view_requests",
        "responsibilities.answer_requests",
        "responsibilities.view_commitments",
    },
    SUPPORTED_TEACHER: OWN,
}

TIER_B = ("activity", "activityversion", "coachingcycle", "cyclestage", "month", "supportrequest", "sentreminder")
HISTORY_FOR = {f"responsibilities.{name}": frozenset({COORDINATOR}) for name in TIER_B}
open_doors(DOORS, HISTORY_FOR)  # read when the models of this app are, before the first request


def nameable(user):
    """Whom a teacher leader may name in an entry: everyone else who works in the district.

    Leaders support teachers of any school, so any colleague can be found; only the name and the school are told, as on
    a staff page, never e-mail, number or pay, and nobody is listed before a name is typed.

    Three rules, from wide to narrow. `nameable`: an entry, wherever it is made (form, quick line, week, calendar,
    phone), as work with anyone is work. `within_reach`: a coaching cycle, which is a promise of weeks, only with staff
    whom the appointment covers; the week offers these. `near`: the teachers among them whom the form of the log offers.
    """
    return Person.objects.active().exclude(pk=user.person_id).select_related("home_school")


def near(user, schools):
    """Colleagues offered before a name is typed: active teachers of the schools that the user's appointments cover."""
    rows = Person.objects.active().filter(staff_kind=Person.StaffKind.TEACHER).exclude(pk=user.person_id)
    staff = any_of(rows, Q(home_school__in=schools), Q(other_schools__in=schools))
    return staff.select_related("home_school")


def own_activities(rows, user):
    """Entries that the user may change: their own."""
    return rows.filter(leader=user.person_id, leader__isnull=False)


def is_coordinator(user):
    return COORDINATOR in user.rights.kinds


def reads_many_logs(user):
    """Whether entries of many leaders are read: those of all, or of a school."""
    return is_coordinator(user) or bool(user.school_ids)


def principal_reads_names():
    """The district's choice: principals read the names of supported teachers, or counts only."""
    return District.current().principal_sees == District.PrincipalSees.NAMES


def named_schools(user):
    """Schools of a principal whose supported teachers they know by name; none when the district says counts only."""
    return user.school_ids if user.school_ids and principal_reads_names() else frozenset()


def sees_own_time(user):
    """Whether there is time that the user sees in full: all, that of a school, or their own."""
    return is_coordinator(user) or bool(user.school_ids) or TEACHER_LEADER in user.kinds


def activities(rows, user):
    """All entries that others may see for the coordinator; a principal's school; one's own; those that concern one."""
    if is_coordinator(user):
        return rows.exclude(status="draft") | rows.filter(leader=user.person_id, leader__isnull=False)
    rules = []
    if user.person_id:
        rules += [
            Q(leader=user.person_id),
            Q(supports__person=user.person_id) & ~Q(status="draft"),
        ]
    if schools := user.school_ids:
        rules += [Q(site__in=schools, status__in=["submitted", "approved", "returned"]), Q(requested_by=user.pk)]
    return _either(rows, rules)


def supports(rows, user):
    """Names of supported teachers: coordinator, the leader, a principal unless counts only, and oneself.

    One plain condition, judged row by row: whoever asks has narrowed to entries or people. To look up all that the user
    may see, as `any_of` does, would read thousands of rows for a handful.
    """
    if is_coordinator(user):
        return rows
    mine = Q(activity__site__in=named_schools(user))
    if user.person_id:
        mine |= Q(activity__leader=user.person_id) | Q(person=user.person_id)
    return rows.filter(mine)


def cycles(rows, user):
    """Who, dates and focus: coordinator, the two people, and the principal of that school unless counts only.

    And whom the supported teacher let in: what is shared stands on the cycle's page.
    """
    if is_coordinator(user):
        return rows
    rules = [Q(leader=user.person_id), Q(teacher=user.person_id)] if user.person_id else []
    if leads_still(user):
        rules.append(Q(let_in__person=user.person_id))
    if schools := named_schools(user):
        rules.append(Q(site__in=schools))
    return _either(rows, rules)


def within_reach(appointments):
    """Whom the holders of these appointments may support: active staff of their sites, or of the whole district."""
    roles = {row.position.role.sphere for row in appointments}
    people = Person.objects.active().exclude(pk__in={row.person_id for row in appointments})
    if Role.Sphere.DISTRICT in roles:
        return people
    positions = Position.objects.filter(pk__in={row.position_id for row in appointments}).order_by()
    schools = positions.values("site").union(positions.filter(other_sites__isnull=False).values("other_sites"))
    return any_of(people, Q(home_school__in=schools), Q(other_schools__in=schools))


def led_cycles(rows, user):
    """Cycles that one leads oneself: only these can be carried on."""
    return rows.filter(leader=user.person_id, leader__isnull=False)


def closable_cycles(rows, user):
    """Who leads a cycle closes it; the coordinator too, for leaders who left."""
    return rows if is_coordinator(user) else led_cycles(rows, user)


def support_requests(rows, user):
    """Who asked, who is asked, the coordinator, and the principals of that school."""
    if is_coordinator(user):
        return rows
    rules = [Q(by=user.pk)]
    if user.person_id:
        rules.append(Q(leader=user.person_id))
    if schools := user.school_ids:
        rules.append(Q(site__in=schools))
    return _either(rows, rules)


def commitments(rows, user):
    """What was promised is seen by whoever sees the appointment."""
    return rows.filter(appointment__in=Appointment.objects.visible_to(user).order_by().values("pk"))


def months(rows, user):
    """The coordinator closes all months, everyone else their own."""
    if is_coordinator(user):
        return rows
    return rows.filter(leader=user.person_id, leader__isnull=False)


def sees_months_of(user, person_id):
    """The rule of `months` for a person of whose month there may be no row yet."""
    return is_coordinator(user) or (user.person_id is not None and user.person_id == person_id)


def leader_months(rows, user):
    """Time by leader: coordinator, the leader, and the principal for time at the own school."""
    if is_coordinator(user):
        return rows
    rules = [Q(leader=user.person_id)] if user.person_id else []
    if schools := user.school_ids:
        rules.append(Q(site__in=schools))
    return _either(rows, rules)


def school_months(rows, user, site="site"):
    """Sums of a school, not suppressed: coordinator and its principal. Everyone else reads suppressed sums."""
    if is_coordinator(user):
        return rows
    return rows.filter(**{f"{site}__in": user.school_ids}) if user.school_ids else rows.none()


def district_months(rows, user):
    """Sums of the district, not suppressed. Everyone else reads suppressed sums."""
    return rows if is_coordinator(user) else rows.none()


def teacher_reach(rows, user):
    """What one teacher got in all: coordinator, oneself, and the principal of the home school unless counts only."""
    if is_coordinator(user):
        return rows
    rules = [Q(person=user.person_id)] if user.person_id else []
    if schools := named_schools(user):
        rules.append(Q(person__home_school__in=schools))
    return _either(rows, rules)


def reached(rows, user):
    """Who was reached, by name: coordinator, the leader, oneself, and the principal unless counts only."""
    if is_coordinator(user):
        return rows
    rules = [Q(leader=user.person_id), Q(person=user.person_id)] if user.person_id else []
    if schools := named_schools(user):
        rules.append(Q(school__in=schools))
    return _either(rows, rules)


def leads_still(user):
    """Whether an appointment of theirs is in force: who was let in as a successor reads no longer than that."""
    return user.person_id is not None and TEACHER_LEADER in user.kinds


def confidential(rows, user):
    """Tier C: the author; what is shared also the other of the two, and whom the supported teacher let in."""
    if not user.person_id:
        return rows.none()
    me = user.person_id
    shared = [Q(leader=me), Q(teacher=me), *([Q(cycle__let_in__person=me)] if leads_still(user) else [])]
    return _either(rows, [Q(author=me), *(Q(is_private=False) & rule for rule in shared)])


def _either(rows, rules):
    if not rules:
        return rows.none()
    return any_of(rows, *rules) if len(rules) > 1 else rows.filter(rules[0])
