"""The form of a call as applicants fill it in: one field or group per question; and the public form of a reference."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs import application_files
from programs.applying import NO, YES, Referee, name_of
from programs.models import Question
from responsibilities import evidence

Kind = Question.Kind
SHORTEST, LONGEST, STATEMENT = 500, 20_000, 10_000
PARTS = ("name", "email", "relation")
ACCEPT = ",".join(f".{ending}" for ending in evidence.TYPES)


@dataclass(frozen=True)
class Said:
    """What somebody typed and chose: texts and references by key of the question, files to keep and to remove."""

    texts: dict = field(default_factory=dict, repr=False)
    referees: dict = field(default_factory=dict, repr=False)
    uploads: dict = field(default_factory=dict, repr=False)
    removed: frozenset = frozenset()


class ApplicationForm(forms.Form):
    """The questions of a call. Nothing has to be filled in to be saved; what is wrong is told when it is sent."""

    def __init__(self, *args, questions, content, is_cut_off=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.content, self.is_cut_off = list(questions), content, is_cut_off
        for question in self.questions:
            self.fields |= FIELDS[question.kind](question, content)

    @property
    def groups(self):
        """`[(question, its fields, the referee who answered already or None)]`, as the page shows them."""
        return [(each, self._fields_of(each), self._fixed(each)) for each in self.questions]

    def _fields_of(self, question):
        names = (name_of(question, part) for part in ("", *PARTS, "remove"))
        return [self[name] for name in names if name in self.fields]

    def _fixed(self, question):
        person = self.content.referees.get(question.pk)
        return person if person is not None and person.is_fixed else None

    def full_clean(self):
        """Marks of what is required stay, and keep nobody from saving."""
        marked = [field for field in self.fields.values() if field.required]
        for each in marked:
            each.required = False
        super().full_clean()
        for each in marked:
            each.required = True

    def clean(self):
        self.uploads = {}
        if self.is_cut_off:
            words = _("Files may have up to 25 MB, all of one save together. Save the draft after each large file.")
            raise ValidationError(words)
        for question in self.questions:
            sent = self.cleaned_data.get(name_of(question)) if question.kind == Kind.FILE else None
            if sent:
                self._look_at(question, sent)

    def _look_at(self, question, sent):
        try:
            self.uploads[question.pk] = application_files.looked_at(sent.name, sent.read())
        except ValidationError as refusal:
            self.add_error(name_of(question), refusal.messages)

    def said(self):
        data = self.cleaned_data
        return Said(
            texts={each.pk: data[name_of(each)] for each in self.questions if each.kind not in ("file", "reference")},
            referees={
                each.pk: Referee(*(data[name_of(each, part)] for part in PARTS))
                for each in self.questions
                if name_of(each, "name") in self.fields
            },
            uploads=self.uploads,
            removed=frozenset(each.pk for each in self.questions if data.get(name_of(each, "remove"))),
        )


def _facts(question, *hints):
    """Label, hint and mark of a question's field; hints are shown as HTML, so the question's own is escaped."""
    hint = format_html_join(" ", "{}", ((part,) for part in (question.help, *hints) if part))
    return {"label": question.text, "required": question.required, "help_text": hint}


def _most(question):
    if not question.word_limit:
        return ""
    words = ngettext("Up to %(count)s word.", "Up to %(count)s words.", question.word_limit)
    return words % {"count": question.word_limit}


def _short(question, content):
    initial = content.texts.get(question.pk, "")
    made = forms.CharField(max_length=SHORTEST, initial=initial, **_facts(question, _most(question)))
    return {name_of(question): made}


def _long(question, content):
    box = forms.Textarea(attrs={"rows": 8})
    facts = _facts(question, _most(question))
    initial = content.texts.get(question.pk, "")
    return {name_of(question): forms.CharField(max_length=LONGEST, widget=box, initial=initial, **facts)}


def _one_of(question, content, choices):
    if not question.required:
        choices = [*choices, ("", _("no answer"))]
    initial = content.texts.get(question.pk, "")
    made = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=initial, **_facts(question))
    return {name_of(question): made}


def _choice(question, content):
    return _one_of(question, content, [(option, option) for option in question.options])


def _yes_no(question, content):
    return _one_of(question, content, [(YES, _("Yes")), (NO, _("No"))])


def _link(question, content):
    facts = _facts(question, _("It begins with https:// or http://."))
    box = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"})
    initial = content.texts.get(question.pk, "")
    return {name_of(question): forms.CharField(max_length=SHORTEST, widget=box, initial=initial, **facts)}


def _file(question, content):
    row = content.files.get(question.pk)
    limit = _("Up to 25 MB. Time, place and camera are taken out of pictures and films.")
    box = forms.FileInput(attrs={"accept": ACCEPT})
    if row is None:
        return {name_of(question): forms.FileField(widget=box, allow_empty_file=True, **_facts(question, limit))}
    link = format_html('<a href="{}">{}</a>', reverse("programs:application-file", args=[row.pk]), row.name)
    facts = _facts(question, limit, format_html(_("Here now: {}. Choose another file to replace it."), link))
    facts["required"] = False
    return {
        name_of(question): forms.FileField(widget=box, allow_empty_file=True, **facts),
        name_of(question, "remove"): forms.BooleanField(label=_("Remove the file"), required=False),
    }


def _reference(question, content):
    """Name, e-mail and relation; who answered already cannot be exchanged, and is shown by the page."""
    person = content.referees.get(question.pk, Referee())
    if person.is_fixed:
        return {}
    facts = {"required": question.required}
    mail = forms.TextInput(attrs={"inputmode": "email", "autocapitalize": "none"})
    return {
        name_of(question, "name"): forms.CharField(label=_("Name"), max_length=160, initial=person.name, **facts),
        name_of(question, "email"): forms.CharField(
            label=_("E-mail"),
            max_length=254,
            widget=mail,
            initial=person.email,
            help_text=_("Once you send the application, a link goes there to write a statement."),
            **facts,
        ),
        name_of(question, "relation"): forms.CharField(
            label=_("How they know you"), max_length=160, initial=person.relation, **facts
        ),
    }


FIELDS = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.LINK: _link,
    Kind.FILE: _file,
    Kind.REFERENCE: _reference,
}


class StatementForm(forms.Form):
    """What a referee writes, without signing in."""

    statement = forms.CharField(
        label=gettext_lazy("Your statement"),
        max_length=STATEMENT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("It can be sent once. Leave out health, family and anything about students."),
    )
