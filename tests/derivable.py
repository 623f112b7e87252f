"""What a reader can work out from what is shown: the attack that suppression has to withstand (domain.md §4, tier A).

A reader knows equations: cells that are shown, and sums ("these rows make that total"). Unknown are hidden cells. Over
exact fractions a cell follows from the equations when it is determined by them (`solved`), and so does a group of
cells (`follows`). Numbers of people are whole and not below one where a zero would be shown, so `pinned` also narrows
what each can be. Whoever saw the same report on two dates, or in another file, adds those equations: `Knowledge` gives
a cell one name wherever it stands for the same thing.

    known = Knowledge()
    known.table("leaders", 2027, rows={"middle": 12, "high": HIDDEN, "office": HIDDEN}, total=20)
    assert known.solved() == {}  # no hidden cell follows
    known.follows([("leaders", 2027, "high"), ("leaders", 2027, "office")])  # 8: together they do
"""

from fractions import Fraction

from programs.reports.document import HIDDEN


def is_number(value):
    return value is not HIDDEN and value is not None and not isinstance(value, str)


class Knowledge:
    """Equations `({name: factor}, value)` over cells, each named `(figure, year, row)` or as its caller likes.

    What is shown may contradict itself by `slack`, where parts were rounded each by itself (None: by anything, as only
    what follows is asked, not its value).
    """

    def __init__(self, slack=0):
        self.slack, self.equations = slack, []
        self.hidden = set()
        self.shown = {}

    def cell(self, name, value):
        """A cell as it stands: a number is known from now on, whatever hid it elsewhere."""
        if value is HIDDEN:
            self.hidden.add(name)
        elif is_number(value):
            self.shown[name] = Fraction(value)
            self.equations.append(({name: 1}, Fraction(value)))

    def sums(self, total, parts, share=1):
        """That the parts make the total, or a share of it; all are names of cells."""
        self.equations.append(({total: -Fraction(share)} | dict.fromkeys(parts, 1), Fraction(0)))

    def table(self, figure, year, rows, total=None, named="total"):
        """A list of values by row, whose sum is its total; rows left out of `rows` are taken as zero."""
        for row, value in rows.items():
            self.cell((figure, year, row), value)
        self.cell((figure, year, named), total)
        self.sums((figure, year, named), [(figure, year, row) for row in rows])

    def solved(self):
        """`{hidden cell: value}` of those that the equations determine: what leaks."""
        return {name: value for name, value in solved(self.equations, self.slack).items() if name in self.hidden}

    def follows(self, names):
        """The sum of some cells, if the equations determine it; else None."""
        return follows(self.equations, dict.fromkeys(names, 1), self.slack)

    def pinned(self, names, most=None):
        """`{hidden cell: value}` of those among `names`, numbers of people from one up, that can be one number only."""
        bounds = {name: (Fraction(1), most) for name in names if name in self.hidden}
        found = narrowed(self.equations, bounds, self.slack)
        return {name: low for name, (low, high) in found.items() if low == high}


def solved(equations, slack=0):
    """`{name: value}` of the unknowns that linear equations determine."""
    rows = reduced(equations, slack)
    return {next(iter(left)): value / next(iter(left.values())) for left, value in rows if len(left) == 1}


def follows(equations, form, slack=0):
    """The value of a linear form `{name: factor}` where the equations determine it; else None."""
    left, value = dict(form), Fraction(0)
    for pivot, (row, right) in zip(*_pivots(equations, slack), strict=True):
        if factor := left.get(pivot, 0):
            left, value = _less(left, row, factor), value + factor * right
    return None if left else value


def reduced(equations, slack=0):
    """The equations in reduced echelon form: `[({name: factor}, value)]`, each name leading one of them at most."""
    return _pivots(equations, slack)[1]


def _pivots(equations, slack):
    done, pivots = [], []
    for left, value in equations:
        left, value = {name: Fraction(factor) for name, factor in left.items() if factor}, Fraction(value)
        for pivot, (row, right) in zip(pivots, done, strict=True):
            if factor := left.get(pivot, 0):
                left, value = _less(left, row, factor), value - factor * right
        if not left:
            if slack is not None and abs(value) > slack:
                raise AssertionError(f"What is shown contradicts itself by {value}.")
            continue
        pivot, first = next(iter(left.items()))
        left, value = {name: factor / first for name, factor in left.items()}, value / first
        for at, (row, right) in enumerate(done):
            if factor := row.get(pivot, 0):
                done[at] = _less(row, left, factor), right - factor * value
        done.append((left, value))
        pivots.append(pivot)
    return pivots, done


def _less(left, row, factor):
    """A row less a multiple of another; what cancels is gone."""
    found = dict(left)
    for name, other in row.items():
        rest = found.get(name, 0) - factor * other
        if rest:
            found[name] = rest
        else:
            found.pop(name, None)
    return found


def narrowed(equations, bounds, slack=0, rounds=50):
    """`{name: (least, most)}` after each equation has narrowed what its unknowns can be; None: no bound is known."""
    known = solved(equations, slack)
    lows = {name: low for name, (low, _high) in bounds.items()}
    highs = {name: high for name, (_low, high) in bounds.items()}
    for name, value in known.items():
        lows[name] = highs[name] = value
    for _round in range(rounds):
        before = dict(lows), dict(highs)
        for left, value in equations:
            _narrow(left, Fraction(value), lows, highs)
        if (lows, highs) == before:
            break
    return {name: (lows[name], highs[name]) for name in bounds}


def _narrow(left, value, lows, highs):
    """One equation: each unknown is the value less all others, at their least and at their most."""
    for name, factor in left.items():
        others = [(other, f) for other, f in left.items() if other != name and f]
        least = _extreme(others, lows, highs)
        most = _extreme(others, highs, lows)
        ends = [None if end is None else (value - end) / factor for end in (most, least)]
        low, high = ends if factor > 0 else ends[::-1]
        if low is not None and (lows.get(name) is None or low > lows[name]):
            lows[name] = low
        if high is not None and (highs.get(name) is None or high < highs[name]):
            highs[name] = high


def _extreme(others, plus, minus):
    """The sum of the others with `plus` bounds for positive factors and `minus` ones for negative; None: unbounded."""
    total = Fraction(0)
    for other, factor in others:
        bound = (plus if factor > 0 else minus).get(other)
        if bound is None:
            return None
        total += factor * bound
    return total
