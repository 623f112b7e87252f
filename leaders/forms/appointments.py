"""Appointing someone: person, place, dates, release, pay and funding on one page."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from config.layouts import Folded, Section, in_sections
from config.pickers import PickerField
from leaders import vacancies
from leaders.actions.appointments import Offer
from leaders.actions.rollover import COPIED_POSITION
from leaders.forms.pay import SEEN_BY, PayForm, funds_for, pay_rows, pay_sections
from leaders.forms.people import WHY, DateInput, school_field
from leaders.models import Compensation, District, Grade, Person, Position, Role, School, Term, year_label

RELEASE = {"max_digits": 4, "decimal_places": 3, "min_value": 0, "max_value": 1}
RETURN = {
    "label": _("Right to return until"),
    "required": False,
    "widget": DateInput,
    "help_text": _("For a teacher on special assignment."),
}
PREFIXES = ["pay-0-", "pay-1-", "pay-2-"]  # a stipend, extra days, and one more
FURTHER = [_("A second pay line"), _("A third pay line")]
LINES = [_("Second pay line"), _("Third pay line")]
GRADES = ("lowest_grade", "highest_grade")
OF_POSITION = ("role", "site", *GRADES)


def grade_field(label):
    return forms.TypedChoiceField(
        label=label, choices=[("", "—"), *Grade.choices], coerce=int, empty_value=None, required=False
    )


def further_pay(place):
    """A second or third pay line, folded away until it is used."""
    prefix, rows = PREFIXES[place + 1], sum(pay_rows(PREFIXES[place + 1]), [])
    return Folded(FURTHER[place], Section(LINES[place], *rows, seen_by=SEEN_BY), [f"{prefix}kind"])


class AppointForm(forms.Form):
    """One page for person, role, site, dates, release, pay and funding; a position is made when none is vacant.

    The fields of its pay lines are those of `PayForm`, each line under a prefix of its own.
    """

    person = PickerField(
        label=_("Person"),
        queryset=Person.objects.none(),
        url="leaders:person-picker",
        search=lambda rows, text: rows.matching(text),
    )
    position = PickerField(
        label=_("Vacant position"),
        queryset=Position.objects.none(),
        url="leaders:position-picker",
        search=lambda rows, text: rows.matching(text),
        required=False,
        help_text=_("Leave empty to take the role and site below: a vacant position is found, or a new one made."),
    )
    role = forms.ModelChoiceField(Role.objects.none(), label=_("Role"), required=False)
    site = school_field(_("Site"))
    other_sites = forms.ModelMultipleChoiceField(
        School.objects.open(), label=_("Also serves"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    lowest_grade = grade_field(_("Lowest grade"))
    highest_grade = grade_field(_("Highest grade"))
    start = forms.DateField(label=_("First day"), widget=DateInput)
    end = forms.DateField(label=_("Last day"), widget=DateInput)
    release_fte = forms.DecimalField(
        label=_("Release"), initial=Decimal(0), help_text=_("Share of the contract day, from 0 to 1."), **RELEASE
    )
    pattern = forms.ChoiceField(label=_("Pattern"), choices=Term.Pattern.choices, initial=Term.Pattern.PARTIAL_RELEASE)
    return_right_until = forms.DateField(**RETURN)
    overload_reason = forms.CharField(label=_("Reason for an overload"), required=False, max_length=255)
    bounds_reason = forms.CharField(
        label=_("Reason for a release outside the role's bounds"), required=False, max_length=255
    )
    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    approve_now = forms.BooleanField(label=_("Approve now"), required=False)
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(
            _("Who and where"),
            "person",
            "position",
            ("role", "site"),
            "other_sites",
            ("lowest_grade", "highest_grade"),
        ),
        Section(
            _("Dates and release"),
            ("start", "end"),
            ("release_fte", "pattern"),
            "return_right_until",
            "overload_reason",
            "bounds_reason",
        ),
        *pay_sections(PREFIXES[0]),
        *[further_pay(place) for place in range(len(FURTHER))],
        Section(_("Approval"), "over_budget", "approve_now", "why"),
    )

    def __init__(self, *args, user, today, prefilled, **kwargs):
        super().__init__(*args, **kwargs)
        self.district, self.user = District.current(), user
        self.initial |= {name: value for name, value in prefilled.initial.items() if value is not None}
        year = self.district.school_year(today)
        self.fields["person"].queryset = Person.objects.visible_to(user).active()
        self.fields["position"].queryset = vacancies.to_fill(Position.objects.visible_to(user), year)
        self.fields["role"].queryset = self._roles(year)
        self._add_pay(prefilled.pay, funds_for(user))

    def _roles(self, this_year):
        """Roles offered in the school year of the first day; what was chosen before is refused in words."""
        try:
            start = self.fields["start"].clean(self["start"].value())
        except forms.ValidationError:
            start = self.initial["start"]
        roles = Role.objects.visible_to(self.user)
        offered = roles.offered_in(self.district.school_year(start))
        return offered | roles.offered_in(this_year) if self.is_bound else offered

    def _add_pay(self, usual, funds):
        """The pay lines, each a form of its own that shares its fields with this one."""
        self.lines = []
        for place, prefix in enumerate(PREFIXES):
            first = usual[place] if place < len(usual) else {}
            data = self.data if self.is_bound else None
            line = PayForm(data, prefix=prefix.removesuffix("-"), funds=funds, initial=first)
            self.lines.append(line)
            for name, field in line.fields.items():
                if place:
                    field.label = _("%(label)s, pay line %(number)s") % {"label": field.label, "number": place + 1}
                self.fields[f"{prefix}{name}"] = field
                self.initial[f"{prefix}{name}"] = first.get(name, field.initial)

    def clean(self):
        data = super().clean()
        if not data.get("position"):
            for name in ("role", "site"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("Choose a vacant position, or a role and a site."))
        elif "position" not in self.errors:
            self._clean_position(data["position"])
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("The last day is before the first day."))
        self._clean_year()
        self._clean_pay()
        return data

    def _clean_position(self, position):
        """What was typed beside a chosen position must not be dropped: it says the same, or it is refused."""
        for name in OF_POSITION:
            typed, held = self.cleaned_data.get(name), getattr(position, name)
            if typed is not None and typed != held:
                self._refuse(name, self[name].field.label, held)
        typed, held = set(self.cleaned_data.get("other_sites", ())), set(position.other_sites.all())
        if typed and typed != held:
            self._refuse("other_sites", self["other_sites"].label, ", ".join(sorted(map(str, held))))

    def _refuse(self, name, label, held):
        words = _("The chosen position has “%(label)s: %(held)s”. Say the same here, or choose no position above.")
        shown = dict(Grade.choices).get(held, held) if name.endswith("grade") else held
        self.add_error(name, words % {"label": label, "held": "—" if shown in (None, "") else shown})

    def _clean_year(self):
        """The role must be offered in the school year of the first day."""
        data = self.cleaned_data
        role, name = (data["position"].role, "position") if data.get("position") else (data.get("role"), "role")
        if not role or not data.get("start"):
            return
        year = self.district.school_year(data["start"])
        if not Role.objects.visible_to(self.user).offered_in(year).filter(pk=role.pk).exists():
            words = _("%(role)s is not offered in %(year)s. Choose another role or other dates.")
            self.add_error(name, words % {"role": role, "year": year_label(year)})

    def _clean_pay(self):
        """Each pay line judges itself; its refusals stand at its own fields."""
        data, self.pay = self.cleaned_data, []
        for line in self.lines:
            made = (
                line.line(Compensation(), data.get("start"), data.get("end")) if {"start", "end"} <= set(data) else None
            )
            self.pay += [made] if made else []
            for name, errors in line.errors.items():
                name = line.add_prefix(name) if name in line.fields else None
                if name not in self.errors:
                    self.add_error(name, errors)

    def offer(self):
        """The unsaved offer that the form describes."""
        data = self.cleaned_data
        position = self._position()
        return Offer(
            person=data["person"],
            position=position,
            start=data["start"],
            end=data["end"],
            release_fte=data["release_fte"],
            pattern=data["pattern"],
            return_right_until=data["return_right_until"],
            overload_reason=data["overload_reason"],
            bounds_reason=data["bounds_reason"],
            other_sites=self.other_sites,
            pay=self.pay,
        )

    def _position(self):
        """The chosen position, when it is of the right year; else the vacant one that fits, or a new one."""
        data, chosen = self.cleaned_data, self.cleaned_data["position"]
        year = self.district.school_year(data["start"])
        self.other_sites = list(data["other_sites"] or (chosen.other_sites.all() if chosen else ()))
        if chosen and chosen.school_year == year:
            return chosen
        new = self._new_position(chosen, year)
        found = vacancies.fitting(Position.objects.visible_to(self.user), new, data["release_fte"])
        suits = found and (not self.other_sites or set(found.other_sites.all()) == set(self.other_sites))
        return found if suits else new

    def _new_position(self, chosen, year):
        """A copy of the chosen position for the year, or one of the role and site."""
        data = self.cleaned_data
        if chosen:
            new = Position(**{name: getattr(chosen, name) for name in COPIED_POSITION}, school_year=year)
        else:
            grades = {name: getattr(data["site"], name) if data[name] is None else data[name] for name in GRADES}
            new = Position(role=data["role"], site=data["site"], school_year=year, **grades)
        new.fte = max(new.fte, data["release_fte"])
        new.budget = sum((pay.full_amount for pay, _shares in self.pay), Decimal(0))
        return new
