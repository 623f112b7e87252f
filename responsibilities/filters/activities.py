import datetime

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.tables import NamedFilter
from leaders.filters.roles import year_choices
from leaders.models import District, Person, School
from responsibilities import access, rules
from responsibilities.models import Activity, Category, Contact, Kind, Support

RECENT, WHOLE = "recent", "all"
SPANS = [(RECENT, _("since last month")), (WHOLE, _("the whole log"))]
TIMES = ("month", "year", "date_after", "date_before")  # filters that say when, instead of a span
MANY = 500  # people by key in one statement


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


class SpanField(forms.ChoiceField):
    """How much of the log; not asked for, it is the recent part."""

    everything = WHOLE


class SpanFilter(filters.Filter):
    field_class = SpanField


def keys_of(people):
    """Keys of the people found, so that the log is read by its indexes; a question in the question when many are."""
    keys = list(people.order_by().values_list("pk", flat=True)[: MANY + 1])
    return people if len(keys) > MANY else keys


class ActivityFilter(filters.FilterSet):
    """Search and filters of the log. Names of supported teachers are searched only where the user reads them.

    Who reads a log of many leaders begins with its recent part: the whole grows without end.
    """

    q = filters.CharFilter(label=_("Teacher leader"), method="search")
    month = MonthFilter(label=_("Month"), method="in_month")
    category = filters.ChoiceFilter(label=_("Category"), field_name="category__code", choices=category_choices)
    status = filters.ChoiceFilter(label=_("Status"), choices=Activity.Status.choices)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    contact = filters.ChoiceFilter(label=_("With whom"), choices=Contact.choices)
    teacher = filters.CharFilter(label=_("Supported teacher"), method="by_teacher")
    site = NamedFilter(label=_("Site"), queryset=School.objects.open())
    focus = filters.CharFilter(label=_("Focus"), lookup_expr="icontains")
    year = filters.ChoiceFilter(label=_("School year"), method="in_year", choices=year_choices)
    span = SpanFilter(label=_("Time"), choices=SPANS, method="in_span")
    date = filters.DateFromToRangeFilter(label=_("Date"))

    def __init__(self, data=None, *args, request, **kwargs):
        reads_many = access.reads_many_logs(request.user)
        super().__init__(with_span(data) if reads_many else data, *args, request=request, **kwargs)
        if not reads_many:
            self.filters.pop("span")
        if not self.request.user.may("leaders.view_people"):  # their own entries: nobody to look for
            self.filters["q"].label = self.filters.pop("focus").label

    def search(self, rows, name, text):
        if "focus" not in self.filters:
            return rows.filter(focus__icontains=text)
        return rows.filter(leader__in=keys_of(Person.objects.matching(text)))

    def in_month(self, rows, name, month):
        return rows.in_month(datetime.date.fromisoformat(f"{month}-01"))

    def in_year(self, rows, name, year):
        """Entries of a school year, which lie between the summer before and the summer after it."""
        start, end = District.current().school_year_dates(int(year))
        return rows.filter(school_year=year).between(start - rules.A_SUMMER, end + rules.A_SUMMER)

    def in_span(self, rows, name, span):
        return rows.filter(date__gte=recent_since()) if span == RECENT else rows

    def by_teacher(self, rows, name, text):
        people = keys_of(Person.objects.matching(text))
        seen = Support.objects.visible_to(self.request.user).filter(person__in=people)
        if self.form.cleaned_data.get("span") == RECENT:
            seen = seen.filter(date__gte=recent_since())
        return rows.filter(pk__in=seen.order_by().values("activity"))


def with_span(data):
    """What was asked for, with the recent part where nothing says when; what says when stands alone."""
    data = data.copy()
    if any(name in data for name in TIMES):
        data.pop("span", None)
    elif data.get("span") not in dict(SPANS):
        data["span"] = RECENT
    return data


def recent_since():
    """First day of the last month."""
    last = rules.today().replace(day=1) - datetime.timedelta(days=1)
    return last.replace(day=1)
