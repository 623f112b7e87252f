"""What the demo's roles usually promise, and what appointments of the last two years do."""

from decimal import Decimal

from leaders.demo.bulk import add
from leaders.models import Role
from responsibilities.demo.habits import DIVERTED, MIXES
from responsibilities.demo.stints import THIS_YEAR
from responsibilities.models import Commitment, CommittedShare, UsualPromise, UsualShare

MORE_COACHING = 10  # percent points that are promised beyond what the year leaves time for
# role: direct time in percent, meetings a week, schools, teachers
TERMS = {
    "science-coach": (50, "6", 5, 25),
    "math-coach": (50, "4", 1, 12),
    "peer-collaborative": (50, "5", 1, 12),
    "multi-classroom": (60, "5", 1, 6),
    "cs-lead": (40, "2", 3, 15),
    "curriculum-lead": (30, "1", 1, 20),
    "reading-math-coach": (50, "5", 1, 15),
    "model-teacher": (60, "1", 1, 10),
    "stem-plc-lead": (60, "1", 1, 8),
}


def promise(stints, categories):
    """Usual commitments of roles, and one commitment for each appointment of this year and the last."""
    roles = [role for role in Role.objects.order_by("pk") if role.code in TERMS]
    usual = add(UsualPromise(role=role, **terms(role.code)) for role in roles)
    UsualShare.objects.bulk_create(
        UsualShare(promise=row, category=categories[code], percent=percent)
        for row in usual
        for code, percent in shares(row.role.code).items()
    )
    held = [stint for stint in stints if stint.role.code in TERMS and stint.year > THIS_YEAR - 2]
    made = add(
        Commitment(appointment=stint.appointment, start=stint.appointment.start, **terms(stint.role.code))
        for stint in held
    )
    CommittedShare.objects.bulk_create(
        CommittedShare(commitment=row, category=categories[code], percent=percent)
        for row, stint in zip(made, held, strict=True)
        for code, percent in shares(stint.role.code).items()
    )


def terms(role):
    direct, meetings, schools, teachers = TERMS[role]
    return {
        "direct_share": Decimal(direct),
        "meetings_per_week": Decimal(meetings),
        "schools_covered": schools,
        "teachers_covered": teachers,
    }


def shares(role):
    """Percent by category, 100 in all: the role's habits without diverted duty, with more coaching than there is."""
    mix = {code: share for code, share in MIXES.get(role, {}).items() if code != DIVERTED}
    if not mix:
        return {}
    mix["coaching_modeling"] = mix.get("coaching_modeling", 0) + MORE_COACHING
    whole = sum(mix.values())
    percents = {code: Decimal(round(100 * share / whole)) for code, share in mix.items()}
    percents["coaching_modeling"] += 100 - sum(percents.values())
    return percents
