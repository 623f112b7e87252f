"""What a format hands to the pipeline: typed candidates for schools and people, each with its place in the file."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from leaders.imports.problems import Problem, Unusable

SCHOOL = "school"
PERSON = "person"
MAX_RECORDS = 100_000
MAX_REFUSED = 10_000  # a file of other content: one sentence helps more than a list
MAX_PROBLEMS = 200


@dataclass
class Candidate:
    """One row that speaks about a school or a person.

    `values` holds only what the row says: a blank cell says nothing and erases nothing. Values are plain text, whole
    numbers, booleans or None, so that they can wait in a preview. `sites` are ids of schools in the source; `home` is
    one of them, or empty when the source does not say which is the home school.
    """

    kind: str
    file: str
    row: int
    source_id: str = ""
    values: dict = field(default_factory=dict)
    home: str = ""
    sites: list = field(default_factory=list)
    gone: str = ""  # ISO date: the source says that the record ended
    known_only: bool = False  # too little to make a new record from
    is_partial: bool = False  # the row says what changed about the schools; those it does not name go on
    left: list = field(default_factory=list)  # schools that a partial row says are over
    notes: list = field(default_factory=list)
    refusal: dict | None = None
    remarks: list = field(default_factory=list)  # notes and what comparing added; not kept

    def refuse(self, reason, mend="", column=""):
        """Refuse this row; what was read is kept, so that the record it is about is not taken for missing."""
        self.refusal = {"reason": str(reason), "mend": str(mend), "column": str(column)}
        return self

    def refused(self, problem):
        return self.refuse(problem.reason, problem.mend, problem.column)

    @property
    def problem(self):
        return Problem(file=self.file, row=self.row, **self.refusal) if self.refusal else None

    def as_json(self):
        stored = {name: value for name, value in asdict(self).items() if value not in ("", [], {}, None, False)}
        stored.pop("remarks", None)
        return stored

    @classmethod
    def from_json(cls, stored):
        return cls(**stored)


@dataclass(frozen=True)
class Choice:
    """A district that a file holds, when it holds several and one must be chosen."""

    code: str
    label: str
    schools: int


@dataclass
class Reading:
    """Everything that a format read: candidates, remarks on whole files, and what was left out and counted.

    `whole` names the kinds for which the file is the whole truth: what is known from the source and not in the file
    has left or closed. `columns` says what the file calls our fields, for messages about stored records.
    """

    format: str
    candidates: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    whole: set = field(default_factory=set)
    skipped: Counter = field(default_factory=Counter)
    choices: list = field(default_factory=list)
    columns: dict = field(default_factory=dict)
    refused: int = 0
    unsaid: int = 0

    def add(self, candidate):
        """Keep a row that was read, or raise `Unusable` when a file holds far more than a roster does."""
        self.candidates.append(candidate)
        self.refused += candidate.refusal is not None
        if len(self.candidates) > MAX_RECORDS:
            raise Unusable(
                _("The file holds more than %(n)s people or schools.") % {"n": MAX_RECORDS},
                _("Hand in the staff and schools of one district."),
                file=candidate.file,
            )
        if self.refused > MAX_REFUSED:
            first = next(one.problem for one in self.candidates if one.refusal)
            raise Unusable(
                _("More than %(n)s rows cannot be read. The first: row %(row)s, %(reason)s")
                % {"n": MAX_REFUSED, "row": first.row, "reason": first.reason},
                first.mend,
                file=candidate.file,
            )

    def warn(self, reason, mend="", **place):
        self.remark(Problem(str(reason), str(mend), **place))

    def remark(self, *problems):
        """Keep remarks on the file; beyond a number that people read, they are only counted."""
        kept = problems[: max(0, MAX_PROBLEMS - len(self.problems))]
        self.problems += kept
        self.unsaid += len(problems) - len(kept)
