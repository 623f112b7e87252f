"""An application as a reviewer reads it: the answers in the order of the form; blind, without who wrote them."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from config.tables import Link
from programs.blinding import masker
from programs.models import Question

Kind = Question.Kind


@dataclass(frozen=True)
class Said:
    """One question with what was answered: text, a link, or a statement about the applicant; `note` says what is not.

    `by` tells who gave the statement, as far as the reader may know.
    """

    question: str
    text: str = ""
    note: str = ""
    by: str = ""
    link: Link | None = field(default=None)


def title_of(review):
    """What a reviewer calls the application: its number in a blind phase, or else the applicant's name."""
    if review.phase.is_blind:
        return _("Application %(number)s") % {"number": review.application_id}
    return str(review.application.person)


def answers_of(review):
    """What was answered to each question of the call."""
    application = review.application
    texts = {answer.question_id: answer.text for answer in application.answers.all()}
    named = {reference.question_id: reference for reference in application.references.all()}
    cover = None
    if review.phase.is_blind:
        cover = masker(application.person, [reference.name for reference in named.values()])
    found = []
    for question in review.phase.call.questions.all():
        if question.kind == Kind.REFERENCE:
            found.append(_statement(question, named.get(question.pk), cover))
        elif question.kind != Kind.FILE:
            found.append(_answer(question, texts.get(question.pk, ""), cover))
    return found


def _answer(question, text, cover):
    if not text:
        return Said(question.text, note=_("No answer."))
    if question.kind != Kind.LINK:
        return Said(question.text, cover(text) if cover else text)
    if cover:
        return Said(question.text, note=_("A link, left out because it can tell whose it is."))
    return Said(question.text, link=Link(text, text))


def _statement(question, reference, cover):
    """What a referee says, without their name and address in a blind phase."""
    if reference is None:
        return Said(question.text, note=_("No answer."))
    by = ", ".join(filter(None, [reference.name, reference.relation]))
    text = reference.statement
    if cover:
        by, text = cover(reference.relation), cover(text)
    return Said(question.text, text, note="" if text else _("No statement came yet."), by=by)
