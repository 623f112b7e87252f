"""What a reader of the board report knows: each cell that is shown, how cells add up, and which schools are where.

`shown` are values by `(figure, row, measure, school year)`, HIDDEN where nothing is told. A cell that stands in two
figures has one name. The report of time use, which the same reader may open, is part of what they know.
"""

from collections import defaultdict
from fractions import Fraction

from programs.reports.document import HIDDEN
from tests.derivable import Knowledge
from tests.programs.board_recomputed import ALL, MONTHS

LED = ("disciplines", "levels", "title-i", "grade-bands")
PAY, SEATS = ("cost", "Pay of teacher leaders, committed", 0), ("seats", "Seats taken", 0)
TEACHERS, TIME, FTE = ("reach", "Supported teachers", 0), ("time", ALL, 0), ("leaders", "TL FTE", 0)
SAME = {("contact", ALL, 0): TIME, ("dosage", ALL, 0): TEACHERS, ("months", ALL, 0): TEACHERS}
SAME |= {("spending", ALL, 0): PAY, ("grade-bands", "District office", 1): ("levels", "District office", 1)}
SAME |= {(figure, ALL, 1): FTE for figure in LED}
SAME |= {(figure, ALL, 0): ("leaders", "Teacher leaders", 0) for figure in LED}
# Lists whose rows add up to their total, by measure.
ADDING = {(figure, 1) for figure in LED} | {("spending", 0), ("cost", 0), ("cycles", 0), ("completing", 0)}
ADDING |= {("time", 0), ("contact", 0), ("dosage", 0), ("months", 0)}
ENDED = {
    "cycles": ("Cycle completion", "Completed", "Stopped"),
    "completing": ("Programs completed", "Completed", "Withdrew"),
}


def name_of(figure, row, measure, year):
    """The one name of a cell."""
    return (*SAME.get((figure, row, measure), (figure, row, measure)), year)


class Attack:
    """Knowledge of the cells of some school years; `places`: which levels and Title I rows share schools, by year."""

    def __init__(self, shown, places, named=name_of):
        self.known, self.named, self.shown = Knowledge(slack=None), named, shown
        for at, value in shown.items():
            self.known.cell(named(*at), value)
        for year in {at[3] for at in shown}:
            self._lists(year)
            self._places(year, places.get(year, ()))
            self._shares(year)

    def rows(self, figure, measure, year):
        found = [at for at in self.shown if at[0] == figure and at[2:] == (measure, year)]
        return [at for at in found if at[1] not in (ALL, "Seats taken")]

    def _lists(self, year):
        for figure, measure in ADDING:
            if rows := self.rows(figure, measure, year):
                self.known.sums(self.named(figure, ALL, measure, year), [self.named(*at) for at in rows])
        held = [self.named(*at) for at in self.rows("seats", 0, year)]
        done = [self.named("completing", row, 0, year) for row in ("Completed", "Under way")]
        for parts in (held, done):
            self.known.sums(self.named(*SEATS, year), parts)
        self.known.sums(self.named("cost", ALL, 0, year), [self.named(*at) for at in self.rows("cost", 0, year)])
        new = [self.named("months", month, 0, year) for month in MONTHS]
        for at, month in enumerate(MONTHS):
            self.known.sums(self.named("months", month, 1, year), new[: at + 1])

    def _places(self, year, places):
        """Sums of the same schools: a row of levels or Title I is what its places give."""
        held = defaultdict(list)
        for level, title in places:
            for row in (("levels", level), ("title-i", title)):
                held[row].append(self.named("places", (level, title), 1, year))
        for (figure, row), parts in held.items():
            self.known.sums(self.named(figure, row, 1, year), parts)

    def _shares(self, year):
        """A percent that is shown ties its part to its whole; taken as exact, which helps the reader."""
        for figure, whole in (("time", TIME), ("contact", TIME)):
            for at in self.rows(figure, 1, year):
                self._tie(self.shown[at], (*whole, year), [self.named(figure, at[1], 0, year)])
        direct = [self.named("contact", row, 0, year) for row in ("One-on-one", "Group")]
        self._tie(self.shown.get(("shares", "Direct time", 0, year)), (*TIME, year), direct)
        for figure, (share, done, other) in ENDED.items():
            percent = self.shown.get(("shares", share, 0, year))
            if percent is not HIDDEN and percent:
                part, rest = (self.named(figure, row, 0, year) for row in (done, other))
                self.known.equations.append(({part: 100 - Fraction(percent), rest: -Fraction(percent)}, Fraction(0)))

    def log(self, year, table, diverted):
        """The report of time use, `{(month, category): value}` with its totals as None; its totals are cells here."""
        for at, value in table.items():
            self.known.cell(self._of_log(*at, year, diverted), value)
        months, categories = ({at[place] for at in table} for place in (0, 1))
        lines = [(month, None) for month in months] + [(None, category) for category in categories - {None}]
        for month, category in lines:
            parts = [at for at in table if at != (month, category) and self._in_line(at, month, category)]
            total = self._of_log(month, category, year, diverted)
            self.known.sums(total, [self._of_log(*at, year, diverted) for at in parts])

    @staticmethod
    def _in_line(at, month, category):
        return at[0] == month if category is None else at[1] == category and at[0] is not None

    def _of_log(self, month, category, year, diverted):
        if month is None and category is not None:
            place = ("diverted", "Diverted duty") if category == diverted else ("time", category)
            return self.named(*place, 0, year)
        return self.named("log", (month, category), 0, year)

    def _tie(self, percent, whole, parts):
        if percent is not HIDDEN and percent is not None:
            self.known.sums(whole, parts, Fraction(percent) / 100)
