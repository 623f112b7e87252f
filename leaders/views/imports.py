"""The list of imports, and one import row by row."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible_or_404
from config.exports import csv_response
from config.tables import Action, Chip, Column, ListPage, Stat
from leaders.filters.imports import ImportFilter, ImportRowFilter
from leaders.imports.diff import stops
from leaders.imports.handback import refused_table
from leaders.imports.problems import Problem
from leaders.imports.rows import PERSON, SCHOOL
from leaders.imports.words import KINDS, changes_in_words, passed_over, stop_in_words
from leaders.models import District, ImportBatch, ImportRow

PERMISSION = "leaders.import_data"
CRUMBS = [(gettext_lazy("Imports"), "/imports/")]
TONES = {
    "ready": "info",
    "choosing": "info",
    "applied": "good",
    "refused": "bad",
    "applying": "info",
    "reading": "info",
}
SHOWN_LEADERS = 20
VERDICT_TONES = {"new": "good", "changed": "info", "leaves": "warn", "refused": "bad"}


def state_chip(batch):
    return Chip(batch.get_status_display(), TONES.get(batch.status, "quiet"))


def handed_in_by(batch):
    return batch.uploaded_by or _("command line")


def listed(batch, verdict):
    """The figure in the list; of a preview that was thrown away nothing came."""
    return None if batch.status == ImportBatch.Status.DISCARDED else count_of(batch, verdict)


def count_of(batch, verdict):
    return sum(counts[verdict] for counts in batch.summary.get("counts", {}).values())


class ImportList(Guarded, ListPage):
    """All imports, newest first."""

    model = ImportBatch
    permission = PERMISSION
    title = gettext_lazy("Imports")
    filterset_class = ImportFilter
    ordering = ("-uploaded_at",)
    columns = [
        Column("name", gettext_lazy("File"), "name", sort=("name",), link=True),
        Column("state", gettext_lazy("State"), state_chip, sort=("status",)),
        Column("format", gettext_lazy("Kind of file"), "format", sort=("format",), default=False),
        Column("uploaded", gettext_lazy("Handed in"), "uploaded_at", sort=("uploaded_at",)),
        Column("by", gettext_lazy("By"), lambda batch: handed_in_by(batch), default=False),
        Column("new", gettext_lazy("New"), lambda batch: listed(batch, "new"), numeric=True),
        Column("changed", gettext_lazy("Changed"), lambda batch: listed(batch, "changed"), numeric=True),
        Column("leaves", gettext_lazy("Left or closed"), lambda batch: listed(batch, "leaves"), numeric=True),
        Column("refused", gettext_lazy("Refused"), lambda batch: listed(batch, "refused"), numeric=True),
    ]
    actions = [Action(gettext_lazy("Import a file"), "leaders:import-add", PERMISSION)]
    empty_title = gettext_lazy("No imports yet")
    empty_text = gettext_lazy("Bring your staff and schools from the student information system.")

    def get_queryset(self):
        return super().get_queryset().select_related("uploaded_by")


class ImportDetail(Guarded, ListPage):
    """One import: what it would do or did, row by row, and what comes next."""

    model = ImportRow
    permission = PERMISSION
    filterset_class = ImportRowFilter
    template_name = "leaders/import_detail.html"
    crumbs = CRUMBS
    ordering = ("urgency", "number")
    columns = [
        Column("name", gettext_lazy("Name"), lambda row: row.label or _("(no name)"), sort=("label",)),
        Column("verdict", gettext_lazy("What happens"), lambda row: verdict_chip(row), sort=("verdict",)),
        Column("changes", gettext_lazy("Changes"), changes_in_words),
        Column("why", gettext_lazy("Why, and how to mend it"), lambda row: f"{row.reason} {row.mend}".strip()),
        Column("where", gettext_lazy("Where"), lambda row: place_of(row)),
        Column("kind", gettext_lazy("Kind of record"), "get_kind_display", sort=("kind",), default=False),
        Column("file", gettext_lazy("File"), "file", default=False),
        Column("row", gettext_lazy("Row"), "row", sort=("row",), numeric=True, default=False),
        Column("column", gettext_lazy("Column"), "column", default=False),
        Column("reason", gettext_lazy("Why"), "reason", default=False),
        Column("mend", gettext_lazy("How to mend it"), "mend", default=False),
    ]
    empty_title = gettext_lazy("No rows")
    empty_text = gettext_lazy("The file says nothing about staff or schools.")

    @cached_property
    def batch(self):
        return visible_or_404(self.request, ImportBatch, pk=self.kwargs["pk"])

    @property
    def title(self):
        return self.batch.name

    def get_queryset(self):
        """Rows that know their batch, so that names of schools are read once for all; first those to be looked at."""
        return self.batch.rows.visible_to(self.request.user).by_urgency()

    def get_context(self):
        return super().get_context() | detail_context(self.batch)


def place_of(row):
    """Where the row stands; the name of the file is the title of the page when there is only one."""
    return Problem("", file="" if row.file == row.batch.name else row.file, row=row.row, column=row.column).place


def verdict_chip(row):
    return Chip(row.get_verdict_display(), VERDICT_TONES.get(row.verdict, "quiet"))


def detail_context(batch):
    """What the page says about the import as a whole."""
    summary = batch.summary
    leaders = summary.get("leaders", [])
    return {
        "batch": batch,
        "chip": state_chip(batch),
        "by": handed_in_by(batch),
        "stats": stats(batch),
        "passed_over": passed_over(summary),
        "problems": [Problem(**problem) for problem in summary.get("problems", [])],
        "stops": [stop_in_words(summary, kind) for kind in stopping(summary)],
        "leaders": leaders[:SHOWN_LEADERS],
        "leaders_count": len(leaders),
        "more_leaders": len(leaders) - SHOWN_LEADERS,
        "refused": count_of(batch, "refused"),
        "refused_files": refused_files(batch),
        "to_write": sum(count_of(batch, verdict) for verdict in ("new", "changed", "leaves")),
        "has_people": any(summary.get("counts", {}).get("person", {}).values()),
        "is_whole": "person" in summary.get("whole", []),
    }


def stopping(summary):
    """Kinds that need a confirmation by the setting of today, which may have changed since the preview."""
    if "counts" not in summary:
        return []
    return stops(summary["counts"], summary["present"], District.current().bulk_stop_percent)


def refused_files(batch):
    """(what, how many, address of the file) for each kind with refused rows."""
    address = reverse("leaders:import-refused", args=[batch.pk])
    return [
        (KINDS[kind], counts["refused"], f"{address}?kind={kind}")
        for kind, counts in batch.summary.get("counts", {}).items()
        if counts["refused"]
    ]


@requires(PERMISSION)
@require_safe
def import_refused(request, pk):
    """The refused rows of one kind as CSV, to be corrected and handed in again."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    kind = SCHOOL if request.GET.get("kind") == SCHOOL else PERSON
    return csv_response(f"refused-{kind}", *refused_table(batch, kind))


def stats(batch):
    """Figures by kind and verdict, each a link to its rows; zeros are left out."""
    address = batch.get_absolute_url()
    return [
        Stat(
            f"{KINDS[kind]}: {ImportRow.Verdict(verdict).label}", count, url=f"{address}?kind={kind}&verdict={verdict}"
        )
        for kind, counts in batch.summary.get("counts", {}).items()
        for verdict, count in counts.items()
        if count
    ]
