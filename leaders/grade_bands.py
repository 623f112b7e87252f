"""Grade bands: grades that are looked at together. Sources cut bands differently, so that only grades are stored."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Band:
    """A band with its lowest and highest grade (`leaders.models.Grade`), both inclusive."""

    code: str
    label: object
    low: int
    high: int


UNKNOWN = Band("none", _("grades not recorded"), 99, 99)
BANDS = [
    Band("pk-2", _("PK–2"), -1, 2),
    Band("3-5", _("3–5"), 3, 5),
    Band("6-8", _("6–8"), 6, 8),
    Band("9-12", _("9–12"), 9, 12),
]
BY_CODE = {band.code: band for band in [*BANDS, UNKNOWN]}


@lru_cache
def bands_of(low, high):
    """`[(code, share)]` of the bands in which the grades lie, shared by their number of grades; shares sum to 1."""
    if low is None or high is None:
        return [(UNKNOWN.code, Decimal(1))]
    grades = [(band.code, min(high, band.high) - max(low, band.low) + 1) for band in BANDS]
    total = high - low + 1
    return [(code, Decimal(count) / total) for code, count in grades if count > 0]


def served(position, school):
    """Grades (lowest, highest) that a position serves at a school: its own within the school's, or what is known.

    A position whose grades the school does not teach keeps its own: somebody meant them.
    """
    low = max((grade for grade in (position[0], school[0]) if grade is not None), default=None)
    high = min((grade for grade in (position[1], school[1]) if grade is not None), default=None)
    if low is not None and high is not None and low > high:
        return position if None not in position else school
    return low, high
