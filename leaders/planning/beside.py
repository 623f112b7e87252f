"""The figures of scenarios as people compare them: each measure today, in the scenario, and the difference."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from config.tables.cells import money, number


@dataclass(frozen=True)
class Measure:
    """One figure: what it is called, its values today and in each of some scenarios, dollars or a number.

    `short` is what a line that stays in view calls it; without one, it is not in that line.
    """

    label: str
    now: object
    then: list
    in_dollars: bool = False
    short: str = ""
    places: int | None = None

    def shown(self, value):
        if value is None:
            return "—"
        if self.in_dollars:
            return money(value)
        return number(value) if self.places is None else number_format(value, self.places, force_grouping=True)

    def difference(self, value):
        """“+$500.00”, “−0.20”, “no change”; a dash where one of the two is not known."""
        if value is None or self.now is None:
            return "—"
        gap = value - self.now
        if not gap:
            return _("no change")
        words = self.shown(abs(gap))
        return f"+{words}" if gap > 0 else f"−{words}"

    @property
    def today(self):
        return self.shown(self.now)

    @property
    def cells(self):
        """`[(value, difference)]` for each scenario."""
        return [(self.shown(value), self.difference(value)) for value in self.then]


def measures(many):
    """The headline `Measure`s of one or more `Figures`."""
    first = many[0]
    heads, fte = [len(row.next.people) for row in many], [row.next.tl_fte for row in many]
    pay, cost = [row.total.pay for row in many], [row.total.next for row in many]
    return [
        Measure(_("People who count"), len(first.now.people), heads, short=_("People")),
        Measure(_("TL FTE of people"), first.now.tl_fte, fte, short=_("TL FTE")),
        Measure(_("Vacant positions to fill"), None, [row.vacant for row in many]),
        Measure(_("TL FTE of vacant positions"), None, [row.vacant_fte for row in many]),
        Measure(_("Pay of people"), first.total.now, pay, in_dollars=True),
        Measure(_("Set aside for vacant positions"), None, [row.total.set_aside for row in many], in_dollars=True),
        Measure(_("Cost in total"), first.total.now, cost, in_dollars=True, short=_("Cost")),
    ]


@dataclass(frozen=True)
class FundBeside:
    """One fund in each of some scenarios; the label is that of “not yet allocated” where there is no fund."""

    label: str
    now: Decimal
    rows: list

    @property
    def cells(self):
        return [(row,) for row in self.rows]


def under(heads, rows):
    """`[(row, [(heading, *cell)])]`: rows of a table with each cell under the name of its scenario."""
    return [(row, [(head, *cell) for head, cell in zip(heads, row.cells, strict=True)]) for row in rows]


def funds(many):
    """`FundBeside`s of one or more `Figures`: funds in order, each scenario's row or None."""
    found = [{row.fund and row.fund.pk: row for row in figures.funds} for figures in many]
    known = {key: row for rows in found for key, row in rows.items()}
    keys = sorted(filter(None, known), key=lambda key: known[key].fund.code)
    keys += [key for key in known if key is None]
    return [_beside(known[key], [rows.get(key) for rows in found]) for key in keys]


def _beside(row, rows):
    return FundBeside(str(row.fund or _("Not yet allocated")), row.now, rows)
