from decimal import Decimal
from functools import cached_property

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, visible
from config.panels import panels
from config.tables import Action, Chip, Column, ListPage, Stat
from leaders import definition, measures, reports
from leaders.filters.appointments import RosterFilter, day_of
from leaders.models import Appointment, District, Person


def _verdict(person):
    counted = person.rank == definition.COUNTED
    return Chip(gettext("Counted") if counted else gettext("Not counted"), "good" if counted else "quiet")


def _why_not(person):
    """The reason of who does not count; nothing of who does, so that the eye falls on the others."""
    return None if person.rank == definition.COUNTED else reports.reason(person)


def _roles(person):
    return ", ".join(dict.fromkeys(row.position.label for row in person.of_year))


class Roster(Guarded, ListPage):
    """R1: the people of the program on a date, with the reason on every row."""

    model = Person
    permission = "leaders.view_roster"
    title = _("Teacher leaders")
    template_name = "leaders/roster.html"
    filterset_class = RosterFilter
    ordering = ("-rank", "family_name", "given_name")
    actions = [Action(_("Appoint a leader"), "leaders:appoint", "leaders.change_appointments")]
    sums = ("heads", "fte")
    empty_title = _("Nobody on the roster yet")
    empty_text = _("Appoint someone, or record an award. Everyone shows here with the reason why they count or not.")

    @property
    def columns(self):
        on = self.on
        return [
            Column("name", _("Name"), "sort_name", sort=("family_name", "given_name"), link=True),
            Column("counted", _("Counted"), _verdict, sort=("-rank",)),
            Column("reason", _("Why not"), _why_not),
            Column("roles", _("Role"), _roles),
            Column("sites", _("Site"), lambda row: ", ".join(reports.sites(row))),
            Column("release", _("Release FTE"), lambda row: reports.release(row, on), numeric=True),
            Column(
                "leader_fte",
                _("TL FTE"),
                lambda row: row.tl_fte.quantize(measures.THOUSANDTH),
                sort=("tl_fte", "family_name"),
                numeric=True,
                total=Sum("tl_fte"),
            ),
            Column(
                "start", _("First day"), lambda row: min((a.start for a in row.of_year), default=None), default=False
            ),
            Column("end", _("Last day"), lambda row: max((a.end for a in row.of_year), default=None)),
            Column("pay", _("Pay this school year"), self._pay, money=True, permission="leaders.view_pay"),
            Column("funds", _("Paid by"), reports.paid_by, permission="leaders.view_pay"),
        ]

    @cached_property
    def on(self):
        return day_of(self.request.GET)

    @cached_property
    def district(self):
        return District.current()

    @cached_property
    def span(self):
        return self.district.school_year_dates(self.district.school_year(self.on))

    def _pay(self, person):
        return reports.earned(person, *self.span)

    def get_queryset(self):
        return self.with_year(reports.roster(super().get_queryset(), self.district, self.on))

    def with_year(self, people):
        pay = self.request.user.may("leaders.view_pay")
        return reports.with_year(people, visible(self.request, Appointment), self.district, self.on, with_pay=pay)

    @cached_property
    def judged(self):
        """(key, rank, TL FTE) of all filtered rows in their order: judged once, for the figures and for the page."""
        return list(self.rows.values_list("pk", "rank", "tl_fte"))

    def totals(self):
        fte = sum((fte for _pk, _rank, fte in self.judged), Decimal(0))
        heads = sum(rank == definition.COUNTED for _pk, rank, _fte in self.judged)
        return {"_rows": len(self.judged), "heads": heads, "fte": fte, "total_leader_fte": fte}

    def rows_of(self, paging):
        chosen = self.judged[paging.first - 1 : paging.last]
        people = self.with_year(visible(self.request, Person)).in_bulk([pk for pk, _rank, _fte in chosen])
        for pk, rank, fte in chosen:
            people[pk].rank, people[pk].tl_fte = rank, fte
        return [people[pk] for pk, _rank, _fte in chosen]

    def get_context(self):
        """The list, with headcount and TL FTE of what is filtered."""
        context = super().get_context()
        sums = context["sums"]
        stats = [
            Stat(_("Headcount"), sums["heads"], gettext("people counted on the date")),
            Stat(_("TL FTE"), sums["fte"] or 0, gettext("release × STEM share on the date")),
            Stat(_("On the roster"), context["paging"].count, gettext("counted or not, this school year")),
        ]
        shown = {"on": self.on, "district": self.district, "panels": panels("roster", self.request)}
        return {**context, "stats": stats, **shown}

    def about(self):
        return [(gettext("As of"), date_format(self.on)), *super().about()]

    @property
    def file_name(self):
        return f"roster-{self.on:%Y-%m-%d}-made"
