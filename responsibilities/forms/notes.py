"""The form of a confidential note: it asks who sees it, and whether it names a student."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from config.layouts import Section, in_sections
from leaders.forms.people import DateInput
from responsibilities import confidential
from responsibilities.confidential import students
from responsibilities.models import Note

ME = "me"
NUMBERS = [
    (1, _("1 – not yet")),
    (2, _("2 – beginning")),
    (3, _("3 – getting there")),
    (4, _("4 – mostly")),
    (5, _("5 – confidently")),
]
TEXT = {
    Note.Kind.NOTE: _("Note"),
    Note.Kind.GOAL: _("Goal in your own words"),
    Note.Kind.NEXT_STEP: _("Next step"),
    Note.Kind.RATING_BEFORE: _("In words"),
    Note.Kind.RATING_AFTER: _("In words"),
}


class NoteForm(forms.Form):
    """One note of one kind; the two people of the visit or cycle are known."""

    rating = forms.TypedChoiceField(
        label=_("The supported teacher's own rating"), coerce=int, choices=NUMBERS, widget=forms.RadioSelect
    )
    text = forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))
    check_back = forms.DateField(label=_("Check back on"), required=False, widget=DateInput)
    shared_with = forms.ChoiceField(label=_("Who sees this"), widget=forms.RadioSelect)
    about_student = forms.BooleanField(
        label=_("A student can be recognized from this"),
        required=False,
        help_text=_("Better without: write “a student”. What points to a student is part of the student's records."),
    )

    def __init__(self, *args, kind, sides, before=None, **kwargs):
        self.kind, self.sides = kind, sides
        self.people = {str(person.pk): person for person in sides.others}
        super().__init__(*args, initial=_initial(before), **kwargs)
        rated = kind in confidential.RATINGS
        if not sides.leads:
            self.fields["rating"].label = gettext("Your own rating")
        self.fields["text"].label = TEXT[kind]
        self.fields["text"].required = not rated
        if not rated:
            del self.fields["rating"]
        if kind != Note.Kind.NEXT_STEP:
            del self.fields["check_back"]
        self._ask_who()
        who = "" if "shared_with" in self.fields else self._the_two()
        self.helper = in_sections(Section("", *self.fields, seen_by=who))

    def _ask_who(self):
        """Notes may be only for me; with one other person, everything else needs no question."""
        both = with_whom(self.sides)
        if self.kind == Note.Kind.NOTE:
            both.append((ME, gettext("Only me")))
        elif len(both) == 1:
            del self.fields["shared_with"]
            return
        self.fields["shared_with"].choices = both

    def _the_two(self):
        """Who reads it, whatever is written."""
        (names,) = (names for _key, names in readers(self.sides))
        return gettext("you and %(names)s, nobody else") % {"names": names}

    @sensitive_variables()
    def clean(self):
        """What seems to name a student is pointed out, and kept when the writer says so."""
        data = super().clean()
        hits = students.found(data.get("text") or "")
        if hits and not data.get("about_student"):
            words = gettext("This seems to name a student: %(words)s. Take it out, or tick “%(box)s”.")
            shown = ", ".join(f"“{hit}”" for hit in hits[:5])
            self.add_error("text", words % {"words": shown, "box": self.fields["about_student"].label})
        return data

    def facts(self):
        """The words of `confidential.write_note` and `change_note`."""
        data = self.cleaned_data
        only = next(iter(self.people.values()), None)
        with_whom = self.people.get(data["shared_with"]) if "shared_with" in self.fields else only
        more = {name: data[name] for name in ("rating", "check_back") if name in self.fields}
        return {"text": data["text"], "about_student": data["about_student"], "shared_with": with_whom, **more}


def readers(sides):
    """`[(key, names)]`: each person with whom it can be shared, with whom was let in to read along."""
    along = [str(row.person) for row in confidential.readers(sides.record)]
    return [(str(person.pk), ", ".join([str(person), *along])) for person in sides.others]


def with_whom(sides):
    """The choices of who sees it, apart from “only me”."""
    return [(key, gettext("%(names)s and me") % {"names": names}) for key, names in readers(sides)]


def _initial(before):
    """What a note says now, for the form that changes it."""
    if before is None:
        return {}
    row, content = before.row, before.content
    other = row.teacher_id if row.author_id == row.leader_id else row.leader_id
    return {
        "text": content.text,
        "rating": content.rating,
        "about_student": content.about_student,
        "check_back": row.check_back,
        "shared_with": ME if row.is_private else str(other),
    }
