"""Who may do and see what in `leaders`: the one place that other code asks.

Doors: `DOORS` lists, per kind of user, the permissions that views name. Rows: the functions `people`, `appointments`, …
narrow a queryset to what a user may see; each model's `visible_to` calls its function. Fields: `PAY_MODELS` and
`PAY_FIELDS` name what only the person, the coordinator and the business office see (domain rule "Pay is seen by …").
Nobody has a superuser short-cut: an administrator never sees pay.
"""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

ADMINISTRATOR = "administrator"
COORDINATOR = "coordinator"
PRINCIPAL = "principal"
TEACHER_LEADER = "teacher_leader"
BUSINESS_OFFICE = "business_office"
VIEWER = "viewer"
SUPPORTED_TEACHER = "supported_teacher"

SIGNED_IN = frozenset({"leaders.view_home"})  # also without any access yet: the page says what to do
EVERYONE = SIGNED_IN | frozenset({"leaders.view_schools", "leaders.view_roles"})
EVERYONE |= {"leaders.keep_views", "leaders.search"}
OWN = frozenset({"leaders.view_person", "leaders.view_appointment", "leaders.view_own_pay"})
STAFFING = OWN | {
    "leaders.view_people",
    "leaders.view_positions",
    "leaders.view_appointments",
    "leaders.view_roster",
    "leaders.view_coverage",
}
MONEY = frozenset({"leaders.view_pay", "leaders.change_pay", "leaders.view_funding", "leaders.change_funding"})
PLANNING = frozenset({"leaders.plan_ahead"})

DOORS = {
    ADMINISTRATOR: EVERYONE
    | STAFFING
    | {
        "leaders.view_accounts",
        "leaders.import_data",
        "leaders.view_history",
        "leaders.change_district",
        "leaders.change_schools",
        "leaders.tidy_views",
    },
    COORDINATOR: EVERYONE
    | STAFFING
    | MONEY
    | PLANNING
    | {
        "leaders.change_scenarios",
        "leaders.view_accounts",
        "leaders.change_people",
        "leaders.change_schools",
        "leaders.change_roles",
        "leaders.change_positions",
        "leaders.change_appointments",
        "leaders.approve_appointments",
        "leaders.import_data",
        "leaders.view_history",
        "leaders.change_district",
        "leaders.tidy_views",
    },
    PRINCIPAL: EVERYONE | STAFFING,
    BUSINESS_OFFICE: EVERYONE | STAFFING | MONEY | PLANNING | {"leaders.view_history"},
    VIEWER: EVERYONE,
    TEACHER_LEADER: EVERYONE | OWN,
    SUPPORTED_TEACHER: EVERYONE | OWN,
}

SEES_ALL_STAFF = frozenset({ADMINISTRATOR, COORDINATOR, BUSINESS_OFFICE})
SEES_ALL_PAY = frozenset({COORDINATOR, BUSINESS_OFFICE})
PAY_MODELS = frozenset(
    {
        "compensation",
        "fundingallocation",
        "stipendpool",
        "scenario",
        "scenarioposition",
        "scenariorole",
        "scenariofund",
    }
)
PAY_FIELDS = frozenset({"budget", "pay", "salary_base", "cost_per_seat"})
# History of these kinds of record is only for these kinds of user; apps to the right add theirs.
HISTORY_FOR = {f"leaders.{name}": SEES_ALL_PAY for name in PAY_MODELS}
HISTORY_FOR["leaders.savedview"] = frozenset({COORDINATOR})  # what it filters by may tell of the log


def open_doors(doors, history=()):
    """What an app to the right adds when it starts: permissions per kind of user, and who reads its history."""
    for kind, permissions in doors.items():
        DOORS[kind] = DOORS[kind] | permissions
    HISTORY_FOR.update(history)


@dataclass(frozen=True)
class Rights:
    """What was granted to a user: kinds, and the schools of a principal."""

    kinds: frozenset
    school_ids: frozenset

    @classmethod
    def of(cls, user):
        grants = list(user.grants.all())
        return cls(
            frozenset(grant.kind for grant in grants),
            frozenset(grant.school_id for grant in grants if grant.school_id),
        )


def holds(user, permission):
    """Whether one of the user's kinds holds `permission`; today's appointment is read only when grants do not do."""
    granted = user.rights.kinds
    if permission in SIGNED_IN or any(permission in DOORS[kind] for kind in granted):
        return True
    return any(permission in DOORS[kind] for kind in user.kinds - granted)


def admin_may(user, perm):
    """Django admin's question (`leaders.change_person`): administrators only, and pay only for who sees pay."""
    if ADMINISTRATOR not in user.rights.kinds:
        return False
    return perm.rpartition("_")[2] not in PAY_MODELS or sees_all_pay(user)


def sees_all_staff(user):
    return bool(SEES_ALL_STAFF & user.rights.kinds)


def sees_all_pay(user):
    return bool(SEES_ALL_PAY & user.rights.kinds)


def sees_pay_of(user, person_id):
    """Pay is seen by the person, the coordinator and the business office."""
    return sees_all_pay(user) or (person_id is not None and person_id == user.person_id)


def sites(prefix, school_ids):
    """Positions at one of the schools: the rule for base sites, and that for further sites; `prefix` leads to them."""
    if not school_ids:
        return []
    return [Q(**{f"{prefix}site__in": school_ids}), Q(**{f"{prefix}other_sites__in": school_ids})]


def any_of(rows, *rules):
    """Rows that fit one of the rules: each is looked up by itself, which is fast where a plain “or” reads all rows."""
    first, *others = (rows.model._base_manager.filter(rule).order_by().values("pk") for rule in rules)
    return rows.filter(pk__in=first.union(*others))


def own_schools(rows, user):
    """Schools whose coverage a user looks after: all for the offices, otherwise a principal's own."""
    return rows if sees_all_staff(user) else rows.filter(pk__in=user.school_ids)


def people(rows, user):
    """All staff for the offices; a principal's own staff and leaders; otherwise oneself."""
    if sees_all_staff(user):
        return rows
    oneself = Q(pk=user.person_id)
    if schools := user.school_ids:
        staff = Q(home_school__in=schools), Q(other_schools__in=schools)
        return any_of(rows, oneself, *staff, *sites("appointments__position__", schools))
    return rows.filter(oneself)


def positions(rows, user):
    """All for the offices; those at a principal's school; otherwise the ones oneself holds or held."""
    if sees_all_staff(user):
        return rows
    own = Q(appointments__person=user.person_id, appointments__person__isnull=False)
    return any_of(rows, own, *sites("", user.school_ids))


def appointments(rows, user):
    """All for the offices; those at a principal's school and of its staff elsewhere; otherwise one's own."""
    if sees_all_staff(user):
        return rows
    own = Q(person=user.person_id, person__isnull=False)
    if schools := user.school_ids:
        return any_of(rows, own, Q(person__home_school__in=schools), *sites("position__", schools))
    return rows.filter(own)


def pay(rows, user, person="appointment__person"):
    """Rows of pay: all for coordinator and business office, otherwise one's own; `person` leads to the person."""
    if sees_all_pay(user):
        return rows
    return rows.filter(**{person: user.person_id, f"{person}__isnull": False})


def funding(rows, user):
    """Funds are money matters: coordinator and business office only."""
    return rows if sees_all_pay(user) else rows.none()


def scenarios(rows, user):
    """Plans hold everybody's pay: one's own and the shared ones, for who sees all pay."""
    return rows.filter(Q(owner=user) | Q(is_shared=True)) if sees_all_pay(user) else rows.none()


def history(rows, user):
    """Audit entries: the offices; entries about pay and about the log only for who sees those."""
    if not user.may("leaders.view_history"):
        return rows.none()
    hidden = sorted(label for label, kinds in HISTORY_FOR.items() if not kinds & user.rights.kinds)
    return rows.exclude(model__in=hidden) if hidden else rows


def imports(rows, user):
    """Import batches hold people: only for who may import."""
    return rows if user.may("leaders.import_data") else rows.none()


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sign-ins are the administrator's business; everyone sees their own."""
        return self if ADMINISTRATOR in user.rights.kinds else self.filter(pk=user.pk)
