"""What is typed into the week: the cells, one more row, and why a late change is made."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leaders.forms.people import WHY
from responsibilities import rules
from responsibilities.actions.weeks import Change, Seen
from responsibilities.forms.teachers import TeacherField
from responsibilities.held import appointment_on
from responsibilities.lines import Line
from responsibilities.models import Category, Contact, Kind
from responsibilities.weeks import minutes_of

MOST_ROWS = 60


def seen_of(text):
    """The entry that the editor was shown; None when the cell was empty, or its mark was tampered with."""
    parts = text.split(":")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    return Seen(*map(int, parts))


class WeekForm(forms.Form):
    """The cells of a `Week`, read from what was sent; mistakes are put into the cells."""

    why = forms.CharField(**WHY)

    def __init__(self, data, *, week, appointments):
        super().__init__(data)
        self.week = week
        self.appointments = appointments
        if not week.needs_why:
            del self.fields["why"]

    def clean(self):
        self.changes = [change for cell in self.week.cells.values() if (change := self._change(cell))]
        return super().clean()

    def is_valid(self):
        return super().is_valid() and not self.week.mistakes

    def _change(self, cell):
        """What a cell asks for; None when it stands as its editor saw it."""
        typed = self.data.get(f"m.{cell.name}")
        if typed is None:
            return None
        cell.typed, seen = typed.strip()[:10], seen_of(self.data.get(f"v.{cell.name}", ""))
        cell.is_done = bool(self.data.get(f"d.{cell.name}"))
        try:
            minutes = minutes_of(cell.typed)
        except ValidationError as error:
            cell.errors += error.messages
            return None
        if minutes == (seen.minutes if seen else 0) and not cell.is_done:
            cell.typed = None
            return None
        if cell.day.closed:
            cell.errors.append(cell.day.closed)
            return None
        appointment = appointment_on(self.appointments, cell.day.date, cell.line.site.pk)
        return Change(cell.name, cell.line, cell.day.date, minutes, appointment, seen, cell.is_done)


class RowForm(forms.Form):
    """One more row of the week: an activity that is not among the usual ones."""

    category = forms.ModelChoiceField(Category.objects.in_use(), label=_("Category"))
    kind = forms.ChoiceField(choices=Kind.choices, label=_("Kind"))
    contact = forms.ChoiceField(choices=Contact.choices, label=_("With whom"))
    teacher = TeacherField(
        label=_("Supported teacher"), help_text=_("Type a part of the name."), url="responsibilities:week-teachers"
    )
    unnamed = forms.IntegerField(
        label=_("In a group: participants who are not named"), min_value=0, max_value=999, required=False
    )

    def __init__(self, data=None, *, people, site):
        super().__init__(data, prefix="row")
        self.fields["teacher"].queryset = people
        self.site = site

    def clean(self):
        data = super().clean()
        if not self.errors:
            named = 1 if data["teacher"] else 0
            try:
                rules.check_contact(data["contact"], named, data["unnamed"] or 0, data["category"])
            except ValidationError as error:
                for name, errors in error.error_dict.items():
                    self.add_error("teacher" if name == "supported" else name, errors)
        return data

    def line(self):
        data = self.cleaned_data
        people = (data["teacher"],) if data["teacher"] else ()
        site = (data["teacher"] and data["teacher"].home_school) or self.site
        return Line(data["category"], data["kind"], data["contact"], people, data["unnamed"] or 0, site)
