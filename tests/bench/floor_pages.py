from django.contrib.auth.decorators import login_required
from django.forms import ModelForm
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import path

from tests.bench import floor_program_pages as programs
from tests.bench.floor import PAGE_BYTES
from tests.bench.floor_app.models import District, Entry, Person, School

SHOWN = 25


@login_required
def people(request):
    """25 rows with their school, the count of all, the schools to choose from, and as many bytes as the site's page."""
    rows = Person.objects.select_related("school").order_by("family_name", "given_name", "pk")
    if kind := request.GET.get("staff_kind"):
        rows = rows.filter(staff_kind=kind)
    context = {
        "district": District.objects.get(),
        "schools": School.objects.order_by("name"),
        "count": rows.count(),
        "rows": rows[:SHOWN],
        "padding": "x" * max(PAGE_BYTES, int(request.GET.get("bytes", 0))),
    }
    return render(request, "floor.html", context)


class EntryForm(ModelForm):
    class Meta:
        model = Entry
        fields = ["leader", "supported", "date", "minutes", "category", "kind", "contact", "site", "focus"]


@login_required
def add(request):
    """A form of a model, as Django's documentation writes it: checked, saved, and on to the list."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text())
    form.save()
    return redirect("/people/")


urlpatterns = [
    path("people/", people),
    path("entries/add/", add),
    path("enrollments/", programs.enrollments),
    path("cohorts/", programs.cohorts),
    path("board/", programs.board),
]
