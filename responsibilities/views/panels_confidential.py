"""What is confidential about a visit or a cycle, as a part of its page: opened for the two, else a bare fact."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.panels import panel
from config.tables import Link
from responsibilities import confidential, rules
from responsibilities.forms.evidence import CONSENTS
from responsibilities.models import CoachingCycle, Note

IN_CYCLES = [Note.Kind.NOTE, Note.Kind.NEXT_STEP, Note.Kind.GOAL, *confidential.RATINGS]
ON_VISITS = [Note.Kind.NOTE, Note.Kind.NEXT_STEP]
ADD = {
    Note.Kind.NOTE: gettext_lazy("Add a note"),
    Note.Kind.NEXT_STEP: gettext_lazy("Add a next step"),
    Note.Kind.GOAL: gettext_lazy("Write the goal"),
    Note.Kind.RATING_BEFORE: gettext_lazy("Rate the start"),
    Note.Kind.RATING_AFTER: gettext_lazy("Rate the end"),
}
ONCE = {Note.Kind.GOAL, *confidential.RATINGS}


@panel("activity", "responsibilities/_notes.html", order=50)
@panel("cycle", "responsibilities/_notes.html", order=50)
def notes_of(request, record):
    """The notes that the visitor may read, with what they may do; otherwise only whether there is anything."""
    return notes_for(request.user, record)


def notes_for(user, record):
    """What `_notes.html` shows to a user about a visit or a cycle; None when there is nothing to show."""
    side = confidential.sides(user, record)
    notes = confidential.notes_about(user, record)
    files = confidential.files_about(user, record)
    if side is None and not notes and not files:
        return {"exists": True} if confidential.exists(record) else None
    in_cycle, readers = isinstance(record, CoachingCycle), confidential.readers(record)
    return {
        "notes": [_shown(note, user, in_cycle) for note in notes],
        "files": [_shown_file(file, user, in_cycle) for file in files],
        "links": _links(side, record, notes) if side else [],
        "who": _who(side, readers),
        "readers": [row for row in readers if row.cycle.teacher_id == user.person_id],
    }


def _shown(note, user, in_cycle):
    """One note with what the template needs beside its content."""
    row, me = note.row, user.person_id
    return {
        "note": note,
        **_whose(row, me, in_cycle),
        "can_tick": row.kind == Note.Kind.NEXT_STEP and me in (row.leader_id, row.teacher_id),
        "overdue": bool(row.check_back) and not row.is_done and row.check_back < rules.today(),
    }


def _shown_file(file, user, in_cycle):
    """One file, its name opened."""
    facts = {"file": file, "consent": dict(CONSENTS).get(file.row.consent, "")}
    return facts | _whose(file.row, user.person_id, in_cycle)


def _whose(row, me, in_cycle):
    """Whose it is, with whom it is shared, and of which visit, where that is not plain from the page."""
    other = row.teacher if row.author_id == row.leader_id else row.leader
    return {
        "mine": row.author_id == me,
        "with": "" if row.is_private else other,
        "visit": row.activity if in_cycle else None,
    }


def _links(side, record, notes):
    """The kinds of note that can still be written, the plain one first."""
    at, files_at = (_address(noun, record) for noun in ("note", "evidence"))
    there = {note.row.kind for note in notes}
    kinds = [kind for kind in kinds_for(side) if kind not in there & ONCE]
    links = [Link(ADD[kind], f"{at}?kind={kind}", primary=kind == Note.Kind.NOTE) for kind in kinds]
    return [*links, Link(_("Add a file"), files_at), *_more(side, record, notes)]


def _more(side, record, notes):
    """A copy by mail for who leads the visit and shared something; letting someone in for who is supported."""
    if isinstance(record, CoachingCycle):
        at = reverse("responsibilities:letting-create", args=[record.pk])
        return [] if side.leads else [Link(_("Let a successor read along"), at)]
    shared = side.leads and any(not note.row.is_private for note in notes)
    return [Link(_("Send a copy by e-mail"), reverse("responsibilities:copy-send", args=[record.pk]))] if shared else []


def _address(noun, record):
    route = f"{noun}-create-in-cycle" if isinstance(record, CoachingCycle) else f"{noun}-create"
    return reverse(f"responsibilities:{route}", args=[record.pk])


def kinds_for(side):
    """The kinds of note that one of the two may write, the plain one first."""
    if not side.others:
        return ON_VISITS[:1]
    return IN_CYCLES if isinstance(side.record, CoachingCycle) else ON_VISITS


def _who(side, readers):
    """In words, who reads what is shared here."""
    if side is None:
        return _("the teacher leader, the supported teacher, and whom the supported teacher let in, like you")
    if not side.others:
        return _("only you")
    if len(side.others) > 1:
        return _("you and the one teacher whom you choose for each note; what is marked “only me” you alone")
    people = [str(side.others[0]), *(str(row.person) for row in readers)]
    return _("you and %(names)s; what is marked “only me” you alone") % {"names": ", ".join(people)}
