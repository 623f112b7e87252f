"""Where is nobody? Schools by discipline and grade band, on a date."""

from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.access import Guarded, visible
from config.panels import panels
from config.tables import ListPage
from config.tables.cells import number
from leaders import access, coverage_figures, coverage_table
from leaders.coverage import coverage
from leaders.coverage_words import DEFINITIONS
from leaders.filters.appointments import day_of
from leaders.filters.coverage import CoverageForm
from leaders.grade_bands import BY_CODE
from leaders.main_fields import TRUNK
from leaders.models import Appointment, School

FILES = [("CSV", "csv"), ("Excel", "xlsx")]
MOST_NEEDED = 6  # schools in the short list before the map
VIEWS = {
    "number": {"leaders": gettext_lazy("Leaders"), "fte": gettext_lazy("TL FTE")},
    "columns": {"": gettext_lazy("Disciplines"), "bands": gettext_lazy("Disciplines by grade band")},
    "sort": {
        "need": gettext_lazy("Most gaps first"),
        "load": gettext_lazy("Most teachers per TL FTE first"),
        "name": gettext_lazy("School"),
    },
}


@dataclass(frozen=True)
class Place:
    """One cell of the map: its text, its shade, the list behind it, and who reads it."""

    text: str
    css: str
    is_gap: bool = False
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """What further parts of the page are about: the rows of coverage that it shows, and the date."""

    on: object
    rows: list


class CoveragePage(Guarded, ListPage):
    """Coverage of all schools for the offices, of the own schools for a principal."""

    model = School
    permission = "leaders.view_coverage"
    title = gettext_lazy("Coverage")
    template_name = "leaders/coverage.html"
    empty_title = gettext_lazy("No schools yet")
    empty_text = gettext_lazy("Import the public NCES list of your schools, or add one.")
    file_name = "coverage"

    def get(self, request):
        """The page, its changing part alone when htmx asks for it, or a file."""
        writers = {"csv": self.as_csv, "xlsx": self.as_xlsx}
        if writer := writers.get(request.GET.get("export")):
            return writer()
        partial = request.htmx and not request.htmx.history_restore_request
        response = render(request, "leaders/_coverage.html" if partial else self.template_name, self.get_context())
        patch_vary_headers(response, ["HX-Request"])
        return response

    @cached_property
    def on(self):
        return day_of(self.address.params)

    @cached_property
    def found(self):
        schools = access.own_schools(visible(self.request, School).open(), self.request.user)
        return coverage(visible(self.request, Appointment), schools, self.on)

    @cached_property
    def filterset(self):
        """The filters, as lists have them: schools are chosen after they were reckoned."""
        return SimpleNamespace(form=CoverageForm(self.address.params, self.found.disciplines))

    @cached_property
    def chosen(self):
        return self.filterset.form.chosen()

    def view_of(self, name):
        """How the map is to be shown; the first way unless another is asked for."""
        wish = self.request.GET.get(name)
        return wish if wish in VIEWS[name] else next(iter(VIEWS[name]))

    @cached_property
    def spots(self):
        return coverage_table.spots(self.found, self.chosen, self.view_of("columns") == "bands")

    @cached_property
    def schools(self):
        """Rows of the schools that were chosen, whether somebody serves them or not."""
        return coverage_table.narrowed(self.found.rows, self.chosen)

    @cached_property
    def rows(self):
        """The rows of the map, all pages."""
        kept = self.schools
        if self.chosen["gaps"]:
            kept = [row for row in kept if coverage_table.gaps(row, self.spots)]
        return coverage_table.ORDERS[self.view_of("sort")](kept, self.spots)

    def get_context(self):
        paging = self.paging(len(self.rows))
        shown = self.rows[paging.first - 1 : paging.last]
        whole = access.sees_all_staff(self.request.user)
        return {
            "view": self,
            "title": self.title,
            "on": self.on,
            "summary": coverage_figures.summary(self.schools),
            "stats": coverage_figures.stats(self.schools, self.found.elsewhere if whole else None),
            "lacks": [(lack, self.of(lack)) for lack in coverage_table.lacks(self.schools, self.spots)],
            "school_count": len(self.schools),
            "gaps_url": self.address.url(gaps="yes", page=None),
            "needed": self.needed(),
            "heads": self.heads(),
            "rows": [(row, self.places(row)) for row in shown],
            "paging": paging,
            "switches": self.switches(),
            "exports": [(label, self.address.url(export=kind, page=None)) for label, kind in FILES],
            "definitions": DEFINITIONS.values(),
            "panels": panels("coverage", self.request, Shown(self.on, shown)),
            "views": panels("list", self.request, self),
            **self.filter_context(),
        }

    def of(self, lack):
        """The map, of the schools that lack someone in one discipline."""
        return self.address.url(discipline=lack.discipline.pk, gaps="yes", page=None)

    def needed(self):
        """`[(row, names of what it lacks)]` of the schools in most need."""
        first = coverage_table.by_need(self.schools, self.spots)[:MOST_NEEDED]
        found = [(row, coverage_table.gaps(row, self.spots)) for row in first]
        return [
            (row, list(dict.fromkeys(str(spot.discipline) for spot in lacking))) for row, lacking in found if lacking
        ]

    def heads(self):
        """`[(band or "", [disciplines])]`: the columns in groups."""
        bands = dict.fromkeys(spot.band for spot in self.spots)
        return [
            (BY_CODE[band].label if band else "", [spot.discipline for spot in self.spots if spot.band == band])
            for band in bands
        ]

    def places(self, row):
        return [self.place(row, spot) for spot in self.spots]

    def place(self, row, spot):
        kind = self.view_of("number")
        value = spot.shown(row, kind)
        if value is None:
            return Place("", "heat-none")
        shade = spot.shade(row, kind)
        if not shade:
            return (
                Place(number(value), "heat-0", is_gap=True) if spot.is_gap(row) else Place(number(value), "heat-none")
            )
        return Place(number(value), f"heat-{shade}", url=self.roster_of(row.school, spot))

    def roster_of(self, school, spot):
        """The roster of the people behind a number; none for STEM as such, which on the roster holds all its fields."""
        if spot.discipline.code == TRUNK:
            return ""
        served = {"band": spot.band} if spot.band else {"held": "date"}
        chosen = {"on": self.on.isoformat(), "counted": "yes", "school": school.pk}
        # What differs from cell to cell stands last: hundreds of addresses that begin alike are sent as little.
        return f"{reverse('leaders:roster')}?{urlencode(chosen | served | {'discipline': spot.discipline.pk})}"

    def switches(self):
        """`[(heading, [(label, address, in use)])]` of the ways to show the map."""
        labels = {"number": _("Numbers"), "columns": _("Columns"), "sort": _("Sort")}
        return [
            (
                labels[name],
                [
                    (label, self.address.url(**{name: key or None, "page": None}), key == self.view_of(name))
                    for key, label in ways.items()
                ],
            )
            for name, ways in VIEWS.items()
        ]

    def sheet(self):
        kind = self.view_of("number")
        heads = [*coverage_figures.heads(), *(spot.label for spot in self.spots), _("Nobody in")]
        lines = (
            [
                *coverage_figures.facts(row),
                *(spot.value(row, kind) for spot in self.spots),
                ", ".join(spot.label for spot in coverage_table.gaps(row, self.spots)),
            ]
            for row in self.rows
        )
        return heads, lines

    def filters_in_words(self):
        kind = VIEWS["number"][self.view_of("number")]
        used = super().filters_in_words()
        words = [
            (str(one.label), " ".join(map(str, filter(None, [one.text, one.benchmark]))))
            for one in DEFINITIONS.values()
        ]
        return [(_("As of"), date_format(self.on)), (_("Numbers"), str(kind)), *used, *words]
