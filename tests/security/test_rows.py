"""Which rows each kind of user sees, record by record: what every view starts from (trust A32, A34)."""

import pytest
from django.apps import apps

from leaders.models import AuditEntry, FormerKind, ImportRow, User
from tests.world import KINDS, RELATIONS

pytestmark = pytest.mark.django_db
ALL = set(RELATIONS)
OFFICES = {"administrator": ALL, "coordinator": ALL, "business_office": ALL}
STAFF = OFFICES | {"principal": {"school"}, "teacher_leader": {"mine"}}
SLOTS = OFFICES | {"principal": {"school"}}  # which nobody holds
MONEY = {"coordinator": ALL, "business_office": ALL}
SEEN = dict.fromkeys(("person", "former", "recognition", "credential"), STAFF)
SEEN |= dict.fromkeys(("position", "appointment", "proposal", "term"), STAFF)
SEEN |= dict.fromkeys(("pay", "share", "allocation"), MONEY | {"teacher_leader": {"mine"}})
SEEN |= {"closed": SLOTS, "pool": MONEY}
MONTHS = {"coordinator": ALL, "teacher_leader": {"mine"}}
SEEN |= dict.fromkeys(("month", "locked", "unlocked"), MONTHS)
# Tier C: the two people, and for the sharing with a successor the teacher whose it is.
SEEN |= dict.fromkeys(("note", "step", "evidence"), {"teacher_leader": {"mine"}, "supported_teacher": {"mine"}})
SEEN |= {"letting": {"supported_teacher": {"mine"}}}
TIER_B = {"coordinator": ALL, "principal": {"school"}, "teacher_leader": {"mine"}, "supported_teacher": {"mine"}}
SEEN |= {
    "cycle": TIER_B,
    "activity": TIER_B,
    "planned": TIER_B | {"principal": set()},
    "draft": {"teacher_leader": {"mine"}},
    "request": TIER_B | {"supported_teacher": set()},
    "cycle-paused": TIER_B | {"supported_teacher": set()},
    "cycle-closing": TIER_B | {"supported_teacher": set()},
    "commitment": STAFF,
    "colleague": STAFF | {"teacher_leader": set()},
    "supported": STAFF | {"teacher_leader": set(), "supported_teacher": {"mine"}},
}
# Who takes part: the person, the coordinator, the principal for the own staff; what is owed also the business office.
TAKING_PART = {"coordinator": ALL, "principal": {"school"}, "teacher_leader": {"mine"}}
SEEN |= dict.fromkeys(("enrollment", "completed", "seat-asked", "seat-given", "attendance"), TAKING_PART)
# What an applicant answers and a reviewer says: they themselves, and the coordinator.
CHOSEN = ("application", "application-file", "review", "review-recused", "offer", "offer-accepted")
SEEN |= dict.fromkeys(CHOSEN, {"coordinator": ALL, "teacher_leader": {"mine"}})
# What is over is read by the board viewer, as far as ten people are behind it; questions are edited by the coordinator.
SEEN |= {"survey": {"coordinator": ALL, "teacher_leader": {"mine"}}, "survey-item": {"coordinator": ALL}}
SEEN |= {"survey-over": {"coordinator": ALL, "viewer": ALL, "teacher_leader": {"mine"}}}
SEEN |= {"piece": TAKING_PART | {"principal": set()}, "obligation-served": MONEY}
SEEN |= dict.fromkeys(("obligation", "obligation-paused", "obligation-over"), MONEY | {"teacher_leader": {"mine"}})
# Views of lists: one's own, and shared ones; none of these three is shared.
SEEN |= {"view": {"teacher_leader": {"mine"}, "principal": {"school"}, "coordinator": {"other"}}}
SIGNED_IN = KINDS[1:]
# Of the district as a whole: everybody's, the funds, the imports.
FOR_ALL = {"school", "role", "discipline", "category", "usualpromise", "program", "cohort", "session"}
SHARED = {"fund": MONEY, "import": {"administrator", "coordinator"}}
# Goals are tier A: everyone with access reads them; values about few people are left out where they show.
SHARED |= dict.fromkeys(("goal", "indicator", "measurement", "logic", "context"), set(SIGNED_IN) - {"no_access"})


def sees(world, kind, row):
    return type(row).objects.visible_to(world.users[kind]).filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", SIGNED_IN)
def test_each_kind_of_user_sees_its_rows_and_no_others(world, kind):
    seen = {noun: {of for of in RELATIONS if sees(world, kind, world.records[of][noun])} for noun in SEEN}
    assert seen == {noun: who.get(kind, set()) for noun, who in SEEN.items()}
    shared = {noun: sees(world, kind, world.shared[noun]) for noun in SHARED}
    assert shared == {noun: kind in who for noun, who in SHARED.items()}


@pytest.mark.parametrize("kind", SIGNED_IN)
def test_rows_of_imports_accounts_and_history_go_with_their_door(world, kind):
    user = world.users[kind]
    assert ImportRow.objects.visible_to(user).exists() == (kind in SHARED["import"])
    assert User.objects.visible_to(user).exclude(pk=user.pk).exists() == (kind == "administrator")
    entries = AuditEntry.objects.visible_to(user)
    about_pay = entries.filter(model__in=["leaders.compensation", "leaders.stipendpool"])
    assert (entries.exists(), about_pay.exists()) == (kind in OFFICES, kind in MONEY)


def test_former_kinds_of_others_are_nobodys_business(world):
    """The control: each relation has one, and one more came with the import that was applied."""
    assert FormerKind.objects.count() == len(RELATIONS) + 1
    assert list(FormerKind.objects.visible_to(world.users["supported_teacher"])) == []


# Asked about in tests of their own: what belongs to one user, and sums.
OWN = {"receipt", "taughtseries", "wishes", "sentreminder", "activityversion", "support"}
SUMS = {"leadermonth", "schoolmonth", "districtmonth", "reached", "schoolreach", "teacherreach"}


APPS = ("leaders", "responsibilities", "programs")


def test_every_model_that_narrows_its_rows_is_asked_about(world):
    rows = [*world.records["mine"].values(), *world.shared.values()]
    asked = {type(row) for row in rows if hasattr(row, "_meta")} | {ImportRow, User, AuditEntry}
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    narrowed = {model for model in models if hasattr(model.objects, "visible_to")}
    elsewhere = {model for model in narrowed if model._meta.model_name in FOR_ALL | OWN | SUMS}
    assert narrowed == asked | elsewhere
    assert set(SEEN) == set(world.records["mine"])
