"""Attendance as a file: whom each row means and how many minutes. What is wrong is told by row and column."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders.imports.columns import find_columns
from leaders.imports.problems import Problem, Unusable, shown
from leaders.imports.sources import open_source
from leaders.models.people import folded
from programs.attending import number, seats_of

MOST = 2000  # rows
NUMBER, EMAIL, NAME, MINUTES = "Staff number", "E-mail", "Name", "Minutes"
# The columns as the export names them; whoever reads the site in another language gets and hands in that one's words.
LABELS = {
    NUMBER: gettext_lazy("Staff number"),
    EMAIL: gettext_lazy("E-mail"),
    NAME: gettext_lazy("Name"),
    MINUTES: gettext_lazy("Minutes"),
}
ALIASES = {"email": EMAIL, "work e-mail": EMAIL, "work email": EMAIL, "staff id": NUMBER, "participant": NAME}


@dataclass(frozen=True)
class Wish:
    """What one row asks for: `minutes` as the grid takes them, empty for somebody who was not there."""

    row: int
    minutes: str


def words_of(text):
    """A name without its order, capitals and accents: “Ortiz, Ana” and “Ana Ortiz” are the same."""
    return tuple(sorted(folded(text.replace(",", " ")).split()))


def names_of(person):
    given = {person.given_name, person.preferred_name or person.given_name}
    names = {f"{name} {person.family_name}" for name in given}
    names |= {f"{name} {person.suffix}" for name in names} | {f"{name} {person.middle_name}" for name in names}
    return {words_of(name) for name in names}


class Seats:
    """Those who hold a seat in the cohort, by what a file may call them."""

    def __init__(self, session, keys):
        self.keys, self.found = keys, {}
        for row in seats_of(session.cohort_id):
            person = row.person
            self._add(NUMBER, [person.local_id.casefold()], row)
            self._add(EMAIL, [person.email.casefold()], row)
            self._add(NAME, names_of(person), row)

    def _add(self, key, values, row):
        for value in filter(None, values):
            self.found.setdefault((key, value), []).append(row)

    def named(self, cells):
        """`(column, its cell, the seats it fits)`: a number decides before an address, and that before a name."""
        for key in self.keys:
            if text := cells.get(key, ""):
                return key, text, self.found.get((key, words_of(text) if key == NAME else text.casefold()), [])
        return NAME, "", []


def read(path, name, session, *, with_numbers):
    """`({enrollment: Wish}, problems)` of a CSV or XLSX file; raises `Unusable` for one that cannot be read at all."""
    source = open_source(path, name).single()
    if source is None:
        raise Unusable(_("This is a package of files."), _("Hand in one CSV or XLSX file."), file=shown(name))
    table = source.table()
    keys = [NUMBER, EMAIL, NAME] if with_numbers else [EMAIL, NAME]
    own = {str(label).casefold(): key for key, label in LABELS.items() if key in (*keys, MINUTES)}
    aliases = {word: key for word, key in (ALIASES | own).items() if key in (*keys, MINUTES)}
    columns = find_columns(table, [*keys, MINUTES], aliases, required=[MINUTES])
    if not any(key in columns for key in keys):
        raise Unusable(
            _("No column says who was there."), _("Name a column “Name” or “E-mail”."), file=table.name, row=1
        )
    return _wishes(table, columns, Seats(session, keys), session)


def _wishes(table, columns, seats, session):
    wishes, problems = {}, []
    for count, row in enumerate(table.rows(), start=1):
        if count > MOST:
            raise Unusable(_("The file has more than %(limit)s rows.") % {"limit": MOST}, file=table.name)
        if row.fault:
            problems.append(row.fault)
            continue
        cells = columns.read(row)
        key, text, rows = seats.named(cells)
        faults = [(key, fault) for fault in _who(text, rows, wishes)]
        faults += [(MINUTES, fault) for fault in _how_long(cells[MINUTES], session)]
        problems += [Problem(*fault, table.name, row.number, str(LABELS[column])) for column, fault in faults]
        if not faults:
            wishes[rows[0]] = Wish(row.number, cells[MINUTES])
    if not wishes and not problems:
        problems.append(Problem(_("The file holds no rows."), file=table.name))
    return wishes, problems


def _who(text, rows, wishes):
    """`[(what is wrong, how to mend it)]` of the cell that says who was there."""
    if not text:
        return [(_("The row does not say who was there."), "")]
    if not rows:
        reason = _("“%(text)s” fits nobody who holds a seat in this cohort.") % {"text": shown(text)}
        return [(reason, _("Check how it is written."))]
    if len(rows) > 1:
        reason = _("“%(text)s” fits several people.") % {"text": shown(text)}
        return [(reason, _("Add the e-mail of the one who is meant."))]
    if rows[0] in wishes:
        reason = _("“%(text)s” stands in row %(row)s already.") % {"text": shown(text), "row": wishes[rows[0]].row}
        return [(reason, _("Keep one row of each person."))]
    return []


def _how_long(text, session):
    minutes = number(text)
    if minutes is None or 0 <= minutes <= session.minutes:
        return []
    reason = _("“%(text)s” is not a number of minutes from 0 to %(most)s.")
    return [(reason % {"text": shown(text), "most": session.minutes}, _("Leave it empty for who was not there."))]
