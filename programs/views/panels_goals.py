"""Goals and logic model as parts of a program's page."""

from django.urls import reverse

from config.access import visible
from config.panels import panel
from leaders.models import year_label
from leaders.years import this_year
from programs.goal_progress import outcome
from programs.models import Goal
from programs.views.logic import columns_of


@panel("program", "programs/_goals_of_program.html", order=60)
def goals_of_program(request, program):
    """The program's goals with this year's verdicts, and what its logic model holds."""
    if not request.user.may("programs.view_goals"):
        return None
    year = this_year()
    goals = visible(request, Goal).filter(program=program, is_retired=False).with_progress()
    return {
        "goals": [(goal, outcome(goal, year, request.user)) for goal in goals],
        "year": year_label(year),
        "columns": [(label, len(steps)) for _column, label, steps in columns_of(request, program)],
        "logic_url": reverse("programs:logic-model", args=[program.pk]),
        "add_url": f"{reverse('programs:goal-create')}?program={program.pk}"
        if request.user.may("programs.change_goals")
        else "",
    }
