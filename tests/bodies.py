"""A valid body for every form of ours: what somebody who may would send. Used by the access and security tests."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.bodies_attendance import ATTENDANCE
from tests.bodies_catalogue import CATALOGUE
from tests.bodies_confidential import BODIES as CONFIDENTIAL
from tests.bodies_cycles import CYCLES
from tests.bodies_deciding import DECIDING
from tests.bodies_goals import GOALS
from tests.bodies_log import BODIES_LOG
from tests.bodies_months import MONTHS
from tests.bodies_papers import PAPERS
from tests.bodies_reports import REPORTS
from tests.bodies_scenarios import SCENARIOS
from tests.bodies_seats import SEATS
from tests.bodies_selection import SELECTION
from tests.bodies_surveys import SURVEYS
from tests.bodies_sync import BODIES as SYNC
from tests.bodies_sync import Json
from tests.bodies_views import VIEWS
from tests.bodies_week import WEEK
from tests.world import RELATIONS

ROSTER = b"sourcedId,givenName,familyName,role,enabledUser\r\n"
DAY = datetime.timedelta(days=1)


def body(world, route, relation=""):
    """What to post to a route, for the record in a relation; empty when the route takes no fields."""
    make = BODIES.get(route.rpartition(":")[2])
    return make(world, world.records.get(relation, {})) if make else {}


def as_sent(data):
    """How the test client sends a body: as a form, or as JSON."""
    return {"data": data, "content_type": "application/json"} if isinstance(data, Json) else {"data": data}


def ticked(noun, **words):
    """Rows of all three relations, or the one that all share, as the page that names them sends them."""

    def make(world, mine):
        shared = world.shared.get(noun)
        rows = [shared] if shared else [world.records[relation][noun] for relation in RELATIONS]
        asked = {name: value(world) if callable(value) else value for name, value in words.items()}
        return {"rows": [f"{row.pk}:{row.version}" for row in rows], "reason": "As agreed", **asked}

    return make


def person(world, mine):
    names = {"given_name": "Bea", "family_name": "New", "email": "bea@district.example"}
    kind = {"staff_kind": "other_staff", "kind_since": world.today, "teaching_fte": "0.5"}
    return names | kind | {"is_active": "on", "why": "As agreed"}


def position(world, mine):
    place = {"role": world.shared["role"].pk, "site": world.shared["school"].pk, "school_year": world.year}
    return place | {"title": "Another", "fte": "1", "budget": "10", "is_open": "on", "why": "As agreed"}


def school(world, mine):
    return {"name": "Another school", "kind": "school", "is_open": "on", "why": "As agreed"}


def role(world, mine):
    names = {"name": "Another role", "code": "another", "is_formal": "on", "approver": "Board", "extra_days": "0"}
    kinds = {"serves": "fellow_educators", "stem_mode": "discipline", "sphere": "school", "pay_kind": "hourly"}
    share = world.shared["role"].discipline_shares.get().discipline_id
    return names | kinds | {"release_min": "0", "release_max": "1", "discipline_0": share, "share_0": "100"}


def fund(world, mine):
    return {"code": "ANOTHER", "name": "Another fund", "kind": "general", "budget": "1000000", "is_open": "on"}


def district(world, mine):
    years = {"school_year_start_month": "7", "fiscal_year_start_month": "7", "contract_days": "180"}
    rest = {"contract_minutes": "420", "month_lock_days": "15", "rotation_years": "3", "bulk_stop_percent": "10"}
    return years | rest | {"name": "Another district", "accent": "blue", "principal_sees": "names"}


def pay(world, mine):
    """One pay line, of two funds."""
    line = {"kind": "annual_stipend", "full_amount": "120", "proration": "months", "schedule": "once"}
    funds = {"fund_0": world.shared["fund"].pk, "account_0": "1", "fund_1": world.shared["fund"].pk}
    return line | funds | {"percent_0": "60", "percent_1": "40", "account_1": "2"}


def appoint(world, mine):
    """Somebody free in a place of their own, with two pay lines."""
    who = {"person": world.shared["free"].pk, "role": world.shared["role"].pk, "site": world.shared["school"].pk}
    who |= {"start": world.today, "end": world.today, "release_fte": "0.2", "pattern": "partial_release"}
    return who | {f"pay-{line}-{name}": value for line in (0, 1) for name, value in pay(world, mine).items()}


def pool(world, mine):
    return {"name": "Another", "site": world.shared["school"].pk, "school_year": world.year, "amount": "900"} | {
        "max_members": "4",
        "why": "As agreed",
    }


def pool_edit(world, mine):
    """Site, year and amount of a stipend that is shared stay."""
    kept = {"site": mine["pool"].site_id, "amount": mine["pool"].amount}
    return pool(world, mine) | kept


def pool_share(world, mine):
    """The second step: the shares are sent as they were shown."""
    amount, member = mine["pool"].amount, mine["appointment"].pk
    shown = {"amount": amount, "members": [member], "seen": f"{amount:.2f}:{member}"}
    return shown | {"fund_0": world.shared["fund"].pk, "why": "As agreed"}


def amend(world, mine):
    return {"reason": "As agreed", "start": world.today, "release_fte": "0.3", "pattern": "partial_release"}


def rollover(world, mine):
    """Everybody's line of the table; the first one stays, the other positions are carried over."""
    found = {}
    for at, relation in enumerate(RELATIONS):
        row = world.records[relation]["appointment"]
        line = {"start": row.start.replace(year=row.start.year + 1), "end": row.end.replace(year=row.end.year + 1)}
        line |= {"release_fte": "0.4", f"amount_{world.records[relation]['pay'].pk}": "100"}
        line |= {"carry": "on"} if at else {"stays": "on"}
        found |= {f"row-{row.pk}-{name}": value for name, value in line.items()}
    return found | {"over_budget": "on", "why": "As agreed"}


def dated(name, days):
    return lambda world, mine: {"reason": "As agreed", name: mine["appointment"].end + days * DAY}


def end_of_all(days):
    return lambda world: world.records["mine"]["appointment"].end + days * DAY


def said(**values):
    return lambda world, mine: values


REASON = said(reason="As agreed")
AWARD = said(kind="other", title="Another award", awarded_on="2024-05-01")
PAPER = said(kind="certificate", title="Another paper", issued_on="2024-05-01")
BODIES = {
    "person-create": person,
    "person-edit": person,
    "person-left": ticked("person", left_on=lambda world: world.today),
    "person-move": ticked("person", school=lambda world: world.shared["school"].pk),
    "recognition-create": AWARD,
    "recognition-edit": AWARD,
    "recognition-remove": REASON,
    "credential-create": PAPER,
    "credential-edit": PAPER,
    "credential-remove": REASON,
    "school-create": school,
    "school-edit": school,
    "school-facts": ticked("school", title_i=lambda world: "true"),
    "role-create": role,
    "role-edit": role,
    "role-retire": ticked("role", last_year=lambda world: world.year),
    "position-create": position,
    "position-edit": position,
    "position-close": ticked("position"),
    "position-reopen": ticked("closed"),
    "fund-create": fund,
    "fund-edit": fund,
    "district-edit": district,
    "pay-add": pay,
    "pay-edit": pay,
    "pay-remove": REASON,
    "pool-create": pool,
    "pool-edit": pool_edit,
    "pool-share": pool_share,
    "appoint": appoint,
    "appointment-approve": REASON,
    "appointment-approve-ticked": ticked("proposal"),
    "appointment-extend-ticked": ticked("appointment", end=end_of_all(10)),
    "appointment-end-ticked": ticked("appointment", end=end_of_all(-1)),
    "appointment-withdraw-ticked": ticked("proposal"),
    "appointment-amend": amend,
    "appointment-extend": dated("end", 10),
    "appointment-end": dated("end", -1),
    "appointment-leave": lambda world, mine: {"reason": "Ill", "start": world.today, "end": world.today},
    "appointment-withdraw": REASON,
    "rollover": rollover,
    "import-add": lambda world, mine: {"files": SimpleUploadedFile("users.csv", ROSTER)},
    "import-choose": said(district="0100001"),
    "import-whole": said(whole="yes"),
    "import-apply": lambda world, mine: {"digest": world.shared["import"].digest},
    "theme": said(theme="dark", next="/people/"),
    "set_language": said(language="es", next="/people/"),
}
PARTS = [
    CATALOGUE,
    SEATS,
    ATTENDANCE,
    PAPERS,
    REPORTS,
    SELECTION,
    DECIDING,
    GOALS,
    SURVEYS,
    SCENARIOS,
    BODIES_LOG,
    CONFIDENTIAL,
    CYCLES,
    MONTHS,
    SYNC,
    VIEWS,
    WEEK,
]
for part in PARTS:
    BODIES |= part
