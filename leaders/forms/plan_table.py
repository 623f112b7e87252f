"""All rows of a scenario's table together: what they change, and what is wrong with them."""

from django import forms
from django.utils.translation import gettext as _

from leaders.forms.people import WHY
from leaders.forms.planning import AtSite, NewPlaceForm, PlaceForm, PlannedFundForm, RoleForm
from leaders.planning.changes import Changes
from leaders.planning.checks import problems
from leaders.planning.named import Named
from leaders.planning.plan import Plan

BLANK = 2
MOST = 500  # positions on one page


class PlanTable(forms.Form):
    """The table as a form of its own: valid when every row is, and nothing of the plan would be refused."""

    why = forms.CharField(**WHY)

    def __init__(self, data, *, base, changes, user, site=None):
        """`site` is the key of the school whose positions are shown; the others stay as they are stored."""
        super().__init__(data)
        self.base, self.stored = base, changes
        self.sites = sorted({row.site for row in base.positions.values()}, key=lambda row: (row.name, row.pk))
        self.site = self._shown(site)
        typed = [text for name, text in (data or {}).items() if name.endswith("-filled_by")]
        self.named = Named(user, base, changes, typed)
        facts = {"data": data, "named": self.named}
        held, stored = base.holders, changes.new
        self.places = [
            PlaceForm(position=row, holders=held.get(row.pk, []), changes=changes, **facts)
            for row in base.positions.values()
            if self.site in (None, row.site)
        ]
        count = max(_count(data), len(stored) + BLANK)
        padded = [*stored, *[None] * (count - len(stored))]
        self.new = [NewPlaceForm(place=place, stored=row, **facts) for place, row in enumerate(padded)]
        self.roles = [RoleForm(role=row, changes=changes, **facts) for row in _roles(base, changes)]
        self.funds = [
            PlannedFundForm(fund=row, changes=changes, **facts)
            for row in self.named.funds.values()
            if row.is_open or row.pk in changes.funds
        ]
        self.blocked = []

    def _shown(self, site):
        """The school that is asked for; the first one where all positions together are too many for a page."""
        found = next((row for row in self.sites if str(row.pk) == site), None)
        return self.sites[0] if found is None and len(self.base.positions) > MOST else found

    @property
    def schools(self):
        """Names to choose from, offered once for all rows."""
        return sorted(self.named.label(row) for row in self.named.schools.values())

    @property
    def by_site(self):
        """The shown positions school by school, in their order."""
        found = {}
        for row in self.places:
            found.setdefault(row.position.site, []).append(row)
        return [AtSite(site, rows, len(found) == 1) for site, rows in found.items()]

    @property
    def parts(self):
        return [*self.places, *self.new, *self.roles, *self.funds]

    def clean(self):
        data = super().clean()
        self.made = self._made()
        if self._put(problems(self.made)):
            self.made = self._made()
        if self.mistakes():
            raise forms.ValidationError(_("Nothing was saved. Mend what is marked below."))
        return data

    def judged(self):
        """Whether the table was sent; its rows and the plan that they make have then been looked through."""
        self.full_clean()
        return self.is_bound

    def changes(self):
        """The `Changes` of all rows without a mistake; a row with one counts as not changed."""
        good = [part for part in self.parts if not part.errors]
        positions = [row for part in self._of(good, PlaceForm) if (row := part.change())]
        hidden = {} if self.site is None else self._hidden()
        return Changes(
            positions=hidden | {row.position_id: row for row in positions},
            new=[row for part in self._of(good, NewPlaceForm) if (row := part.change())],
            roles={row.role_id: row for part in self._of(good, RoleForm) if (row := part.change())},
            funds={row.fund_id: row for part in self._of(good, PlannedFundForm) if (row := part.change())},
            leaving=frozenset(key for part in self._of(good, PlaceForm) for key in part.leaving()) | self._leaving(),
        )

    def _hidden(self):
        """Stored changes of the positions that are not shown; what this year holds no more, no page could show."""
        shown = {part.position.pk for part in self.places}
        rows = self.stored.positions.items()
        return {key: row for key, row in rows if key in self.base.positions and key not in shown}

    def _leaving(self):
        """Who leaves a position that is not shown."""
        shown = {row.pk for part in self.places for row in part.holders}
        return (self.stored.leaving & self.base.usual.keys()) - shown if self.site else frozenset()

    @staticmethod
    def _of(parts, kind):
        return [part for part in parts if isinstance(part, kind)]

    def plan(self):
        """The `Plan` of the rows without a mistake, once the table was judged."""
        return self.made

    def _made(self):
        return Plan(self.base, self.changes())

    def mistakes(self):
        return [mistake for part in self.parts if part.is_bound for mistake in part.mistakes()]

    def _put(self, found):
        """Refusals stand at the rows that were changed; others are told, and stand in the way of applying only.

        Answers whether a row was refused.
        """
        kept = {part.position.pk: part for part in self.places}
        mine = [row for row in found if row.place.change and (row.place.old is None or row.place.old.pk in kept)]
        for problem in mine:
            place = problem.place
            part = kept[place.old.pk] if place.old else next(row for row in self.new if row.row is place.change)
            part.add_error(problem.field, problem.words)
        self.blocked = [problem.words for problem in found if problem not in mine]
        return bool(mine)


def _roles(base, changes):
    rows = {row.role_id: row.role for row in base.positions.values()}
    rows |= {key: row.role for key, row in changes.roles.items()} | {row.role_id: row.role for row in changes.new}
    return sorted(rows.values(), key=lambda role: (role.name, role.pk))


def _count(data):
    """How many rows of new positions were sent."""
    return sum(1 for name in (data or {}) if name.startswith("n") and name.endswith("-fte")) if data else 0
