"""The board report of last year, as the board got it."""

from django.http import QueryDict

from leaders.demo import ANCHOR
from leaders.models import District
from programs.actions.snapshots import freeze
from programs.reports.made import Made, data_version
from programs.reports.registry import OFFERED

BOARD = "board"


def freeze_last_year(coordinator, year):
    report = OFFERED[BOARD]
    form = report.form(QueryDict(f"year={year}"), user=coordinator)
    document = report.build(coordinator, form.chosen(), ANCHOR)
    made = Made(District.current().name, ANCHOR, str(coordinator), data_version())
    chosen = {"year": str(year)}
    freeze(report=report, document=document, chosen=chosen, made=made, by=coordinator, reason="For the annual meeting")
