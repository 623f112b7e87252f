from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import path

from tests.bench.floor import PAGE_BYTES
from tests.bench.floor_app.models import District, Person, School

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
        "padding": "x" * PAGE_BYTES,
    }
    return render(request, "floor.html", context)


urlpatterns = [path("people/", people)]
