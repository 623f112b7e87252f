"""Values of indicators as people read them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders import history
from leaders.models import year_label
from programs.models import Indicator

Unit = Indicator.Unit
history.SCHOOL_YEARS |= {"baseline_year", "target_year"}
history.WORDS |= {"verdict_of_year": gettext_lazy("verdict")}


def amount(indicator, value):
    """A value with its unit: “45%”, “1,200”, “12.5 hours”, “$3,000”."""
    if value is None:
        return ""
    text = number_format(value, decimal_pos=indicator.decimals, use_l10n=True, force_grouping=True)
    if indicator.unit == Unit.DOLLARS:
        return f"−${text.removeprefix('-')}" if value < 0 else f"${text}"
    formats = {Unit.PERCENT: "%(value)s%%", Unit.HOURS: _("%(value)s hours"), Unit.SCORE: _("%(value)s points")}
    return formats.get(indicator.unit, "%(value)s") % {"value": text}


def in_year(indicator, value, year):
    """“45% (2025–26)”."""
    return f"{amount(indicator, value)} ({year_label(year)})" if value is not None else ""
