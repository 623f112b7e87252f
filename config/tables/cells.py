"""How a value of a list looks on a page and in a file."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOTHING = format_html('<span class="nothing">{}</span>', "—")


class Chip(str):
    """A state in words and a tone (good, warn, bad, info, quiet); the tone never carries the meaning alone.

    It is text, so that files hold the words; pages show it as a chip.
    """

    __slots__ = ("tone",)

    def __new__(cls, text, tone="quiet"):
        chip = super().__new__(cls, text)
        chip.tone = tone
        return chip

    def __html__(self):
        return format_html('<span class="chip chip-{}">{}</span>', self.tone, str(self))


class Time(int):
    """Whole minutes: pages write them as “1 h 30 min”, files hold decimal hours to reckon with."""

    __slots__ = ()

    @property
    def hours(self):
        return (Decimal(self) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)


def in_hours(minutes):
    """“1 h 30 min”, “45 min”, “2 h”."""
    hours, rest = divmod(minutes, 60)
    many = {"count": number_format(hours, force_grouping=True)}
    parts = [ngettext("%(count)s h", "%(count)s h", hours) % many] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not hours else parts)


@dataclass(frozen=True)
class Stat:
    """A figure of a page: what it counts, how much, and optionally a note and the list behind it."""

    label: object
    value: object
    note: object = ""
    url: str = ""


def money(value):
    """US dollars: 1234.5 → $1,234.50; −5 → −$5.00."""
    amount = number_format(abs(value), decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"−${amount}" if value < 0 else f"${amount}"


def shown(value, *, as_money=False):
    """`value` as a page shows it, escaped: dates and numbers in the reader's language, a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Time):
        return in_hours(value)
    if isinstance(value, int | float | Decimal):
        return money(value) if as_money else number(value)
    if isinstance(value, datetime.date):
        return day(value)
    return conditional_escape(value)


def number(value):
    """With thousands separators; a decimal with two places or more (0.500 → 0.50, 0.125), so that points align."""
    places = max(2, -value.normalize().as_tuple().exponent) if isinstance(value, Decimal) else None
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def day(value):
    """A date, or a moment in the district's time zone."""
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "SHORT_DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT")


def plain(value):
    """`value` as a file holds it: numbers and dates keep their type, anything else is text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Time):
        return value.hours
    if isinstance(value, int | float | Decimal | datetime.date):
        return value
    return str(value)
