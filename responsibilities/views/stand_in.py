"""Bare pages of a visit and a cycle, until theirs are there."""

from django.shortcuts import render

from config.access import requires, visible_or_404
from config.panels import panels
from responsibilities.models import Activity, CoachingCycle


@requires("responsibilities.view_activities")
def activity_detail(request, pk):
    record = visible_or_404(request, Activity, pk=pk)
    page = {"title": str(record), "panels": panels("activity", request, record)}
    return render(request, "responsibilities/stand_in.html", page)


@requires("responsibilities.view_cycles")
def cycle_detail(request, pk):
    record = visible_or_404(request, CoachingCycle, pk=pk)
    page = {"title": str(record), "panels": panels("cycle", request, record)}
    return render(request, "responsibilities/stand_in.html", page)
