"""The schools of a coverage as a table of disciplines, by grade band when asked: for the page and for files."""

from dataclasses import dataclass
from decimal import Decimal

from config.folding import folded
from leaders.grade_bands import BY_CODE
from leaders.main_fields import TRUNK

# From how many leaders, and from how much FTE, a cell has the next shade.
HUNDREDTH = Decimal("0.01")
STEPS = {"leaders": (1, 2, 3, 5), "fte": (0, 0.25, 0.5, 1)}


@dataclass(frozen=True)
class Spot:
    """One column: a main field, of one grade band or of all grades (None)."""

    discipline: object
    band: str | None

    def is_gap(self, row):
        """Nobody serves the school here, though it teaches these grades; STEM as such is no field to lack."""
        if self.discipline.code == TRUNK or not self.is_taught(row):
            return False
        return not row.cell(self.discipline.pk, self.band).leaders

    def is_taught(self, row):
        return self.band is None or self.band in row.bands

    def value(self, row, number):
        """Leaders or TL FTE; None where the school does not teach the grades."""
        if not self.is_taught(row):
            return None
        cell = row.cell(self.discipline.pk, self.band)
        return cell.tl_fte if number == "fte" else cell.leaders

    def shown(self, row, number):
        """The value as the page shows it: two places are enough for the eye."""
        value = self.value(row, number)
        return value if value is None or number == "leaders" else value.quantize(HUNDREDTH)

    def shade(self, row, number):
        """0 for nobody, then 1 to 4."""
        if not row.cell(self.discipline.pk, self.band).leaders:
            return 0
        value = self.value(row, number)
        return max((at for at, least in enumerate(STEPS[number], start=1) if value >= least), default=1)

    @property
    def label(self):
        """Its head in a file: “Mathematics”, “Mathematics, 6–8”."""
        return f"{self.discipline}, {BY_CODE[self.band].label}" if self.band else str(self.discipline)


def spots(found, chosen, split):
    """The columns that were chosen: by grade band where `split`, of one band, or of all grades."""
    fields = [one for one in found.disciplines if chosen["discipline"] in (None, one.pk)]
    if chosen["band"]:
        bands = [chosen["band"]]
    elif split:
        bands = [code for code in BY_CODE if any(code in row.bands for row in found.rows)]
    else:
        bands = [None]
    return [Spot(one, band) for band in bands for one in fields]


def narrowed(rows, chosen):
    """The schools that were chosen, whoever serves them."""
    text, title_i = folded(chosen["q"] or ""), {"yes": True, "no": False, None: None}[chosen["title_i"]]
    return [
        row
        for row in rows
        if text in folded(row.school.name)
        and chosen["level"] in (None, row.level)
        and (title_i is None or bool(row.title_i) is title_i)
        and (chosen["band"] is None or chosen["band"] in row.bands)
    ]


def gaps(row, columns):
    return [spot for spot in columns if spot.is_gap(row)]


def by_need(rows, columns):
    """Schools with nobody at all first, then those with gaps: of each Title I first, then most gaps, most teachers."""

    def need(row):
        missing = len(gaps(row, columns))
        return (
            not missing,
            not row.nobody,
            not row.title_i,
            -missing,
            -(row.eligible or 0),
            row.school.name,
            row.school.pk,
        )

    return sorted(rows, key=need)


def by_load(rows, columns):
    """Most teachers per TL FTE first: those that nobody serves, then the others; unknown numbers last."""

    def load(row):
        served = row.teachers_per_fte
        return row.eligible is None, served is not None, -(served or 0), -(row.eligible or 0), row.school.name

    return sorted(rows, key=load)


def by_name(rows, columns):
    return rows


ORDERS = {"need": by_need, "load": by_load, "name": by_name}


@dataclass(frozen=True)
class Lack:
    """Schools that nobody serves in a main field: how many, how many of them Title I, and their STEM teachers."""

    discipline: object
    schools: int
    title_i: int
    teachers: int


def lacks(rows, columns):
    """`Lack`s of the main fields among the columns, the widest first; a school counts once in each."""
    found = []
    for discipline in dict.fromkeys(spot.discipline for spot in columns if spot.discipline.code != TRUNK):
        own = [spot for spot in columns if spot.discipline == discipline]
        without = [row for row in rows if any(spot.is_gap(row) for spot in own)]
        title_i = sum(bool(row.title_i) for row in without)
        found.append(Lack(discipline, len(without), title_i, sum(row.eligible or 0 for row in without)))
    return sorted(found, key=lambda lack: (-lack.schools, str(lack.discipline)))
