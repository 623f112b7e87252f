"""The program board as figures, plots and tables."""

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from config.tables import Stat
from config.tables.cells import money, number, shown
from programs.measures import DEFINITIONS, STAGES
from programs.models import Enrollment

HEADS = [
    gettext_lazy("Program"),
    gettext_lazy("Cohorts"),
    gettext_lazy("Seats"),
    gettext_lazy("Taken"),
    gettext_lazy("TL seats"),
    gettext_lazy("Other seats"),
    *(capfirst(stage.label) for stage in STAGES),
    gettext_lazy("Cost"),
    gettext_lazy("Cost per completion"),
]
DOLLARS = len(HEADS) - 3  # from this place on, after the name, values are money
PEOPLE = gettext_lazy("people")


def stats(board, listing, year):
    """The figures at the top, each with the list behind it."""
    total = board.total
    waiting = total.tally.in_status(Enrollment.Status.APPLIED)
    per = total.cost.per_completion
    figures = [
        Stat(DEFINITIONS["seats"].label, total.tally.held, _("of %(seats)s") % {"seats": number(total.seats)}),
        Stat(_("Held by teacher leaders"), total.tally.leader_seats, _("on the day they enrolled")),
        Stat(_("Held by others"), total.tally.other_seats),
        Stat(
            _("Waiting for a decision"),
            waiting,
            url=f"{listing}?status={Enrollment.Status.APPLIED.value}&year={year}" if waiting else "",
        ),
        Stat(DEFINITIONS["completion"].label, total.tally.completed, _("participants")),
    ]
    if per is not None:
        figures.append(Stat(DEFINITIONS["cost_per_completion"].label, money(per), _unknown(total.cost)))
    return figures


def _unknown(cost):
    """How many cohorts are in no sum of dollars."""
    return _("%(count)s cohorts without a known cost left out") % {"count": cost.unknown} if cost.unknown else ""


def charts(board):
    """People by stage and program."""
    return [_pipeline(board)] if board.total.tally.people else []


def _pipeline(board):
    stages = [stage for stage in STAGES if board.total.tally.in_status(stage)]
    most = max(board.lines, key=lambda line: line.tally.held)
    text = _("%(held)s of %(seats)s seats are taken, most of them in %(program)s: %(most)s.")
    return Chart(
        "pipeline",
        _("From applying to completing"),
        text
        % {
            "held": number(board.total.tally.held),
            "seats": number(board.total.seats),
            "program": most.program,
            "most": number(most.tally.held),
        },
        _("Program"),
        PEOPLE,
        [line.program for line in board.lines],
        [Series(capfirst(stage.label), [line.tally.in_status(stage) for line in board.lines]) for stage in stages],
        sideways=True,
        stacked=True,
    )


def heads(board):
    """Heads of the table; stages at which nobody stands in any program are left out, as in the plot."""
    return [HEADS[0], *(HEADS[place + 1] for place in _shown(board))]


def rows(board):
    """`[(name with its link, [(head, cell)])]`, the total last."""
    lines = [*board.lines, board.total] if len(board.lines) > 1 else board.lines
    return [(_name(line), _cells(_values(line), _shown(board))) for line in lines]


def _cells(values, places):
    return [(HEADS[place + 1], _cell(values[place], place)) for place in places]


def _shown(board):
    """Places among the values, which come after the name, without stages at which nobody stands."""
    first = DOLLARS - len(STAGES)
    empty = [first + place for place, (_stage, people) in enumerate(board.total.tally.stages()) if not people]
    return [place for place in range(len(HEADS) - 1) if place not in empty]


def _name(line):
    if line.program is None:
        return _("All programs")
    return format_html('<a href="{}">{}</a>', line.program.get_absolute_url(), line.program)


def _cell(value, place):
    return shown(value, as_money=place >= DOLLARS)


def _values(line):
    return [
        line.cohorts,
        line.seats,
        line.tally.held,
        line.tally.leader_seats,
        line.tally.other_seats,
        *(people for _stage, people in line.tally.stages()),
        line.cost.total or None,
        line.cost.per_completion,
    ]


def sheet(board):
    """Head and lines of the file."""
    return [str(head) for head in HEADS], ([str(line.program), *_values(line)] for line in board.lines)
