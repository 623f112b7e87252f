"""The bare page of a visit, until its own is there."""

from django.shortcuts import render

from config.access import requires, visible_or_404
from config.panels import panels
from responsibilities.models import Activity


@requires("responsibilities.view_activities")
def activity_detail(request, pk):
    record = visible_or_404(request, Activity, pk=pk)
    page = {"title": str(record), "panels": panels("activity", request, record)}
    return render(request, "responsibilities/stand_in.html", page)
