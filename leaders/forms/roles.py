from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.tables.cells import number
from leaders.forms.people import WHY, school_field
from leaders.models import Discipline, FundingSource, Position, Role, RoleDiscipline, School

SHARES = 3


class RoleForm(forms.ModelForm):
    """A role of the catalogue with up to three disciplines, whose shares make 100 percent."""

    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Role"), ("name", "code"), "purpose", "responsibilities"),
        Section(_("Does it make a teacher leader?"), ("is_formal", "approver"), ("serves", "stem_mode", "sphere")),
        Section(_("Disciplines"), *[(f"discipline_{n}", f"share_{n}") for n in range(SHARES)]),
        Section(_("Terms"), ("release_min", "release_max"), ("pay_kind", "pay_amount", "extra_days"), "may_evaluate"),
        Section(_("Years in use"), ("first_year", "last_year")),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Role
        fields = [
            "name",
            "code",
            "purpose",
            "responsibilities",
            "is_formal",
            "approver",
            "serves",
            "stem_mode",
            "sphere",
            "release_min",
            "release_max",
            "pay_kind",
            "pay_amount",
            "extra_days",
            "may_evaluate",
            "first_year",
            "last_year",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "responsibilities": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = list(self.instance.discipline_shares.all()) if self.instance.pk else []
        disciplines = Discipline.objects.all()
        for place in range(SHARES):
            share = held[place] if place < len(held) else None
            self.fields[f"discipline_{place}"] = forms.ModelChoiceField(
                disciplines,
                required=place == 0,
                label=_("Discipline %(n)s") % {"n": place + 1},
                initial=share and share.discipline,
            )
            self.fields[f"share_{place}"] = forms.DecimalField(
                label=_("Share of discipline %(n)s (percent)") % {"n": place + 1},
                required=False,
                max_digits=5,
                decimal_places=2,
                initial=share.share if share else (100 if place == 0 and not held else None),
            )

    def clean(self):
        data = super().clean()
        shares = self.shares()
        if len({row.discipline for row in shares}) < len(shares):
            raise ValidationError(_("Each discipline is listed once."))
        total = sum((row.share for row in shares), Decimal(0))
        if shares and total != 100:
            self.add_error(
                "share_0",
                _("The shares of the disciplines add up to %(total)s percent; they must make 100.")
                % {"total": number(total)},
            )
        return data

    def shares(self):
        """The unsaved discipline shares that the form names."""
        data = self.cleaned_data
        named = [(data.get(f"discipline_{n}"), data.get(f"share_{n}")) for n in range(SHARES)]
        return [RoleDiscipline(discipline=row, share=share or Decimal(0)) for row, share in named if row]


class PositionForm(forms.ModelForm):
    """A budgeted slot; the budget shows only to who sees pay."""

    site = school_field(_("Site"))
    other_sites = forms.ModelMultipleChoiceField(
        School.objects.open(), label=_("Also serves"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(
            _("Position"),
            ("role", "school_year"),
            "title",
            "site",
            "other_sites",
            ("lowest_grade", "highest_grade", "fte"),
            "is_open",
        ),
        Section(_("Budget"), ("budget", "fund"), seen_by=_("the coordinator and the business office")),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = Position
        fields = [
            "role",
            "site",
            "other_sites",
            "school_year",
            "title",
            "fte",
            "budget",
            "fund",
            "lowest_grade",
            "highest_grade",
            "is_open",
        ]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].required = True
        self.fields["fund"].queryset = FundingSource.objects.visible_to(user)
