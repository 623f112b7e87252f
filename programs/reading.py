"""An application as a reviewer reads it: the answers in the order of the form; blind, without who wrote them."""

from dataclasses import dataclass, field, replace
from pathlib import PurePath

from django.urls import reverse
from django.utils.translation import gettext as _

from config.tables import Link
from programs import application_states
from programs.blinding import masker


@dataclass(frozen=True)
class Said:
    """One question with what was answered: text, a link or file, or a statement about the applicant.

    `by` tells who gave the statement, as far as the reader may know; `note` says why there is nothing.
    """

    question: str
    text: str = field(default="", repr=False)
    note: str = ""
    by: str = field(default="", repr=False)
    link: Link | None = field(default=None, repr=False)
    is_ours: bool = False  # the link leads to a file of ours


def title_of(review):
    """What a reviewer calls the application: its number in a blind phase, or else the applicant's name."""
    if review.phase.is_blind:
        return _("Application %(number)s") % {"number": review.application_id}
    return str(review.application.person)


def file_name(review, file, number):
    """A file's own name, or in a blind phase a neutral one of the same kind."""
    if not review.phase.is_blind:
        return file.name
    words = {"number": review.application_id, "file": number, "ending": PurePath(file.name).suffix}
    return _("Application %(number)s, file %(file)s%(ending)s") % words


def answers_of(review):
    """What was answered to each question of the call."""
    application = review.application
    application.call = review.phase.call
    found = application_states.answers(application, statements=True)
    files = [each.file.pk for each in found if each.file]
    said = [_said(review, each, files) for each in found]
    if not review.phase.is_blind:
        return said
    masked = masker(application.person, [each.reference.name for each in found if each.reference])
    return [_blind(each, masked) for each in said]


def _said(review, shown, files):
    question = shown.question.text
    if shown.reference is not None:
        by = ", ".join(filter(None, [shown.reference.name, shown.reference.relation]))
        return Said(question, shown.statement, "" if shown.statement else _("No statement came yet."), by)
    if shown.file is not None:
        number = files.index(shown.file.pk) + 1
        address = f"{reverse('programs:review-file', args=[review.pk])}?number={number}"
        return Said(question, link=Link(file_name(review, shown.file, number), address), is_ours=True)
    if shown.is_link:
        return Said(question, link=Link(shown.text, shown.text))
    return Said(question, shown.text, "" if shown.text else _("No answer."))


def _blind(said, masked):
    """A link can tell whose it is, and a referee's name too; our files have neutral names already."""
    if said.link is not None and not said.is_ours:
        return replace(said, link=None, note=_("A link, left out because it can tell whose it is."))
    return replace(said, text=masked(said.text), by=masked(said.by))
