"""The list of imports, and one import row by row."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.access import Guarded, visible_or_404
from config.tables import Action, Chip, Column, ListPage, Stat
from leaders.filters.imports import ImportFilter, ImportRowFilter
from leaders.imports.problems import Problem
from leaders.imports.words import changes_in_words, passed_over, stop_in_words
from leaders.models import ImportBatch, ImportRow

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
KINDS = {"school": gettext_lazy("Schools"), "person": gettext_lazy("People")}
REFUSED_AS_CSV = (
    "verdict=refused&columns=name&columns=file&columns=row&columns=column&columns=reason&columns=mend&export=csv"
)
VERDICT_TONES = {"new": "good", "changed": "info", "leaves": "warn", "refused": "bad"}


def state_chip(batch):
    return Chip(batch.get_status_display(), TONES.get(batch.status, "quiet"))


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
        Column("format", gettext_lazy("Kind of file"), "format", sort=("format",)),
        Column("uploaded", gettext_lazy("Handed in"), "uploaded_at", sort=("uploaded_at",)),
        Column("by", gettext_lazy("By"), lambda batch: batch.uploaded_by or _("command line")),
        Column("new", gettext_lazy("New"), lambda batch: count_of(batch, "new"), numeric=True),
        Column("changed", gettext_lazy("Changed"), lambda batch: count_of(batch, "changed"), numeric=True),
        Column("leaves", gettext_lazy("Left or closed"), lambda batch: count_of(batch, "leaves"), numeric=True),
        Column("refused", gettext_lazy("Refused"), lambda batch: count_of(batch, "refused"), numeric=True),
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
    ordering = ("number",)
    columns = [
        Column("name", gettext_lazy("Name"), lambda row: row.label or _("(no name)"), sort=("label",)),
        Column("verdict", gettext_lazy("What will happen"), lambda row: verdict_chip(row), sort=("verdict",)),
        Column("changes", gettext_lazy("Changes"), changes_in_words),
        Column("why", gettext_lazy("Why, and how to mend it"), lambda row: f"{row.reason} {row.mend}".strip()),
        Column("where", gettext_lazy("Where"), lambda row: problem_of(row).place),
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
        """Rows that know their batch, so that names of schools are read once for all of them."""
        return self.batch.rows.visible_to(self.request.user)

    def get_context(self):
        return super().get_context() | detail_context(self.batch)


def problem_of(row):
    return Problem(row.reason, row.mend, row.file, row.row, row.column)


def verdict_chip(row):
    return Chip(row.get_verdict_display(), VERDICT_TONES.get(row.verdict, "quiet"))


def detail_context(batch):
    """What the page says about the import as a whole."""
    summary = batch.summary
    return {
        "batch": batch,
        "chip": state_chip(batch),
        "stats": stats(batch),
        "passed_over": passed_over(summary),
        "problems": [Problem(**problem) for problem in summary.get("problems", [])],
        "stops": [stop_in_words(summary, kind) for kind in summary.get("stops", [])],
        "refused": count_of(batch, "refused"),
        "refused_url": f"{batch.get_absolute_url()}?{REFUSED_AS_CSV}",
        "to_write": sum(count_of(batch, verdict) for verdict in ("new", "changed", "leaves")),
        "has_people": any(summary.get("counts", {}).get("person", {}).values()),
        "is_whole": "person" in summary.get("whole", []),
    }


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
