"""Keeps a diff as the rows of a batch, and reads the candidates back from them, so that the upload itself can go."""

import datetime

from django.db import transaction

from leaders.imports.diff import compare
from leaders.imports.problems import Problem
from leaders.imports.rows import Candidate, Reading
from leaders.models import District, ImportBatch, ImportRow

BATCH_SIZE = 1000
MAX_REASON = ImportRow._meta.get_field("reason").max_length
MAX_MEND = ImportRow._meta.get_field("mend").max_length


@transaction.atomic
def keep_preview(batch, reading, on):
    """Compare on the day `on` and store the result on the batch, in place of any earlier preview."""
    diff = compare(reading, on)
    batch.status = ImportBatch.Status.CHOOSING if reading.choices else ImportBatch.Status.READY
    batch.format = reading.format
    batch.digest = diff.digest()
    batch.summary = summary_of(reading, diff, on)
    batch.message = ""
    batch.save()
    store_rows(batch, diff)
    return diff


def summary_of(reading, diff, on):
    """Figures and remarks of the whole preview, as the page and the command show them."""
    return {
        "on": on.isoformat(),
        "counts": diff.counts(),
        "skipped": dict(diff.skipped),
        "present": diff.present,
        "stops": diff.stops(District.current().bulk_stop_percent),
        "leaders": diff.leaders,
        "whole": sorted(reading.whole),
        "columns": reading.columns,
        "choices": [vars(choice) for choice in reading.choices],
        "problems": [vars(problem) for problem in reading.problems],
    }


def store_rows(batch, diff):
    batch.rows.all().delete()
    rows = (row_of(batch, number, finding) for number, finding in enumerate(diff.findings, 1))
    ImportRow.objects.bulk_create(rows, batch_size=BATCH_SIZE)


def row_of(batch, number, finding):
    candidate = finding.candidate
    return ImportRow(
        batch=batch,
        number=number,
        kind=finding.kind,
        verdict=finding.verdict,
        file=candidate.file[:120] if candidate else "",
        row=candidate.row if candidate else None,
        column=finding.column[:120],
        label=finding.label[:255],
        reason=finding.reason[:MAX_REASON],
        mend=finding.mend[:MAX_MEND],
        object_id=finding.object_id,
        candidate=kept(finding),
        changes=finding.changes,
    )


def kept(finding):
    """The candidate as it is stored; a refused row about nobody known may be a student's, so not even its id stays."""
    if finding.candidate is None:
        return {}
    stored = finding.candidate.as_json()
    if finding.candidate.refusal and not finding.candidate.values and not finding.is_known:
        stored.pop("source_id", None)
    return stored


def stored_reading(batch):
    """The reading behind a stored preview."""
    summary = batch.summary
    reading = Reading(batch.format, whole=set(summary["whole"]), columns=summary["columns"])
    reading.skipped.update(summary["skipped"])
    reading.problems = [Problem(**problem) for problem in summary["problems"]]
    stored = batch.rows.exclude(candidate={}).values_list("candidate", flat=True)
    reading.candidates = [Candidate.from_json(candidate) for candidate in stored]
    return reading


def stored_day(batch):
    """The day on which the preview was made; applying it uses the same, so that it says the same."""
    return datetime.date.fromisoformat(batch.summary["on"])
