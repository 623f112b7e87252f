"""The bench's one table: what was measured, the target, the figure, and whether it is met."""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass
class Table:
    """Rows are printed as they come in; `over` counts the targets that were missed."""

    missed: ClassVar[int] = 0  # of all tables
    over: int = 0
    rows: list = field(default_factory=list)

    def head(self, text):
        print(f"\n{text}\n{'what':52} {'target':>12} {'figure':>12}", flush=True)

    def note(self, text):
        """A line without a figure."""
        print(text, flush=True)

    def row(self, what, figure, target=None, unit="", note=""):
        """One measurement; without a target it is only told."""
        met = target is None or round(figure, 2) <= target
        self.over += not met
        word = "" if target is None else ("ok" if met else "OVER")
        wanted = "" if target is None else f"≤ {told(target)}{unit}"
        print(f"{what:52} {wanted:>12} {told(figure) + unit:>12}  {word:4}  {note}".rstrip(), flush=True)


def told(figure):
    if figure == int(figure) or figure >= 100:
        return f"{figure:.0f}"
    return f"{figure:.2f}" if figure < 10 else f"{figure:.1f}"
