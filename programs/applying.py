"""What an application holds, and what is wrong with it before it can be sent: each answer is named, none is guessed.

A draft may lack anything. `Content` is what is stored, or what somebody typed put over what is stored.
"""

from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs import eligibility
from programs.models import Application, Question, Reference
from responsibilities.rules import shown

Kind = Question.Kind
YES, NO = "yes", "no"
is_link = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Referee:
    """Somebody named as a reference; `is_fixed` once they answered."""

    name: str = ""
    email: str = ""
    relation: str = ""
    is_fixed: bool = False

    @property
    def is_named(self):
        return bool(self.name or self.email or self.relation)


@dataclass
class Content:
    """Texts, references and names of files, by the key of their question."""

    texts: dict = field(default_factory=dict, repr=False)
    referees: dict = field(default_factory=dict, repr=False)
    files: dict = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, application):
        """What is stored; in three questions to the database."""
        if application.pk is None:
            return cls()
        people = application.references.all()
        return cls(
            texts=dict(application.answers.order_by().values_list("question", "text")),
            referees={
                row.question_id: Referee(row.name, row.email, row.relation, row.answered_at is not None)
                for row in people
            },
            files={row.question_id: row for row in application.files.all()},
        )

    def after(self, said):
        """What is stored once what somebody said is put in its place; it stays as it is."""
        kept = {key: person for key, person in self.referees.items() if person.is_fixed}
        files = {key: row for key, row in self.files.items() if key not in said.removed}
        return Content(self.texts | said.texts, self.referees | said.referees | kept, files | said.uploads)


def name_of(question, part=""):
    """The name of a question's field in the form, or of a part of it."""
    return f"q{question.pk}_{part}" if part else f"q{question.pk}"


def as_typed(questions, content):
    """What is stored as a form would send it."""
    typed = {name_of(each): content.texts.get(each.pk, "") for each in questions}
    for question, person in content.referees.items():
        typed |= {f"q{question}_{part}": getattr(person, part) for part in ("name", "email", "relation")}
    return typed


def words_in(text):
    """How many words a text has: what stands between spaces, with a letter or a figure in it."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))


def wrong_answers(questions, content):
    """`{name of a field: what is wrong}`, in the order of the questions; empty when it can be sent."""
    found = {}
    for question in questions:
        found |= CHECKS[question.kind](question, content)
    return found


def _missing(question, words):
    return {name_of(question): words} if question.required else {}


def _text(question, content):
    text = content.texts.get(question.pk, "")
    if not text:
        return _missing(question, _("Answer this question."))
    count, most = words_in(text), question.word_limit
    return {name_of(question): too_long(count, most)} if most and count > most else {}


def too_long(count, most):
    over = ngettext("Take out %(over)s word.", "Take out %(over)s words.", count - most) % {"over": count - most}
    return (
        _("This answer has %(count)s words, at most %(most)s are read.") % {"count": count, "most": most} + f" {over}"
    )


def _choice(question, content):
    said = content.texts.get(question.pk, "")
    allowed = question.options if question.kind == Kind.CHOICE else [YES, NO]
    return {} if said in allowed else _missing(question, _("Choose one."))


def _link(question, content):
    link = content.texts.get(question.pk, "")
    if not link:
        return _missing(question, _("Enter a link."))
    try:
        is_link(link)
    except ValidationError:
        return {name_of(question): _("Enter a whole link. It begins with https:// or http://.")}
    return {}


def _file(question, content):
    return {} if question.pk in content.files else _missing(question, _("Add a file."))


def _reference(question, content):
    person = content.referees.get(question.pk, Referee())
    if not person.is_named:
        words = _("Name somebody, in answer to “%(question)s”") % {"question": question}
        return {name_of(question, "name"): words} if question.required else {}
    if person.is_fixed:
        return {}
    found = {}
    if not person.name:
        found[name_of(question, "name")] = _("Name somebody who can tell of you.")
    try:
        validate_email(person.email)
    except ValidationError:
        found[name_of(question, "email")] = _("Enter an e-mail address that works: the request is sent there.")
    if not person.relation:
        found[name_of(question, "relation")] = _("Say how they know you.")
    return found


CHECKS = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _choice,
    Kind.LINK: _link,
    Kind.FILE: _file,
    Kind.REFERENCE: _reference,
}


def check_window(call, today):
    """Applications are written and sent while the call takes them: on its first and last day too."""
    if call.decided_on:
        raise ValidationError(_("The applications of this call are decided."))
    if not call.is_taking(today):
        words = {"opens": shown(call.opens), "closes": shown(call.closes)}
        raise ValidationError(_("Applications can be sent from %(opens)s to %(closes)s.") % words)


def check_not_sent(application):
    if application.status == Application.Status.SUBMITTED:
        raise ValidationError(_("This application is sent. Send your changes, or withdraw it."))


def why_not_sent(application, said, on):
    """`{name of a field, or "__all__": what is wrong}`: rules of the call not met, and answers missing or too long."""
    call = application.call
    found = wrong_answers(call.questions.all(), Content.of(application).after(said))
    if words := rules_not_met(call, application.person, on):
        found |= {NON_FIELD_ERRORS: words}
    return found


def rules_not_met(call, person, on):
    """Each rule of the call that keeps somebody from applying, in words."""
    judged = eligibility.rules(call, eligibility.Standing(person, on))
    return [not_met(rule) for rule in eligibility.unmet(judged)]


def check_complete(application, said, on):
    """Refuses to send with everything that is wrong, all at once."""
    if found := why_not_sent(application, said, on):
        raise ValidationError(found)


def not_met(rule):
    """A rule of the call that keeps somebody from applying, with what is on record and what to do."""
    return " ".join(filter(None, (_("You cannot apply: %(rule)s.") % {"rule": rule.words}, rule.fact, rule.todo)))


def is_answerable(application):
    """Whether references are still read: it is sent, and its call neither decided nor closed."""
    call = application.call
    return application.status == Application.Status.SUBMITTED and not (call.decided_on or call.closed_on)


def reference_behind(key):
    """The reference that was asked with a link of this key, or None: the key is all that its reader has to show."""
    return Reference.objects.behind(key)


def check_answerable(application):
    if not is_answerable(application):
        raise ValidationError(_("References are no longer read for this call."))


def check_remindable(references):
    if not references:
        raise ValidationError(_("Everybody has answered, or was asked less than a day ago."))


def may_withdraw(application):
    """Until the decision was sent, and from the waiting list; an offer is turned down instead."""
    if application.status == Application.Status.WITHDRAWN:
        return False
    was_told = application.call.decided_on is not None and application.decision
    return not was_told or application.decision == Application.Decision.WAITLISTED


def check_withdrawable(application):
    if not may_withdraw(application):
        raise ValidationError(_("This application can no longer be withdrawn."))
