"""Lists and a form as an app would declare them, served at addresses of their own for the tests of `config.tables`."""

import django_filters
from django import forms
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from config.access import Guarded, requires
from config.pickers import PickerField, PickerView
from config.tables import Action, Bulk, Chip, Column, ListPage
from leaders.models import Person


def matching(rows, text):
    return rows.matching(text)


class StaffFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")

    class Meta:
        model = Person
        fields = ["staff_kind", "is_active", "hired_on", "local_id", "home_school"]

    def search(self, rows, name, value):
        return rows.matching(value)


class Staff(Guarded, ListPage):
    model = Person
    permission = "leaders.view_people"
    title = "Staff"
    filterset_class = StaffFilter
    ordering = ("family_name",)
    empty_text = "Import your roster."
    columns = [
        Column("name", "Name", str, sort=("family_name",), link=lambda row: f"/staff/{row.pk}/"),
        Column("school", "School", "home_school.name", sort=("home_school__name",)),
        Column("kind", "Kind", lambda row: Chip(row.get_staff_kind_display(), "good")),
        Column("fte", "FTE", "teaching_fte", numeric=True, sort=("teaching_fte",), total=Sum("teaching_fte")),
        Column("hired", "Hired", "hired_on", default=False),
        Column("pay", "Secret pay", lambda row: 7654.32, money=True, sort=("pk",), permission="leaders.view_pay"),
    ]
    actions = [Action("Add", "staff", "leaders.change_people")]
    bulk = [Bulk("Deactivate", "bulk", "leaders.change_people", danger=True)]

    def get_queryset(self):
        return super().get_queryset().select_related("home_school")


class StaffPicker(Guarded, PickerView):
    model = Person
    permission = "leaders.view_people"
    search = staticmethod(matching)


class ChooseForm(forms.Form):
    person = PickerField(queryset=Person.objects.none(), url="pick", search=matching)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = Person.objects.order_by("pk")


@requires("leaders.view_people")
def choose(request):
    form = ChooseForm(request.POST or None)
    if form.is_valid():
        return HttpResponse(f"chosen {form.cleaned_data['person']}")
    return render(request, "components/form_page.html", {"form": form, "title": "Choose"}, status=422)


@requires("leaders.change_people")
def bulk(request):
    return HttpResponse(",".join(request.POST.getlist("rows")))


urlpatterns = [
    path("staff/", Staff.as_view(), name="staff"),
    path("staff/bulk/", bulk, name="bulk"),
    path("staff/pick/", StaffPicker.as_view(), name="pick"),
    path("staff/choose/", choose),
    path("", include("config.urls")),
]
