"""What of a frozen report is another figure today: cell by cell, in words, as the reader may see both."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.reports import cells


@dataclass(frozen=True)
class Change:
    """One value that moved: of which row and column, what it was and what it is."""

    row: str
    column: str
    before: str
    now: str


def differences(before, now):
    """`[(title, [Change])]` of the figures of two documents of one report that differ."""
    old, new = ({figure.key: figure for figure in one.figures} for one in (before, now))
    found = [(_("Headline figures"), changed(of_stats(before), of_stats(now)))]
    for key in dict.fromkeys([*old, *new]):
        values = [of_figure(figures[key]) if key in figures else {} for figures in (old, new)]
        found.append((str((new.get(key) or old[key]).title), changed(*values)))
    return [(title, changes) for title, changes in found if changes]


def of_stats(document):
    return {(str(stat.label), ""): cells.of_stat(stat.value) for stat in document.stats}


def of_figure(figure):
    """`{(row, column): value in words}`; rows of one name are told apart by their order."""
    seen, found = Counter(), {}
    for row in figure.lines:
        name = cells.in_words(row[0], figure.heads[0].kind)
        seen[name] += 1
        named = name if seen[name] == 1 else f"{name} ({seen[name]})"
        for head, value in list(zip(figure.heads, row, strict=True))[1:]:
            found[named, str(head.label)] = cells.in_words(value, head.kind)
    return found


def changed(before, now):
    places = dict.fromkeys([*before, *now])
    return [
        Change(*place, before.get(place, cells.NOTHING), now.get(place, cells.NOTHING))
        for place in places
        if before.get(place) != now.get(place)
    ]
