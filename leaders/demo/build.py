import datetime
import random

from django.db import transaction

from config.demo import part
from leaders.demo import cases
from leaders.demo.accounts import accounts
from leaders.demo.people import ADMINISTRATOR, TEACHER, staff
from leaders.demo.places import district, schools
from leaders.demo.roles import funds, roles
from leaders.demo.saved_views import saved_views
from leaders.demo.scenarios import scenarios
from leaders.demo.staffing import Plan, fill_years, shared_stipend
from leaders.models import District, Person

ANCHOR = datetime.date(2026, 11, 24)
SEED = 20261124
TEAMS = 3
TEAM_SIZE = 3


@part
@transaction.atomic
def build():
    """Make the demo district; does nothing when a district is already there. Returns whether it was made."""
    if District.objects.exists():
        return False
    draw = random.Random(SEED)
    district()
    places = schools()
    everyone = staff(places, draw)
    special = cases.people(places[1:], draw)
    teachers = [row for row in everyone if row.staff_kind == TEACHER]
    draw.shuffle(teachers)
    principal = next(row for row in everyone if row.staff_kind == ADMINISTRATOR and row.home_school == places[5])
    teacher = next(row for row in reversed(teachers) if row.home_school == places[5])  # not appointed: those come first
    users = accounts(places[5], leader=special[4], teacher=teacher, principal=principal)
    _staffing(places, teachers, special, draw, users["coordinator"])
    saved_views(users["coordinator"])
    scenarios(users["coordinator"], cases.THIS_YEAR)
    return True


def _staffing(places, teachers, special, draw, approver):
    catalogue = roles()
    plan = Plan(funds=funds(), approver=approver)
    fill_years(plan, catalogue, places, teachers, draw)
    for number in range(TEAMS):
        team = teachers[-10 - TEAM_SIZE * number : -10 - TEAM_SIZE * (number - 1)]
        shared_stipend(plan, catalogue["leadership-team"], places[number + 1], team, cases.THIS_YEAR)
    cases.appoint(plan, catalogue, places[1:], special)
    cases.awards(special)
    cases.credentials(special)
    plan.write()
    changed = {row.person for row in plan.appointments}
    Person.objects.bulk_update(changed, ["teaching_fte"], batch_size=500)
