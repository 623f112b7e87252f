"""The values of a school year for many indicators at once: one row each, one save."""

from decimal import Decimal

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programs.actions.goals import Entry
from programs.models.goals import NUMBER

NAMES = ("value", "people", "note")
MOST = 999_999_999


class Row:
    """One indicator in the grid: its fields, the mark of what its editor saw, and what is stored by now."""

    def __init__(self, form, indicator, stored):
        self.indicator = indicator
        self.stored = stored
        self.fields = [form[f"{name}-{indicator.pk}"] for name in NAMES]
        self.seen_name = f"seen-{indicator.pk}"
        self.seen = form.data.get(self.seen_name, "") if form.is_bound else mark(stored)
        self.moved = False

    @property
    def errors(self):
        return [error for field in self.fields for error in field.errors]


def mark(row):
    """Which value, in which version, an editor is shown."""
    return f"{row.pk}:{row.version}" if row else ""


def trimmed(value):
    """A stored number without the zeros behind it."""
    if not isinstance(value, Decimal):
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def seen_of(text):
    """`(key, version)` of a mark; None for an empty cell, or a mark that was tampered with."""
    parts = text.split(":")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    return tuple(map(int, parts))


class ValuesForm(forms.Form):
    """`stored` are the year's values by indicator; an emptied value takes it out."""

    def __init__(self, data, *, indicators, stored):
        super().__init__(data)
        self.indicators, self.stored = indicators, stored
        for indicator in indicators:
            self._add(indicator, stored.get(indicator.pk))

    def _add(self, indicator, row):
        label = {"title": indicator.title}
        made = {
            "value": forms.DecimalField(label=_("%(title)s: value") % label, required=False, **NUMBER),
            "people": forms.IntegerField(
                label=_("%(title)s: people") % label, required=False, min_value=0, max_value=MOST
            ),
            "note": forms.CharField(label=_("%(title)s: note") % label, required=False, max_length=255),
        }
        for name, field in made.items():
            self.fields[f"{name}-{indicator.pk}"] = field
            self.initial[f"{name}-{indicator.pk}"] = trimmed(getattr(row, name)) if row else None

    @cached_property
    def rows(self):
        return [Row(self, indicator, self.stored.get(indicator.pk)) for indicator in self.indicators]

    def clean(self):
        """People or a note alone say nothing."""
        data = super().clean()
        for indicator in self.indicators:
            value, people, note = (data.get(f"{name}-{indicator.pk}") for name in NAMES)
            if value is None and (people is not None or note) and f"value-{indicator.pk}" not in self.errors:
                self.add_error(f"value-{indicator.pk}", _("Type the value, or leave the row empty."))
        return data

    def entries(self):
        """What changed, as the action takes it; rows that stand as their editor saw them are left alone."""
        return [self._entry(row.indicator) for row in self.rows if self._changed(row)]

    def _changed(self, row):
        return any(field.name in self.changed_data for field in row.fields)

    def _entry(self, indicator):
        value, people, note = (self.cleaned_data[f"{name}-{indicator.pk}"] for name in NAMES)
        return Entry(indicator, value, people, note, seen_of(self.data.get(f"seen-{indicator.pk}", "")))
