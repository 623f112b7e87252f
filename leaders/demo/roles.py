from decimal import Decimal

from leaders.demo.bulk import add
from leaders.models import Discipline, FundingSource, Role, RoleDiscipline

OFFICE = "Superintendent's office"
# code, name, disciplines and shares, release bounds, usual pay, amount, extra facts. Figures are published examples.
ROLES = [
    (
        "science-coach",
        "District science coach",
        {"science": 100},
        ("0.8", "1"),
        "salary_addition",
        "3300",
        {"sphere": "district", "extra_days": 4},
    ),
    ("math-coach", "Mathematics coach", {"mathematics": 100}, ("0.2", "0.6"), "annual_stipend", "5000", {}),
    (
        "model-teacher",
        "Model teacher",
        {"integrated-stem": 100},
        ("0", "0"),
        "annual_stipend",
        "7500",
        {"stem_mode": "integrated"},
    ),
    (
        "peer-collaborative",
        "Peer collaborative teacher",
        {"science": 50, "mathematics": 50},
        ("0.2", "0.6"),
        "annual_stipend",
        "12500",
        {},
    ),
    (
        "multi-classroom",
        "Multi-classroom leader",
        {"mathematics": 100},
        ("0.2", "0.5"),
        "annual_stipend",
        "12040",
        {"may_evaluate": True},
    ),
    (
        "cs-lead",
        "Computer science lead",
        {"computer-science": 100},
        ("0.1", "0.4"),
        "release_only",
        None,
        {"sphere": "multi_school"},
    ),
    (
        "stem-plc-lead",
        "STEM learning team leader",
        {"integrated-stem": 100},
        ("0", "0"),
        "annual_stipend",
        "2900",
        {"stem_mode": "integrated"},
    ),
    (
        "curriculum-lead",
        "Curriculum and PD leader",
        {"science": 100},
        ("0", "0.5"),
        "per_diem_days",
        "10000",
        {"extra_days": 15},
    ),
    (
        "materials-developer",
        "STEM materials developer",
        {"engineering": 100},
        ("0", "0"),
        "hourly",
        "1600",
        {"serves": "stem_programming"},
    ),
    ("leadership-team", "Building leadership team member", {"stem": 100}, ("0", "0"), "annual_stipend", "5000", {}),
    (
        "reading-math-coach",
        "Reading and math coach",
        {"literacy": 50, "mathematics": 50},
        ("0.2", "1"),
        "release_only",
        None,
        {},
    ),
    ("literacy-coach", "Literacy coach", {"literacy": 100}, ("0.5", "1"), "release_only", None, {}),
    (
        "robotics-sponsor",
        "Robotics club sponsor",
        {"robotics": 100},
        ("0", "0"),
        "annual_stipend",
        "2200",
        {"serves": "students_only"},
    ),
    ("school-stem-lead", "School STEM lead", {"stem": 100}, ("0", "0.2"), "release_only", None, {}),
    (
        "technology-mentor",
        "Technology mentor",
        {"technology": 100},
        ("0", "0.2"),
        "annual_stipend",
        "1500",
        {"last_year": 2026},
    ),
]
PURPOSES = {
    "stem_programming": "Builds the materials that STEM classes across the district teach from.",
    "students_only": "Runs an after-school club for students.",
    "fellow_educators": "Helps fellow teachers plan, teach and improve.",
}
FUNDS = [
    ("100", "General fund", "general", None, "1400000", False),
    ("T2A-27", "Title II-A 2026–27", "title_ii_a", ("2026-07-01", "2027-09-30"), "95000", True),
    ("T2A-26", "Title II-A 2025–26", "title_ii_a", ("2025-07-01", "2026-09-30"), "300000", True),
    ("T2A-25", "Title II-A 2024–25", "title_ii_a", ("2024-07-01", "2025-09-30"), "300000", True),
    ("ST-TL", "State teacher leadership", "state", None, "450000", False),
    ("NSF-1", "Coastal STEM partnership", "federal_grant", ("2025-01-01", "2027-12-31"), "90000", True),
]
ALN = {"title_ii_a": "84.367", "federal_grant": "47.076"}


def roles():
    """The catalogue: `{code: Role}` with discipline shares."""
    made = {row.code: row for row in add(_role(*facts) for facts in ROLES)}
    disciplines = {row.code: row for row in Discipline.objects.all()}
    add(
        RoleDiscipline(role=made[code], discipline=disciplines[name], share=Decimal(share))
        for code, _name, shares, *_rest in ROLES
        for name, share in shares.items()
    )
    return made


def _role(code, name, _shares, bounds, pay_kind, amount, facts):
    serves = facts.get("serves", "fellow_educators")
    return Role(
        code=code,
        name=name,
        approver=OFFICE,
        purpose=PURPOSES[serves],
        release_min=Decimal(bounds[0]),
        release_max=Decimal(bounds[1]),
        pay_kind=pay_kind,
        pay_amount=amount and Decimal(amount),
        first_year=2025,
        **facts,
    )


def funds():
    """Funding sources by code, with their award windows."""
    rows = [
        FundingSource(
            code=code,
            name=name,
            kind=kind,
            aln=ALN.get(kind, ""),
            start=window and window[0],
            end=window and window[1],
            budget=Decimal(budget),
            effort_reporting=effort,
        )
        for code, name, kind, window, budget, effort in FUNDS
    ]
    for row in rows:
        row.clean_fields()
    return {row.code: row for row in add(rows)}
