"""Schools, people, roles and funds by what was typed into the table of a scenario: looked up once for all its rows."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from config.pickers import NUMBERED, as_typed
from leaders.models import FundingSource, Person, Role, School, folded

SUGGESTED = 5


class Named:
    """Finds records by name for a user; people typed as “Name #12” cost one query together, others one each."""

    def __init__(self, user, base, changes, typed=()):
        self.people_url = reverse("leaders:person-picker")
        schools = {row.pk: row for row in School.objects.visible_to(user).open()}
        self.schools = {row.site_id: row.site for row in base.positions.values()} | schools
        names = Counter(folded(row.name) for row in self.schools.values())
        self.twins = {name for name, count in names.items() if count > 1}
        self.by_label = {folded(self.label(row)): row for row in self.schools.values()}
        self.roles = {row.pk: row for row in Role.objects.visible_to(user).offered_in(base.year + 1)}
        self.funds = {row.pk: row for row in FundingSource.objects.visible_to(user)}
        self.roles |= {row.role_id: row.role for row in changes.new}
        self.staff = Person.objects.visible_to(user).active()
        self.people = self.staff.in_bulk({int(found[1]) for text in typed if (found := NUMBERED.search(text))})

    def label(self, school):
        """The name of a school; with its number where two have the same."""
        return as_typed(school) if folded(school.name) in self.twins else school.name

    def school(self, text):
        if not text:
            return None
        if found := self.by_label.get(folded(text)):
            return found
        raise ValidationError(_("No open school has this name. Choose one from the list."))

    def person(self, text):
        if not text:
            return None
        if found := NUMBERED.search(text):
            rows = [row for row in [self.people.get(int(found[1]))] if row]
        else:
            rows = list(self.staff.matching(text)[: SUGGESTED + 1])
        if len(rows) == 1:
            return rows[0]
        if rows:
            names = ", ".join(as_typed(row) for row in rows[:SUGGESTED])
            raise ValidationError(_("Several fit. Type one of them: %(names)s.") % {"names": names})
        raise ValidationError(_("Nobody who works here has this name or number. Type a part of the name."))
