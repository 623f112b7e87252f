from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import path

from tests.bench.floor import PAGE_BYTES
from tests.bench.floor_app.models import Person


@login_required
def people(request):
    """25 rows with their school, the count of all, and as many bytes as the site's page."""
    rows = Person.objects.select_related("school").order_by("family_name", "given_name", "pk")
    if kind := request.GET.get("staff_kind"):
        rows = rows.filter(staff_kind=kind)
    context = {"rows": rows[:25], "count": rows.count(), "padding": "x" * max(0, PAGE_BYTES - 4500)}
    return render(request, "floor.html", context)


urlpatterns = [path("people/", people)]
