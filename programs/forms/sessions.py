"""Forms of sessions: one, or several in a rhythm or on pasted dates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.pickers import PickerField
from leaders.forms.people import WHY, DateInput, school_field
from leaders.models import Person
from programs import dates
from programs.models import Session

FEWEST = 3  # boxes for facilitators
LEADING = _("Teacher leaders find the session in their log as planned, with nothing to enter.")
FIELDS = ["title", "starts", "ends", "minutes", "mode", "place", "link", "two_codes"]


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of the day."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class PeopleOfStaff:
    """Boxes for the people who lead a session: as many as are named, and one more."""

    def __init__(self, form, people, named):
        self.form, self.count = form, max(FEWEST, len(named) + 1)
        for place in range(self.count):
            form.fields[f"facilitator_{place}"] = PickerField(
                label=_("Facilitator %(n)s") % {"n": place + 1},
                queryset=people,
                url="leaders:person-picker",
                search=lambda rows, text: rows.matching(text),
                required=False,
                initial=named[place] if place < len(named) else None,
            )

    @property
    def names(self):
        return [f"facilitator_{place}" for place in range(self.count)]

    def chosen(self):
        """The people named, each once."""
        found = (self.form.cleaned_data.get(name) for name in self.names)
        return list({person.pk: person for person in found if person}.values())


class SessionFields(forms.ModelForm):
    """What the forms of one session and of several share."""

    site = school_field(_("At school"), help_text=_("Leave empty when it meets elsewhere."))
    link = forms.URLField(
        label=_("Link to join"),
        required=False,
        assume_scheme="https",
        help_text=_("Only participants, facilitators and the coordinator see it."),
    )
    why = forms.CharField(**WHY)

    class Meta:
        model = Session
        fields = [*FIELDS, "site"]
        widgets = {"starts": TimeInput, "ends": TimeInput, "mode": forms.RadioSelect}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].required = False
        self.fields["minutes"].help_text = _("For attending all of it, breaks left out. Empty: from begin to end.")
        named = list(self.instance.facilitators.all()) if self.instance.pk else []
        people = Person.objects.visible_to(user)
        people = people.active() | people.filter(pk__in=[person.pk for person in named])
        self.people = PeopleOfStaff(self, people.order_by("family_name", "given_name", "pk"), named)
        self.helper = in_sections(*self.sections())

    def sections(self):
        """The sections, with those of the form itself first."""
        return [
            *self.own_sections(),
            Section(_("Where"), "mode", ("site", "place"), "link"),
            Section(_("Who leads it"), *self.people.names, seen_by=_("everyone signed in; names, as on a staff page")),
            Section(_("Attendance"), ("minutes",), "two_codes"),
            Section(_("This change"), "why"),
        ]

    def clean(self):
        data = super().clean()
        if "minutes" not in self.errors and data["minutes"] is None and data.get("starts") and data.get("ends"):
            data["minutes"] = max(1, Session(starts=data["starts"], ends=data["ends"]).length)
        return data


class SessionForm(SessionFields):
    """One session."""

    class Meta(SessionFields.Meta):
        fields = [*SessionFields.Meta.fields, "date"]
        widgets = SessionFields.Meta.widgets | {"date": DateInput}

    def own_sections(self):
        return [Section(_("Session"), "title", ("date", "starts", "ends"))]


class SeveralForm(SessionFields):
    """Sessions of one kind on several days; each gets the title with a number."""

    rhythm = forms.ChoiceField(label=_("They meet"), choices=dates.Rhythm.choices, widget=forms.RadioSelect)
    first = forms.DateField(label=_("First session"), required=False, widget=DateInput)
    until = forms.DateField(label=_("Until (inclusive)"), required=False, widget=DateInput)
    pasted = forms.CharField(
        label=_("Dates"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line, like 10/14/2026. Only when they meet on the dates below."),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["title"].help_text = _("Each session gets it with its number: “Session 1”, “Session 2” …")
        self.initial |= {"rhythm": dates.Rhythm.WEEKLY, "first": cohort.start, "until": cohort.end}

    def own_sections(self):
        return [
            Section(_("Sessions"), "title", ("starts", "ends")),
            Section(_("Days"), "rhythm", ("first", "until"), "pasted"),
        ]

    def clean(self):
        data = super().clean()
        self.days = self._days(data)
        return data

    def _days(self, data):
        """The days asked for; what is missing for them is said next to its field."""
        if data.get("rhythm") == dates.Rhythm.PASTED:
            return self._pasted(data.get("pasted"))
        missing = [name for name in ("first", "until") if not data.get(name) and name not in self.errors]
        for name in missing:
            self.add_error(name, forms.Field.default_error_messages["required"])
        if missing or not (data.get("rhythm") and data.get("first") and data.get("until")):
            return []
        return dates.repeated(data["rhythm"], data["first"], data["until"])

    def _pasted(self, text):
        try:
            return dates.read(text or "")
        except forms.ValidationError as error:
            self.add_error("pasted", error)
            return []

    def sessions(self):
        """The unsaved sessions; their numbers go on after those of the cohort with the same title."""
        title = self.cleaned_data["title"]
        names = [name for name in self.fields if name in [*FIELDS, "site"] and name != "title"]
        facts = {name: self.cleaned_data[name] for name in names}
        begun = self.cohort.sessions.filter(title__startswith=f"{title} ").count()
        return [
            Session(cohort=self.cohort, title=f"{title} {number}"[:160], date=day, **facts)
            for number, day in enumerate(self.days, begun + 1)
        ]
