"""What home shows of programs: how many people stand where, and the way to the report for the board."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.access import visible
from config.charts import Chart, Series
from config.panels import counts, panel
from config.tables import Link
from config.tables.cells import number
from config.templatetags.navigation import address_of
from leaders.access import VIEWER
from leaders.models import year_label
from leaders.years import this_year
from programs import measures
from programs.models import Enrollment

Participant = Enrollment.Participant
OTHERS = (Participant.ASPIRING, Participant.OTHER)


@counts("plots", order=40)
def pipeline(request):
    """People in this school year's cohorts by stage, teacher leaders and others apart."""
    if not request.user.may("programs.view_board"):
        return []
    year = this_year()
    rows = visible(request, Enrollment).filter(cohort__school_year=year)
    tally = measures.tallies(rows, by="cohort__school_year").get(year)
    return [_by_stage(tally, year)] if tally else []


def _by_stage(tally, year):
    text = _("%(held)s people hold a seat, %(leaders)s of them as teacher leaders; %(completed)s completed.")
    figures = {"held": tally.held, "leaders": tally.leader_seats, "completed": tally.completed}
    stages = [stage for stage, _people in tally.stages()]
    return Chart(
        "home-programs",
        _("Programs from applying to completing, %(year)s") % {"year": year_label(year)},
        text % {name: number(count) for name, count in figures.items()},
        _("Stage"),
        _("people"),
        [capfirst(stage.label) for stage in stages],
        [
            Series(_("Teacher leaders"), [tally.people[stage, Participant.CURRENT] for stage in stages]),
            Series(_("Others"), [sum(tally.people[stage, kind] for kind in OTHERS) for stage in stages]),
        ],
        sideways=True,
        stacked=True,
        link=Link(_("Program board"), reverse("programs:board")),
    )


@counts("ways", order=20)
def board_report(request):
    """The report of the year, ready to be handed to the board."""
    address = _to_board(request)
    return [Link(_("Board report"), address)] if address else []


@panel("home first", "programs/_to_board.html", order=50)
def board_of_viewer(request, _record):
    """Of the board and of evaluators: what they come for."""
    address = _to_board(request) if request.user.kinds == {VIEWER} else ""
    return {"url": address} if address else None


def _to_board(request):
    return address_of("programs:board-report") if request.user.may("programs.view_reports") else ""
