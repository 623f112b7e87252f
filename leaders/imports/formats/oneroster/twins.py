"""Rows of one file that contradict each other."""

from collections import Counter, defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _

from leaders.imports.rows import PERSON

NAMED_ROWS = 5


def settle_twins(reading):
    """Rows with the same id: equal ones are read once, different ones are all refused."""
    groups = defaultdict(list)
    for candidate in reading.candidates:
        if candidate.source_id:
            groups[candidate.kind, candidate.source_id].append(candidate)
    repeated = set()
    for group in filter(has_twins, groups.values()):
        if are_equal(group):
            repeated.update(map(id, group[1:]))
        else:
            refuse_all(group)
    reading.skipped["repeated"] += len(repeated)
    reading.candidates = [candidate for candidate in reading.candidates if id(candidate) not in repeated]


def has_twins(group):
    return len(group) > 1


def are_equal(group):
    """Whether the rows say the same, wherever they stand."""
    return all(replace(one, row=0) == replace(group[0], row=0) for one in group)


def refuse_all(group):
    rows = ", ".join(str(candidate.row) for candidate in group[:NAMED_ROWS])
    for candidate in group:
        candidate.refuse(
            _("The id stands in %(n)s rows that differ (rows %(rows)s).") % {"n": len(group), "rows": rows},
            _("Keep the right one, or give each record its own id."),
            "sourcedId",
        )


def leave_out_shared(reading):
    """An e-mail or staff number of two people belongs to at most one of them: both rows stay, without it."""
    people = [one for one in reading.candidates if one.kind == PERSON and not one.refusal and not one.gone]
    for field, said in (("email", _("e-mail")), ("local_id", _("staff number"))):
        counts = Counter(candidate.values.get(field) for candidate in people)
        for candidate in people:
            value = candidate.values.get(field)
            if value and counts[value] > 1:
                del candidate.values[field]
                candidate.notes.append(_("The %(what)s also stands in another row. It was left out.") % {"what": said})
