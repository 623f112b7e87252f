"""What a cohort asks for before somebody completes it, and what is missing of it: for one row and for a queryset.

Both read the same table, from the sums that an enrollment keeps (minutes and sessions attended, accepted pieces, the
practice task) and what its cohort says; neither asks the database for more than these two rows. Service comes after
completing and is no requirement (`programs.service`).
"""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from config.tables import Chip
from config.tables.cells import in_hours

# What is asked for: its code, its label, the field of the cohort that asks, the field of the enrollment that answers.
ASKED = (
    ("minutes", _("time in sessions"), "required_minutes", "minutes"),
    ("sessions", _("sessions"), "required_sessions", "attended"),
    ("pieces", _("pieces of evidence"), "required_pieces", "pieces"),
    ("task", _("practice task"), "practice_task", "task_done"),
)


@dataclass(frozen=True)
class Requirement:
    """One thing that the cohort asks for: how much is wanted and done, in minutes or as a count; a task is 0 or 1."""

    code: str
    label: object
    wanted: int
    done: int

    @property
    def is_met(self):
        return self.done >= self.wanted

    @property
    def missing(self):
        """How much is still wanted, never below 0."""
        return max(0, self.wanted - self.done)

    @property
    def missing_text(self):
        """“2 h 30 min of sessions missing”; empty when met."""
        return "" if self.is_met else MISSING[self.code](self.missing)

    @property
    def wanted_text(self):
        return amount(self.code, self.wanted)

    @property
    def done_text(self):
        return amount(self.code, self.done)


def amount(code, count):
    """A wanted or done amount in words: time, a count, or whether the task is done."""
    if code == "minutes":
        return in_hours(count)
    if code == "task":
        return gettext("done") if count else gettext("not yet")
    return str(count)


def _minutes(left):
    return gettext("%(time)s of sessions missing") % {"time": in_hours(left)}


def _sessions(left):
    return ngettext("%(count)s session missing", "%(count)s sessions missing", left) % {"count": left}


def _pieces(left):
    words = ngettext("%(count)s piece of evidence missing", "%(count)s pieces of evidence missing", left)
    return words % {"count": left}


def _task(left):
    return gettext("practice task missing")


MISSING = {"minutes": _minutes, "sessions": _sessions, "pieces": _pieces, "task": _task}


def of(enrollment):
    """What the cohort of an enrollment asks for, in a fixed order; its cohort should be loaded with it."""
    cohort = enrollment.cohort
    rows = (
        (code, label, int(getattr(cohort, asks)), int(getattr(enrollment, has))) for code, label, asks, has in ASKED
    )
    return tuple(Requirement(*row) for row in rows if row[2])


def missing(enrollment):
    """Those requirements that are not met yet."""
    return tuple(each for each in of(enrollment) if not each.is_met)


def chips(enrollment):
    """What is missing, one chip each, or that nothing is."""
    found = [Chip(each.missing_text, "warn") for each in missing(enrollment)]
    return found or [Chip(gettext("all met"), "good")]


class Chips(str):
    """Several chips in one cell: files hold their words, pages show each by itself, so that they can wrap."""

    __slots__ = ("parts",)

    @classmethod
    def of(cls, parts):
        chips = cls("; ".join(parts))
        chips.parts = parts
        return chips

    def __html__(self):
        return format_html_join(" ", "{}", ((part,) for part in self.parts))


def cell(enrollment):
    """`chips` as one cell of a list."""
    return Chips.of(chips(enrollment))


def unmet():
    """The condition on enrollments that something is missing: what `missing` says of one row, for all."""
    condition = Q(cohort__practice_task=True, task_done=False)
    for _code, _label, asks, has in ASKED[:3]:
        condition |= Q(**{f"{has}__lt": F(f"cohort__{asks}")})
    return condition
