"""Days on which sessions meet: weekly, every two weeks, monthly, or pasted from a calendar."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEK = datetime.timedelta(days=7)
MOST = 400  # days read before more of them are refused


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", gettext_lazy("every week")
    TWO_WEEKS = "two_weeks", gettext_lazy("every two weeks")
    MONTHLY = "monthly", gettext_lazy("every month, on the same weekday (like each second Tuesday)")
    PASTED = "pasted", gettext_lazy("on the dates below")


def repeated(rhythm, first, until):
    """Days from `first` to `until`, both included, in a rhythm."""
    if rhythm == Rhythm.MONTHLY:
        return _monthly(first, until)
    step = WEEK if rhythm == Rhythm.WEEKLY else 2 * WEEK
    return [first + at * step for at in range(min(MOST, (until - first) // step + 1))]


def _monthly(first, until):
    """The same weekday of each month: the second Tuesday, say; a fifth one is the last."""
    place, days, month = (first.day - 1) // 7, [], first.replace(day=1)
    while month <= until and len(days) < MOST:
        days.append(_weekday_of(month, first.weekday(), place))
        month = (month + datetime.timedelta(days=31)).replace(day=1)
    return [day for day in days if first <= day <= until]


def _weekday_of(month, weekday, place):
    day = month + datetime.timedelta(days=(weekday - month.weekday()) % 7) + place * WEEK
    return day if day.month == month.month else day - WEEK


def read(text):
    """The days of a pasted list, one per line or with semicolons between, each once and in order."""
    field, found = forms.DateField(), set()
    for part in text.replace(";", "\n").splitlines()[:MOST]:
        if part.strip():
            found.add(_day(field, part.strip()))
    return sorted(found)


def _day(field, text):
    try:
        return field.clean(text)
    except ValidationError:
        raise ValidationError(
            _("“%(text)s” is no date. Write dates like 10/14/2026, one per line.") % {"text": text[:40]}
        ) from None
