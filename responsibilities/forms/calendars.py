"""Handing in a calendar file, and teaching what its series are."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.pickers import MOST, PickerField
from config.uploads import is_cut_off
from leaders.forms.people import DateInput
from responsibilities import rules, teachers
from responsibilities.calendars.events import read_calendar
from responsibilities.calendars.text import MOST_BYTES, Unreadable
from responsibilities.models import Contact, Kind, TaughtSeries, last_day

LONGEST_SPAN = datetime.timedelta(days=366)
ACTIVITY, NEVER, SKIP = "activity", "never", "skip"


def first_of_last_month():
    return (rules.today().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def too_large():
    return _("This file is larger than 2 MB. Export a shorter span, or one calendar at a time.")


class CalendarForm(forms.Form):
    """One calendar file and the days that are looked at."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy("A file that ends in .ics, at most 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        max_length=255,
    )
    first = forms.DateField(label=gettext_lazy("From"), widget=DateInput, initial=first_of_last_month)
    last = forms.DateField(label=gettext_lazy("To"), widget=DateInput, initial=lambda: last_day(rules.today()))

    def __init__(self, *args, request, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.zone = request, zone
        if is_cut_off(request):  # the file that was too large is not here any more
            self.fields["file"].error_messages["required"] = too_large()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(too_large())
        return file

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and not datetime.timedelta() <= last - first <= LONGEST_SPAN:
            self.add_error("last", _("Choose a last day after the first, within a year."))
        elif first and not 2000 <= first.year < 2100:
            self.add_error("first", _("Choose a day of this century."))
        if not self.errors:
            user = self.request.user
            addresses = {user.email, user.person.email}
            try:
                self.reading = read_calendar(data["file"].read(), first, last, self.zone, addresses)
            except Unreadable as error:
                self.add_error("file", str(error))
        return data


class TeacherField(PickerField):
    """A teacher among few or many; the few are read once for all series of a page."""

    few_rows = None

    def few(self):
        return self.few_rows

    def row_of(self, value):
        text = str(value or "").strip().rpartition("#")[2]
        if self.few_rows is None or not text.isdigit():
            return super().row_of(value)
        return next((row for row in self.few_rows if str(row.pk) == text), None)


def few(people):
    """The rows of a select, or None when there are too many for one."""
    rows = list(people[: MOST + 1])
    return rows if len(rows) <= MOST else None


class SeriesForm(forms.Form):
    """What one series of events is."""

    what = forms.ChoiceField(
        label=gettext_lazy("This is"),
        choices=[
            (SKIP, gettext_lazy("not decided: leave it out this time")),
            (ACTIVITY, gettext_lazy("an activity")),
            (NEVER, gettext_lazy("never an activity")),
        ],
    )
    category = forms.TypedChoiceField(label=gettext_lazy("Category"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[("", "—"), *Kind.choices])
    contact = forms.ChoiceField(label=gettext_lazy("With whom"), required=False, choices=[("", "—"), *Contact.choices])
    teacher = TeacherField(
        label=gettext_lazy("Supported teacher"),
        queryset=None,
        url="responsibilities:week-teachers",
        search=teachers.named,
        required=False,
    )
    unnamed = forms.IntegerField(
        label=gettext_lazy("In a group: participants who are not named"), required=False, min_value=0, max_value=999
    )

    def __init__(self, data=None, *, group, leader, categories, people, few_rows, prefix):
        self.group, self.leader, self.categories = group, leader, categories
        super().__init__(data, prefix=prefix, initial=initial_of(group.series))
        self.fields["category"].choices = [("", "—"), *((pk, row.label) for pk, row in categories.items())]
        self.fields["category"].coerce = lambda text: categories[int(text)]
        self.fields["category"].empty_value = None
        self.fields["teacher"].queryset, self.fields["teacher"].few_rows = people, few_rows

    def clean(self):
        data = super().clean()
        if self.group.series is None and data.get("what") == SKIP and data.get("category"):
            data["what"] = ACTIVITY  # whoever says which one it is need not say that it is one
        if self.errors or data["what"] != ACTIVITY:
            return data
        for name in ("category", "kind", "contact"):
            if not data[name]:
                self.add_error(name, _("Choose one."))
        if not self.errors:
            self._check_contact(data)
        return data

    def _check_contact(self, data):
        try:
            rules.check_contact(data["contact"], len(self.people()), data["unnamed"] or 0, data["category"])
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                self.add_error("teacher" if name == "supported" else name, errors)

    def people(self):
        return [self.cleaned_data["teacher"]] if self.cleaned_data.get("teacher") else []

    def lesson(self, ticked):
        """`(series, people, events)`, or None when it is left for another time."""
        data = self.cleaned_data
        if data["what"] == SKIP:
            return None
        series = self.group.series or TaughtSeries(leader=self.leader, title=self.group.title)
        series.ignored = data["what"] == NEVER
        if series.ignored:
            return series, list(series.supported.all()) if series.pk else [], []
        people = self.people()
        series.category, series.kind, series.contact = data["category"], data["kind"], data["contact"]
        series.unnamed, series.site = data["unnamed"] or 0, people[0].home_school if people else None
        return series, people, [met.event for met in self.group.events if met.is_open and met.event.key in ticked]


def initial_of(series):
    """The form of a series as it was taught; its supported people are prefetched."""
    if series is None:
        return {"what": SKIP}
    teacher = next(iter(series.supported.all()), None)
    return {
        "what": NEVER if series.ignored else ACTIVITY,
        "category": series.category_id,
        "kind": series.kind,
        "contact": series.contact,
        "teacher": teacher,
        "unnamed": series.unnamed or None,
    }
