"""The one form of the log: it asks only what the system does not know, and says who will see it."""

import json

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.layouts import Folded, Section, in_sections
from leaders.forms.people import WHY, DateInput, school_field
from leaders.models import Discipline, District, Role
from responsibilities import access, kinds, rules, teachers
from responsibilities.forms import answers
from responsibilities.forms.teachers import AddButton, TeacherField, TeachersField
from responsibilities.models import DAY, STEP, Category, Contact

SCHOOL_DAYS = _("as usual: yes on school days; no in the evening, on weekends, in July and August")


def minute_choices():
    return [(minutes, rules.in_hours(minutes)) for minutes in range(STEP, DAY + 1, STEP)]


def who_sees():
    """Who reads an entry, by the district's choice about principals."""
    if access.principal_reads_names():
        return gettext("you, the coordinator, the principal of the site and the teachers you name")
    return gettext("you, the coordinator and the teachers you name; the principal sees how many, not who")


class LogForm(forms.Form):
    """One entry of the log: `entry` is the row that it fills, new or stored, `user` its teacher leader.

    `which` are people to choose among, offered but not ticked.
    """

    contact = forms.ChoiceField(label=_("With whom"), choices=Contact.choices, widget=forms.RadioSelect)
    supported = TeachersField(label=_("Supported teachers"))
    someone = TeacherField(label=_("Someone else"), help_text=_("Type a part of the name."))
    unnamed = forms.IntegerField(
        label=_("Further participants"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("In a group: how many more took part without being named."),
    )
    kind = forms.ChoiceField(label=_("What you did"))
    category = forms.ChoiceField(label=_("Counts as"), required=False)
    focus = forms.CharField(label=_("Focus"), required=False, max_length=120, help_text=_("A few words; optional."))
    date = forms.DateField(label=_("Date"), widget=DateInput)
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=minute_choices,
        error_messages={"invalid_choice": _("Minutes go in steps of 15: 15, 30, 45 …")},
    )
    start_time = forms.TimeField(
        label=_("Began at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Optional."),
    )
    school_year = forms.ChoiceField(
        label=_("School year of the summer work"),
        required=False,
        choices=[("", "—"), (answers.ENDED, _("the one that ended")), (answers.BEGINS, _("the one that begins"))],
        help_text=_("Only for July and August."),
    )
    appointment = forms.ChoiceField(label=_("Appointment"), required=False)
    site = school_field(_("Site"), help_text=_("Leave empty: the school of the teachers, or your own site."))
    in_contract = forms.ChoiceField(
        label=_("In the contract day"),
        required=False,
        choices=[("", SCHOOL_DAYS), ("yes", _("yes")), ("no", _("no"))],
    )
    stem_mode = forms.ChoiceField(label=_("STEM mode"), required=False, choices=Role.StemMode.choices)
    disciplines = forms.ModelMultipleChoiceField(
        Discipline.objects.stem(), label=_("Disciplines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(**WHY)

    def __init__(self, *args, entry, user, appointments, which=(), **options):
        super().__init__(*args, **options)
        self.entry, self.user, self.appointments, self.which = entry, user, appointments, which
        self.district = District.current()
        self.categories = {row.code: row for row in Category.objects.all()}
        self.ticks = None
        self._offer()

    @cached_property
    def helper(self):
        return in_sections(*self._sections())

    def _offer(self):
        """What may be chosen."""
        fields = self.fields
        fields["supported"].people = fields["someone"].queryset = access.nameable(self.user)
        fields["supported"].choices = self._people_to_tick
        if self.entry.pk:
            fields["supported"].held = frozenset(self.entry.supports.values_list("person", flat=True))
        else:
            del fields["why"]
        rows = [row for row in self.categories.values() if row.is_active or row.pk == self.entry.category_id]
        fields["category"].choices = [("", _("as usual for this"))] + [(row.code, row.label) for row in rows]
        fields["kind"].choices = [("", "—"), *kinds.grouped(self.categories)]
        fields["kind"].widget.attrs["data-contacts"] = json.dumps(kinds.contacts())
        if len(self.appointments) > 1:
            fields["appointment"].choices = [("", "—")] + [(row.pk, row.position) for row in self.appointments]
        else:
            del fields["appointment"]

    def _people_to_tick(self):
        """Asked when the page is shown, not when the form is sent and right."""
        if self.ticks is None:
            chosen = self.fields["supported"].rows(self["supported"].value() or [])
            sites = teachers.sites_of(self.appointments)
            offered = teachers.offered(self.user, sites, [*chosen, *self.which], rules.today())
            away = [person for person in offered if person.home_school_id not in sites]
            self.ticks = [(row.pk, teachers.described(row) if row in away else row.sort_name) for row in offered]
        return self.ticks

    def _sections(self):
        asked = ["appointment"] if "appointment" in self.fields else []
        more = [*asked, "site", "in_contract", "stem_mode", "disciplines"]
        sections = [
            Section(_("Who"), "contact", "supported", "someone", AddButton(), "unnamed", seen_by=who_sees()),
            Section(_("What"), ("kind", "category"), "focus"),
            Section(_("When"), ("date", "minutes", "start_time"), "school_year"),
            Folded(_("More: site, contract day, disciplines"), Section("", *more), signs=()),
        ]
        return sections + ([Section(_("This change"), "why")] if self.entry.pk else [])

    def clean(self):
        """Answer what was left open; the rules of the log themselves are the action's."""
        data = super().clean()
        if data.get("someone"):
            data["supported"] = [*data.get("supported", []), data["someone"]]
        for name, answer in answers.ORDER:
            if not self.errors:
                data[name] = answer(self, data)
        return data

    def fill(self, status):
        """The entry as the form says it, not saved."""
        data, entry = self.cleaned_data, self.entry
        for name in ("contact", "kind", "focus", "date", "minutes", "start_time", *dict(answers.ORDER)):
            setattr(entry, name, data[name])
        entry.unnamed = data["unnamed"] or 0
        entry.status = status
        return entry
