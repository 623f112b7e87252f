"""Stipends shared by several: the stipend itself, and who shares it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.layouts import Section, in_sections
from config.tables.cells import day
from leaders import rules
from leaders.actions.pools import shares_of
from leaders.forms.funding import FundedForm, dollars, fund_rows
from leaders.forms.pay import SEEN_BY, funds_for, initial_funds, put_pay_errors
from leaders.forms.people import WHY, school_field
from leaders.models import Appointment, Compensation, StipendPool
from leaders.years import this_year, years_around


class PoolForm(forms.ModelForm):
    """One stipend and by how many it may be shared."""

    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    site = school_field(_("Site"))
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(
            _("Shared stipend"),
            "name",
            ("site", "school_year"),
            ("amount", "max_members"),
            seen_by=_("the coordinator and the business office"),
        ),
        Section(_("This change"), "why"),
    )

    class Meta:
        model = StipendPool
        fields = ["name", "site", "school_year", "amount", "max_members"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].required = True
        self.fields["school_year"].choices = years_around(1, 2, self.instance.school_year)
        self.initial.setdefault("school_year", this_year())


class MembersField(forms.ModelMultipleChoiceField):
    """Appointments to tick, each with what tells two of one person apart."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        words = [row.person.sort_name, row.position.label, f"{day(row.start)} – {day(row.end)}"]
        if row.status != Appointment.Status.APPROVED:
            words.append(str(row.get_status_display()))
        return ", ".join(words)


class ShareForm(FundedForm):
    """Who shares a stipend, and which funds pay each share."""

    amount = dollars(_("Amount to share"))
    members = MembersField(Appointment.objects.none(), label=_("Shared by"), required=False)
    over_budget = forms.BooleanField(label=_("Save even if a fund goes over its budget"), required=False)
    why = forms.CharField(**WHY)
    helper = in_sections(
        Section(_("Who shares it"), "amount", "members", seen_by=SEEN_BY),
        Section(_("Funds of each share"), *fund_rows(), "over_budget"),
        Section(_("This change"), "why"),
    )

    def __init__(self, *args, pool, user, **kwargs):
        self.pool = pool
        self.held = list(pool.members.select_related("appointment").prefetch_related("allocations__source"))
        initial = {"amount": pool.amount, "members": [share.appointment_id for share in self.held]}
        first = self.held[0] if self.held else None
        initial |= initial_funds(first) if first else {}
        super().__init__(*args, funds=funds_for(user, first), initial=initial, **kwargs)
        rows = Appointment.objects.visible_to(user).standing().filter(position__school_year=pool.school_year)
        rows = rows.at(pool.site).with_people().order_by("person__family_name", "person__given_name", "pk")
        self.fields["members"].queryset = rows
        self.fields["members"].help_text = _(
            "At most %(most)s. Who leaves during the year stays ticked: the share is paid for the time served."
        ) % {"most": pool.max_members}
        self.fields["amount"].required = True
        self.fields["why"].required = bool(self.held)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        shares = self.allocations()
        checks = [lambda: rules.check_pool(self.pool, list(data["members"])), lambda: rules.check_allocations(shares)]
        for check in checks:
            try:
                check()
            except ValidationError as error:
                put_pay_errors(self, error)
        for pay, _shares in self.lines():
            if not self.errors:
                self.check_windows(pay, shares)
        return data

    def shares(self):
        """`[(appointment, dollars)]` as they would be saved."""
        return shares_of(self.cleaned_data["amount"], self.cleaned_data["members"])

    def lines(self):
        """The pay lines that saving would make, to be held against the funds."""
        spans = {share.appointment_id: share for share in self.held}
        found = []
        for row, part in self.shares() if "members" in self.cleaned_data else []:
            span = spans.get(row.pk, row)
            pay = Compensation(appointment=row, full_amount=part, start=span.start, end=span.end)
            found.append((pay, self.allocations()))
        return found

    def before(self):
        """The pay lines as they stand."""
        return [(share, list(share.allocations.all())) for share in self.held]

    def fingerprint(self):
        """What the shares rest on: saving asks that just these were shown."""
        keys = sorted(row.pk for row in self.cleaned_data["members"])
        return f"{self.cleaned_data['amount']:.2f}:{'-'.join(map(str, keys))}"
