"""Where an application stands, and what it holds, as pages show it to who may read it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs import applying as rules
from programs import offer_rules
from programs.models import Application, ApplicationFile, Question, Reference

Status, Decision = Application.Status, Application.Decision


class State(models.TextChoices):
    """What an applicant may know: a decision shows once all decisions of the call were sent."""

    DRAFT = "draft", gettext_lazy("draft, not sent")
    SUBMITTED = "submitted", gettext_lazy("sent")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")
    REVIEWING = "reviewing", gettext_lazy("under review")
    OFFERED = "offered", gettext_lazy("offered")
    WAITLISTED = "waitlisted", gettext_lazy("on the waiting list")
    DECLINED = "declined", gettext_lazy("not chosen")
    ACCEPTED = "accepted", gettext_lazy("offer accepted")
    REFUSED = "refused", gettext_lazy("offer turned down")
    LAPSED = "lapsed", gettext_lazy("offer lapsed")


def state(application, on):
    """Where it stands on a day of the district."""
    call = application.call
    if application.status != Status.SUBMITTED:
        return State(application.status)
    if offer_rules.is_told(application):
        return decided(application, on)
    return State.REVIEWING if on > call.closes or call.closed_on else State.SUBMITTED


def decided(application, on):
    """What a decision came to by a day: the answer to an offer, that it lapsed, or what was decided."""
    if application.response:
        return State(application.response)
    return State.LAPSED if offer_rules.has_lapsed(application, on) else State(application.decision)


def track(application, on):
    """`[(label, now/reached/ahead)]`: the way from writing to what came of it."""
    found = state(application, on)
    path = [State.DRAFT, State.SUBMITTED, State.REVIEWING]
    if found in path:
        names = [_("writing"), State.SUBMITTED.label, State.REVIEWING.label, _("decided")]
        at = path.index(found)
        return list(zip(names, ["reached"] * at + ["now"] + ["ahead"] * (len(path) - at), strict=True))
    if found == State.WITHDRAWN:
        return [(_("writing"), "reached"), (found.label, "now")]
    passed = [_("writing"), State.SUBMITTED.label, State.REVIEWING.label]
    return [(name, "reached") for name in passed] + [(found.label, "now")]


@dataclass(frozen=True)
class Shown:
    """One question with its answer; `statement` of a reference is None for whoever may not read it."""

    question: Question
    text: str = field(default="", repr=False)
    is_link: bool = False
    file: ApplicationFile | None = None
    reference: Reference | None = None
    statement: str | None = field(default=None, repr=False)


def answers(application, *, statements):
    """All questions of the call with what was answered, in three questions to the database and one for the questions.

    `statements`: whether what references say is shown; the applicant sees only that they answered.
    """
    texts = dict(application.answers.order_by().values_list("question", "text"))
    files = {row.question_id: row for row in application.files.all()}
    people = {row.question_id: row for row in application.references.all()}
    return [_shown(each, texts, files, people, statements) for each in application.call.questions.all()]


def _shown(question, texts, files, people, statements):
    text, reference = texts.get(question.pk, ""), people.get(question.pk)
    if question.kind == Question.Kind.YES_NO:
        text = {rules.YES: _("Yes"), rules.NO: _("No")}.get(text, "")
    return Shown(
        question,
        text,
        question.kind == Question.Kind.LINK and is_safe(text),
        files.get(question.pk),
        reference,
        reference.statement if reference is not None and statements else None,
    )


def is_safe(text):
    """Whether a draft's link leads to the web; what is half typed is shown as text."""
    try:
        rules.is_link(text)
    except ValidationError:
        return False
    return True
