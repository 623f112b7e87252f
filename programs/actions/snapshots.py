"""Freezing a report: its document and both files are kept as they are, with who did it, when, why, from which data."""

import json
from hashlib import sha256

from django.db import transaction
from django.utils.translation import get_language

from leaders import audit
from leaders.actions.records import check, in_words
from leaders.models import AuditEntry
from programs.models import ReportSnapshot
from programs.reports.frozen import as_json
from programs.reports.paper import as_paper
from programs.reports.workbook import as_xlsx


@transaction.atomic
def freeze(*, report, document, chosen, made, by, reason):
    """Keep a report as it stands. History holds sums of both files, by which a copy is told from a forgery."""
    snapshot = ReportSnapshot(
        code=document.code,
        slug=report.slug,
        title=str(document.title),
        period=str(document.period),
        chosen=chosen,
        language=get_language() or "en",
        document=as_json(document),
        pdf=as_paper(document, made),
        xlsx=as_xlsx(document, made),
        data_version=made.version,
        is_aggregate=document.is_aggregate,
        made_by=by,
        why=reason,
    )
    with in_words(snapshot):
        check(snapshot)
        snapshot.save(force_insert=True)
    audit.record(row=snapshot, verb=AuditEntry.Verb.ADDED, by=by, changes=told(snapshot), reason=reason)
    return snapshot


def told(snapshot):
    """What history says of it: in place of figures, which may be about few people, and of files, their sums."""
    parts = {"document": json.dumps(snapshot.document, sort_keys=True).encode(), "pdf": snapshot.pdf}
    sums = {name: sha256(part).hexdigest() for name, part in {**parts, "xlsx": snapshot.xlsx}.items()}
    return audit.difference({}, audit.snapshot(snapshot) | sums)
