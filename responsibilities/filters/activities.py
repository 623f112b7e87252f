import datetime

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.filters.roles import year_choices
from leaders.models import Person, School
from responsibilities.models import Activity, Category, Contact, Kind, Support


def category_choices():
    return [(row.code, row.label) for row in Category.objects.all()]


class MonthField(forms.CharField):
    """A month like 2026-11, as the browser's month box sends it."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})
    default_error_messages = {"invalid": _("Write a month like 2026-11.")}

    def clean(self, value):
        text = super().clean(value)
        try:
            return text and f"{datetime.date.fromisoformat(f'{text}-01'):%Y-%m}"
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class MonthFilter(filters.Filter):
    field_class = MonthField


class ActivityFilter(filters.FilterSet):
    """Search and filters of the log. Names of supported teachers are searched only where the user reads them."""

    q = filters.CharFilter(label=_("Teacher leader"), method="search")
    month = MonthFilter(label=_("Month"), method="in_month")
    category = filters.ChoiceFilter(label=_("Category"), field_name="category__code", choices=category_choices)
    status = filters.ChoiceFilter(label=_("Status"), choices=Activity.Status.choices)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    contact = filters.ChoiceFilter(label=_("With whom"), choices=Contact.choices)
    teacher = filters.CharFilter(label=_("Supported teacher"), method="by_teacher")
    site = NamedFilter(label=_("Site"), queryset=School.objects.open())
    focus = filters.CharFilter(label=_("Focus"), lookup_expr="icontains")
    year = filters.ChoiceFilter(label=_("School year"), field_name="school_year", choices=year_choices)
    date = filters.DateFromToRangeFilter(label=_("Date"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.may("leaders.view_people"):  # their own entries: nobody to look for
            self.filters["q"].label = self.filters.pop("focus").label

    def search(self, rows, name, text):
        if "focus" not in self.filters:
            return rows.filter(focus__icontains=text)
        return rows.filter(leader__in=Person.objects.matching(text))

    def in_month(self, rows, name, month):
        return rows.in_month(datetime.date.fromisoformat(f"{month}-01"))

    def by_teacher(self, rows, name, text):
        seen = Support.objects.visible_to(self.request.user).filter(person__in=Person.objects.matching(text))
        return rows.filter(pk__in=seen.order_by().values("activity"))
