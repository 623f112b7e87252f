"""The boundary cases of the definition, each findable by its staff number (`CASE-05`); `docs/demo.md` lists them."""

import datetime
from decimal import Decimal

from leaders.demo.bulk import add
from leaders.demo.people import person
from leaders.models import Credential, Recognition

THIS_YEAR = 2027
FIRST_NUMBER = 9000
KINDS = {9: "administrator"}
AUTUMN_LEAVE = datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)
# case: (role, release, pattern, paid)
PLAIN = {
    2: ("math-coach", "0.2", "partial_release", True),
    3: ("science-coach", "1", "tosa", True),
    4: ("math-coach", "0.4", "partial_release", False),
    5: ("model-teacher", "0", "in_classroom", True),
    6: ("school-stem-lead", "0", "in_classroom", False),
    7: ("robotics-sponsor", "0", "in_classroom", True),
    8: ("reading-math-coach", "1", "full_release", False),
    9: ("math-coach", "0.4", "partial_release", False),
    10: ("stem-plc-lead", "0", "in_classroom", True),
    12: ("math-coach", "0.4", "partial_release", False),
}


def people(sites, draw):
    """One person per case, `{case: Person}`; 80 is the literacy coach of case 8."""
    rows = {
        case: person(
            FIRST_NUMBER + case, sites[case % len(sites)], KINDS.get(case, "teacher"), draw, local_id=f"CASE-{case:02d}"
        )
        for case in [*range(1, 14), 80, 81, 82]
    }
    add(rows.values())
    return rows


def awards(rows):
    """Cases 1 and 2 hold the presidential award; only the second has a role."""
    add(
        Recognition(
            person=rows[case],
            kind=Recognition.Kind.PAEMST,
            title="Presidential Award for Excellence",
            awarded_on=datetime.date(2025, 10, 14),
            awarded_by="National Science Foundation",
            amount=Decimal("10000"),
        )
        for case in (1, 2)
    )


def credentials(rows):
    """What three of the leaders bring along; the last one has run out."""
    held = [
        (3, "certificate", "National Board Certification, science", "NBPTS", datetime.date(2023, 12, 9), 2028),
        (
            5,
            "micro_credential",
            "Modeling integrated STEM lessons",
            "State university",
            datetime.date(2025, 6, 14),
            None,
        ),
        (13, "endorsement", "Elementary mathematics coach", "State board", datetime.date(2021, 7, 1), 2026),
    ]
    add(
        Credential(
            person=rows[case],
            kind=kind,
            title=title,
            issuer=issuer,
            issued_on=issued,
            expires_on=year and datetime.date(year, 6, 30),
        )
        for case, kind, title, issuer, issued, year in held
    )


def appoint(plan, roles, sites, rows):
    """Appointments of the cases in the current school year (case 11 ended with the last one)."""
    for case, (code, release, pattern, paid) in PLAIN.items():
        row = _one(plan, roles[code], sites[case], rows[case], (release, pattern))
        if paid:
            plan.stipend(row)
        if case == 12:
            plan.leave(row, *AUTUMN_LEAVE)
    ended = plan.position(roles["math-coach"], sites[11], THIS_YEAR - 1, "0.4")
    plan.appoint(rows[11], ended, "0.4", "partial_release")
    for site in (sites[13], sites[14]):
        _one(plan, roles["math-coach"], site, rows[13], ("0.5", "partial_release"))
    _one(plan, roles["literacy-coach"], sites[8], rows[80], ("1", "full_release"))
    _beyond_the_rules(plan, roles, sites, rows)


def _one(plan, role, site, who, terms, **facts):
    release, pattern = terms
    return plan.appoint(who, plan.position(role, site, THIS_YEAR, release), release, pattern, **facts)


def _beyond_the_rules(plan, roles, sites, rows):
    """An overload, and a release outside the role's bounds, each with its reason; no fund pays the second yet."""
    over = _one(
        plan,
        roles["math-coach"],
        sites[20],
        rows[81],
        ("0.6", "partial_release"),
        overload_reason="Sixth class until January",
    )
    over.person.teaching_fte = Decimal("0.6")
    reason = "Two schools share one coach this year"
    unfunded = _one(plan, roles["math-coach"], sites[21], rows[82], ("0.8", "partial_release"), bounds_reason=reason)
    plan.stipend(unfunded, split={})
