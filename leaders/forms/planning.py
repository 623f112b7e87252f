"""The table of a scenario: small forms for positions, new positions, roles and funds, pre-filled with this year."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from config.pickers import as_typed
from leaders.forms.funding import dollars
from leaders.models import ScenarioFund, ScenarioPosition, ScenarioRole
from leaders.planning.changes import differs


def plain(fte):
    """0.400 as people type it: 0.4."""
    return f"{fte.normalize():f}"


def fte_field():
    return forms.DecimalField(label=_("FTE"), min_value=0, max_value=1, max_digits=4, decimal_places=3, required=False)


@dataclass(frozen=True)
class Box:
    """One field of a row as the template writes it: hundreds of rows are too many for the forms' own widgets."""

    name: str
    label: str
    value: object
    errors: list

    @property
    def id(self):
        return f"id_{self.name}"

    @property
    def key(self):
        return str(self.value or "")

    @property
    def is_on(self):
        return self.value not in (None, "", False)


class Part(forms.Form):
    """One row of the table; `named` finds schools and people by what was typed."""

    def __init__(self, *args, named, **kwargs):
        self.named = named
        super().__init__(*args, **kwargs)

    def box(self, name):
        html_name, field = self.add_prefix(name), self.fields[name]
        value = self.data.get(html_name) if self.is_bound else self.initial.get(name, field.initial)
        return Box(html_name, field.label, value, self.errors.get(name, []) if self.is_bound else [])

    @property
    def boxes(self):
        return {name: self.box(name) for name in self.fields}

    def clean_site(self):
        return self.named.school(self.cleaned_data["site"])

    def clean_filled_by(self):
        return self.named.person(self.cleaned_data["filled_by"])

    def mistakes(self):
        """`[(id of the field, what is wrong)]`, for the summary of the page."""
        boxes = [self.box(name) for name in self.errors]
        return [(box.id, f"{self}, {box.label}: {' '.join(box.errors)}") for box in boxes]


class PlaceForm(Part):
    """One position of this year: where it goes, with what FTE, who leaves it, who comes, or that it is closed."""

    site = forms.CharField(label=_("School"), required=False)
    fte = fte_field()
    filled_by = forms.CharField(label=_("Filled by"), required=False)
    is_closed = forms.BooleanField(label=_("Close"), required=False)

    def __init__(self, *args, position, holders, changes, **kwargs):
        self.position, self.holders = position, holders
        self.stored = changes.positions.get(position.pk)
        super().__init__(*args, prefix=f"p{position.pk}", **kwargs)
        stored = self.stored or ScenarioPosition()
        self.initial |= {
            "site": self.named.label(stored.site or position.site),
            "fte": plain(position.fte if stored.fte is None else stored.fte),
            "filled_by": as_typed(stored.filled_by) if stored.filled_by else "",
            "is_closed": stored.is_closed,
        }
        for row in holders:
            if row.person.is_active:
                leaves = row.pk in changes.leaving
                self.fields[f"leaves_{row.pk}"] = forms.BooleanField(label=_("leaves"), required=False, initial=leaves)

    def __str__(self):
        return f"{self.position.label}, {self.position.site}"

    def people(self):
        """`[(appointment, the box of its leaving)]`; no box for who left the district."""
        names = [(row, f"leaves_{row.pk}") for row in self.holders]
        return [(row, self.box(name) if name in self.fields else None) for row, name in names]

    @property
    def is_planned(self):
        """Whether the scenario, or what was just typed, says anything here."""
        if self.is_bound:
            return bool(self.errors or self.change() or self.leaving())
        return bool(self.stored or any(box and box.is_on for _held, box in self.people()))

    def leaving(self):
        return [row.pk for row in self.holders if self.cleaned_data.get(f"leaves_{row.pk}")]

    def change(self):
        """The unsaved row that says what differs; None when nothing does. What is left empty stays as it is."""
        data, old = self.cleaned_data, self.position
        row = ScenarioPosition(position=old, seen_version=old.version, is_closed=data["is_closed"])
        if data["site"] and data["site"].pk != old.site_id:
            row.site = data["site"]
        if data["fte"] is not None and data["fte"] != old.fte:
            row.fte = data["fte"]
        row.filled_by = data["filled_by"]
        return row if differs(row) else None


@dataclass(frozen=True)
class AtSite:
    """The positions of one school: folded away while nothing is planned there and other schools are on the page."""

    site: object
    rows: list
    is_alone: bool

    @property
    def is_open(self):
        return self.is_alone or any(row.is_planned for row in self.rows)

    @property
    def vacant(self):
        """How many of them nobody holds."""
        return sum(not row.holders for row in self.rows)


class NewPlaceForm(Part):
    """A position that the scenario adds; a row that is left empty adds none."""

    role = forms.TypedChoiceField(label=_("Role"), required=False, empty_value=None)
    site = forms.CharField(label=_("School"), required=False)
    fte = fte_field()
    amount = dollars(_("Pay for the year ($)"))
    fund = forms.TypedChoiceField(label=_("Fund"), required=False, empty_value=None)
    filled_by = forms.CharField(label=_("Filled by"), required=False)
    drop = forms.BooleanField(label=_("Remove"), required=False)

    def __init__(self, *args, place, stored, **kwargs):
        super().__init__(*args, prefix=f"n{place}", **kwargs)
        self.number, self.row, self.is_stored = place + 1, None, stored is not None
        for name, rows in (("role", self.named.roles), ("fund", self.named.funds)):
            self.fields[name].choices = [("", "—"), *[(key, str(row)) for key, row in rows.items()]]
            self.fields[name].coerce = lambda key, rows=rows: rows[int(key)]
        if stored:
            self.initial |= {
                "role": stored.role_id,
                "site": self.named.label(stored.site),
                "fte": plain(stored.fte),
                "amount": stored.amount,
                "fund": stored.fund_id,
                "filled_by": as_typed(stored.filled_by) if stored.filled_by else "",
            }

    def __str__(self):
        return str(_("New position %(number)s") % {"number": self.number})

    def clean(self):
        data = super().clean()
        if not data.get("drop") and any(data.get(name) not in (None, "") for name in self.fields if name != "drop"):
            for name in ("role", "site", "fte"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("A new position needs its role, school and FTE."))
        return data

    def change(self):
        data = self.cleaned_data
        if data["drop"] or data["role"] is None:
            return None
        names = ("role", "site", "fte", "amount", "fund", "filled_by")
        self.row = ScenarioPosition(**{name: data[name] for name in names})
        return self.row


class RoleForm(Part):
    """The annual stipend of a role: another amount, or some percent more or less."""

    amount = dollars(_("New stipend ($)"))
    percent = forms.DecimalField(
        label=_("or percent"), min_value=-100, max_value=100, max_digits=5, decimal_places=2, required=False
    )

    def __init__(self, *args, role, changes, **kwargs):
        self.role = role
        super().__init__(*args, prefix=f"r{role.pk}", **kwargs)
        if stored := changes.roles.get(role.pk):
            self.initial |= {"amount": stored.amount, "percent": stored.percent}

    def __str__(self):
        return str(self.role)

    def clean(self):
        data = super().clean()
        if data.get("amount") is not None and data.get("percent") is not None:
            self.add_error("percent", _("Give an amount or a percent, not both."))
        return data

    def change(self):
        amount, percent = self.cleaned_data["amount"], self.cleaned_data["percent"]
        return ScenarioRole(role=self.role, amount=amount, percent=percent) if amount is not None or percent else None


class PlannedFundForm(Part):
    """A fund: whether it pays no more next year, or has another budget."""

    budget = dollars(_("Budget ($)"), digits=14)
    is_closed = forms.BooleanField(label=_("Close"), required=False)

    def __init__(self, *args, fund, changes, **kwargs):
        self.fund = fund
        super().__init__(*args, prefix=f"f{fund.pk}", **kwargs)
        stored = changes.funds.get(fund.pk) or ScenarioFund()
        budget = fund.budget if stored.budget is None else stored.budget
        self.initial |= {"budget": budget, "is_closed": stored.is_closed}

    def __str__(self):
        return str(self.fund)

    def change(self):
        budget, closed = self.cleaned_data["budget"], self.cleaned_data["is_closed"]
        row = ScenarioFund(fund=self.fund, is_closed=closed, budget=None if budget == self.fund.budget else budget)
        return row if closed or row.budget is not None else None
