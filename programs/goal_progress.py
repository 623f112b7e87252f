"""How far a goal is in a school year: one definition, stated in words beside every figure (`RULE`).

Progress of an indicator is (value − baseline) ÷ (target − baseline), from 0 to 100 percent. Without a baseline it is
100 where the target is reached, else 0. A goal's progress is the plain mean over the indicators that have a value for
the year. It describes where values stand; it does not say what brought them there.
"""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from config.tables import Chip
from programs.access import sees_small_groups
from programs.models import Indicator, Measurement, Verdict
from responsibilities.suppression import is_small

WHOLE = Decimal(100)
# From which progress on, in percent; below the last one a goal is not met.
THRESHOLDS = ((WHOLE, Verdict.FULLY), (Decimal(75), Verdict.MOSTLY), (Decimal(25), Verdict.PARTLY))
RULE = _(
    "Progress of an indicator: (value − baseline) ÷ (target − baseline), from 0% to 100%; without a baseline 100% "
    "where the target is reached, otherwise 0%. Progress of a goal: the average over the indicators that have a value "
    "for the school year; all count alike. Fully met from 100%, mostly met from 75%, partly met from 25%, otherwise "
    "not met. It describes where the values stand, not what brought them there."
)
TONES = {"fully": "good", "mostly": "info", "partly": "warn", "not_met": "bad"}


@dataclass(frozen=True)
class Standing:
    """An indicator in a school year: its value if there is one, and how far it is (None: unknown or not shown)."""

    indicator: Indicator
    measurement: Measurement | None
    progress: Decimal | None
    is_hidden: bool = False


@dataclass(frozen=True)
class Outcome:
    """A goal in a school year. `code` None: it follows from values that this reader must not see."""

    code: str | None
    progress: Decimal | None
    standings: list
    judgment: object = None

    @property
    def chip(self):
        if self.code is None:
            return Chip(gettext("not shown"), "quiet")
        return Chip(Verdict(self.code).label, TONES.get(self.code, "quiet"))

    @property
    def measured(self):
        return sum(each.measurement is not None for each in self.standings)

    @property
    def unmeasured(self):
        return len(self.standings) - self.measured

    def words(self):
        """“80% of the way, by 2 of 3 indicators; 1 has no value yet”."""
        if self.code == Verdict.NOT_DUE:
            return gettext("The goal does not run in this school year.")
        if not self.standings:
            return gettext("No indicators yet.")
        return " ".join(filter(None, [self._how_far(), self._what_lacks()]))

    def _how_far(self):
        if hides(self.standings):
            return gettext("Values about fewer than five people are not shown.")
        if self.progress is None:
            return ""
        found = {"percent": in_percent(self.progress), "measured": self.measured, "all": len(self.standings)}
        return gettext("%(percent)s of the way, by %(measured)s of %(all)s indicators.") % found

    def _what_lacks(self):
        if not self.unmeasured:
            return ""
        told = ngettext("%(count)s has no value yet.", "%(count)s have no value yet.", self.unmeasured)
        return told % {"count": self.unmeasured}


def in_percent(progress):
    """Whole percent, rounded down: 99.9 is not yet 100."""
    return f"{progress.to_integral_value(ROUND_FLOOR)}%"


def progress_of(indicator, value):
    """Percent of the way from baseline to target, from 0 to 100."""
    up = indicator.direction == Indicator.Direction.UP
    if indicator.baseline is None:
        return WHOLE if (value >= indicator.target if up else value <= indicator.target) else Decimal(0)
    share = WHOLE * (value - indicator.baseline) / (indicator.target - indicator.baseline)
    return min(WHOLE, max(Decimal(0), share))


def verdict_of(progress):
    """The word for a progress in percent."""
    return next((verdict for least, verdict in THRESHOLDS if progress >= least), Verdict.NOT_MET)


def is_hidden(measurement, user):
    """Whether a value is about so few people that this reader must not see it; None: the same for whoever reads."""
    people = measurement.people
    return people is not None and is_small(people) and not (user and sees_small_groups(user))


def standing(indicator, year, user):
    """The `Standing` of an indicator, loaded with its measurements."""
    found = next((row for row in indicator.measurements.all() if row.school_year == year), None)
    if found is None:
        return Standing(indicator, None, None)
    if is_hidden(found, user):
        return Standing(indicator, found, None, is_hidden=True)
    return Standing(indicator, found, progress_of(indicator, found.value))


def outcome(goal, year, user):
    """The `Outcome` of a goal, loaded `with_progress`, as the user may see it. A coordinator's own verdict stands."""
    standings = [standing(indicator, year, user) for indicator in goal.indicators.all()]
    judgment = next((row for row in goal.judgments.all() if row.school_year == year), None)
    progress = mean_of(standings)
    if judgment:
        return Outcome(judgment.verdict, progress, standings, judgment)
    if not goal.first_year <= year <= goal.last_year:
        return Outcome(Verdict.NOT_DUE, None, standings)
    if hides(standings):
        return Outcome(None, None, standings)
    return Outcome(Verdict.UNMEASURED if progress is None else verdict_of(progress), progress, standings)


def hides(standings):
    return any(each.is_hidden for each in standings)


def mean_of(standings):
    """The average progress of those with a value; None without any, or where one must not be seen."""
    known = [each.progress for each in standings if each.progress is not None]
    return sum(known, Decimal(0)) / len(known) if known and not hides(standings) else None
