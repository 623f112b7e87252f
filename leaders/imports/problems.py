"""What the pipeline says about a file: one sentence for a person, where it is, and how to mend it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SHOWN = 60


def shown(value):
    """A value from a file as it may stand in a message: short, without characters that break a line or a database."""
    text = UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One finding. `row` is the row as a spreadsheet numbers it, the header being row 1; None means the whole file."""

    reason: str
    mend: str = ""
    file: str = ""
    row: int | None = None
    column: str = ""

    @property
    def place(self):
        """“users.csv, row 5, column email”, as far as it is known."""
        row = _("row %(row)s") % {"row": self.row} if self.row else ""
        column = _("column %(column)s") % {"column": self.column} if self.column else ""
        return ", ".join(filter(None, [self.file, row, column]))

    def __str__(self):
        said = f"{self.place}: {self.reason}" if self.place else self.reason
        return f"{said} {self.mend}".strip()


class Unusable(Exception):
    """The upload as a whole cannot be used; `problem` says why and what to do."""

    def __init__(self, reason, mend="", *, file="", row=None, column=""):
        super().__init__(reason)
        self.problem = Problem(reason, mend, file, row, column)

    def __str__(self):
        return str(self.problem)
