"""A valid body for every form of ours: what somebody who may would send. Used by the access and security tests."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import RELATIONS

ROSTER = b"sourcedId,givenName,familyName,role,enabledUser\r\n"
DAY = datetime.timedelta(days=1)


def body(world, route, relation=""):
    """What to post to a route, for the record in a relation; empty when the route takes no fields."""
    make = BODIES.get(route.rpartition(":")[2])
    return make(world, world.records.get(relation, {})) if make else {}


def ticked(noun):
    """Rows of all three relations, as a list's bulk form sends them."""
    return lambda world: [world.records[relation][noun].pk for relation in RELATIONS]


def person(world, mine):
    names = {"given_name": "Bea", "family_name": "New", "email": "bea@district.example"}
    return names | {"staff_kind": "teacher", "teaching_fte": "0.5", "is_active": "on", "why": "As agreed"}


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
    return {"kind": "annual_stipend", "full_amount": "120", "proration": "months", "schedule": "once"}


def appoint(world, mine):
    who = {"person": world.shared["free"].pk, "role": world.shared["role"].pk, "site": world.shared["school"].pk}
    return who | {"start": world.today, "end": world.today, "release_fte": "0.2", "pattern": "partial_release"}


def amend(world, mine):
    return {"reason": "As agreed", "start": world.today, "release_fte": "0.3", "pattern": "partial_release"}


def rollover(world, mine):
    """Everybody's line of the table; the first one stays."""
    found = {}
    for at, relation in enumerate(RELATIONS):
        row = world.records[relation]["appointment"]
        line = {"start": row.start.replace(year=row.start.year + 1), "end": row.end.replace(year=row.end.year + 1)}
        line |= {"release_fte": "0.4", "amount": "100"} | ({} if at else {"stays": "on"})
        found |= {f"row-{row.pk}-{name}": value for name, value in line.items()}
    return found | {"over_budget": "on", "why": "As agreed"}


def dated(name, days):
    return lambda world, mine: {"reason": "As agreed", name: mine["appointment"].end + days * DAY}


def said(**values):
    return lambda world, mine: values


BODIES = {
    "person-create": person,
    "person-edit": person,
    "person-left": lambda world, mine: {"rows": ticked("person")(world), "left_on": world.today, "reason": "Moved"},
    "person-move": lambda world, mine: {
        "rows": ticked("person")(world),
        "school": world.shared["school"].pk,
        "reason": "Moved",
    },
    "recognition-create": said(kind="other", title="Another award", awarded_on="2024-05-01"),
    "credential-create": said(kind="certificate", title="Another paper", issued_on="2024-05-01"),
    "school-create": school,
    "school-edit": school,
    "role-create": role,
    "role-edit": role,
    "position-create": position,
    "position-edit": position,
    "position-close": lambda world, mine: {"rows": ticked("position")(world), "reason": "Cut"},
    "fund-create": fund,
    "fund-edit": fund,
    "district-edit": district,
    "pay-add": pay,
    "pay-edit": pay,
    "appoint": appoint,
    "appointment-approve": said(reason="As agreed"),
    "appointment-approve-ticked": lambda world, mine: {"rows": ticked("proposal")(world)},
    "appointment-amend": amend,
    "appointment-extend": dated("end", 10),
    "appointment-end": dated("end", -1),
    "appointment-leave": lambda world, mine: {"reason": "Ill", "start": world.today, "end": world.today},
    "appointment-withdraw": said(reason="As agreed"),
    "rollover": rollover,
    "import-add": lambda world, mine: {"files": SimpleUploadedFile("users.csv", ROSTER)},
    "import-choose": said(district="0100001"),
    "import-whole": said(whole="yes"),
    "import-apply": lambda world, mine: {"digest": world.shared["import"].digest},
    "theme": said(theme="dark", next="/people/"),
    "set_language": said(language="es", next="/people/"),
}
