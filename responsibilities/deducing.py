"""Which sums of several lists must not be shown together, so that nothing about few people follows from the others.

`suppression.hidden_cells` is about one table. A report has lists that are sums of the same things: by level and by
Title I of the same schools, by discipline with the same total. What a reader can work out from those that are shown is
what is a linear combination of them, whatever the numbers: so it is decided here, over exact fractions.

What to hide is chosen by place, never by value: whoever reads the report on two dates sees the same rows hidden for as
long as the same groups are small. What no rule of one date can help: once another group of a list has become small, or
large enough, its sum is left out or shown, and who knows that nothing else changed learns by the difference.
"""

from dataclasses import dataclass
from fractions import Fraction

from responsibilities.suppression import SMALL_GROUP, is_small


@dataclass(frozen=True)
class Sum:
    """A sum that could be shown: the parts that it adds up, and the people behind it (a set; or how many)."""

    parts: frozenset
    people: object


@dataclass(frozen=True)
class Listed:
    """A list of sums by their keys, in order, and the key of their total (None: there is none)."""

    rows: tuple
    total: object = None


def one_list(people, total, smallest=SMALL_GROUP):
    """Keys to hide of a list `{key: people}` beside its total, whose key is "total"; `total` are its people."""
    sums = {key: Sum(frozenset({key}), who) for key, who in people.items()}
    sums["total"] = Sum(frozenset(people), total)
    return hidden_sums(sums, [Listed(tuple(people), "total")], smallest=smallest)


def hidden_sums(sums, lists, equal=(), fine=None, smallest=SMALL_GROUP):
    """Keys of `sums` that must not be shown.

    `equal`: pairs of sets of parts that are known to sum to the same; `fine`: `{part: people}` of parts that nobody
    shows but that must not follow either.
    """
    ranks = _ranks(sums, lists)
    hidden = {key for key, one in sums.items() if is_small(number_of([one.people]), smallest)}
    hidden.update(*(_companion(one, sums, hidden, ranks) for one in lists))
    never = _small_parts(fine or {}, smallest)
    while used := _leak(sums, hidden, equal, [*never, *_leftovers(sums, lists, hidden, smallest)]):
        hidden.add(min(used, key=ranks.__getitem__))
    return hidden


def _leak(sums, hidden, equal, never):
    """Keys of shown sums from which a hidden one, or one that must `never` be known, follows; empty where none does."""
    basis = _basis({key: one.parts for key, one in sums.items() if key not in hidden}, equal)
    kept = [one.parts for key, one in sums.items() if key in hidden]
    return next(filter(None, (_made_of(parts, basis) for parts in [*kept, *never])), set())


def _companion(one, sums, hidden, ranks):
    """The row, if any, that is always hidden beside small ones of a list: it does not appear once more are small."""
    if not hidden.intersection(one.rows):
        return []
    held = [key for key in one.rows if key not in hidden and number_of([sums[key].people])]
    return sorted(held, key=ranks.__getitem__)[:1]


def _small_parts(fine, smallest):
    return [frozenset({part}) for part, people in fine.items() if is_small(number_of([people]), smallest)]


def number_of(groups):
    """How many people are in some groups together, at least: the same ones may be in several."""
    known = frozenset().union(*(group for group in groups if not isinstance(group, int)))
    return max((group for group in groups if isinstance(group, int) and group > len(known)), default=len(known))


def _ranks(sums, lists):
    """In which order sums are given up: the last rows of lists first, those of nobody after the others, totals last."""
    totals = {one.total for one in lists}
    order = {key: at for at, key in enumerate(sums)}
    return {key: (key in totals, not number_of([one.people]), -order[key]) for key, one in sums.items()}


def _leftovers(sums, lists, hidden, smallest):
    """Of each list what its hidden rows are together, where they are one row or few people: the total less the rest."""
    for one in lists:
        rows = [key for key in one.rows if key in hidden]
        if rows and is_small(number_of([sums[key].people for key in rows]), smallest):
            yield frozenset().union(*(sums[key].parts for key in rows))


def _basis(shown, equal):
    """`[(pivot, {part: factor}, {key: factor})]`: what is shown, each pivot in one line only from its line on."""
    found = []
    forms = [(_form(parts), {key: Fraction(1)}) for key, parts in shown.items()]
    for form, keys in [*[(_less(_form(a), _form(b), 1), {}) for a, b in equal], *forms]:
        form, keys = _rest(form, keys, found)
        if form:
            pivot, factor = next(iter(form.items()))
            found.append((pivot, *({k: v / factor for k, v in each.items()} for each in (form, keys))))
    return found


def _made_of(parts, basis):
    """Keys of the shown sums that make the sum of the parts; empty where none do."""
    form, keys = _rest(_form(parts), {}, basis)
    return set() if form else set(keys)


def _rest(form, keys, basis):
    """What is left of a form less lines of the basis, and which shown sums went into it."""
    for pivot, line, used in basis:
        if factor := form.get(pivot):
            form, keys = _less(form, line, factor), _less(keys, used, factor)
    return form, keys


def _form(parts):
    return {part: Fraction(1) for part in parts}


def _less(form, line, factor):
    """A form less a multiple of another; what cancels is gone."""
    found = dict(form)
    for part, other in line.items():
        found[part] = found.get(part, 0) - factor * other
    return {part: value for part, value in found.items() if value}
