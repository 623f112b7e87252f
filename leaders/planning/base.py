"""This year's positions and the people in them: where every scenario begins."""

from collections import Counter, defaultdict
from functools import cached_property

from leaders import definition, measures, vacancies
from leaders.actions.rollover import usual_stay
from leaders.coverage import coverage
from leaders.models import Appointment, Position, School
from leaders.models.pay import UNPAID_KINDS


class Base:
    """Positions of one school year with who goes on in them; read in a number of queries that stays the same.

    Left out is who goes on in the next school year already: they are counted there.
    """

    def __init__(self, positions, appointments, district, year):
        self.district, self.year, self.visible = district, year, appointments
        self.last_day = district.school_year_dates(year + 1)[1]
        held = appointments.standing().filter(position__school_year=year)
        self.appointments = self._going_on(held, year)
        self.positions, self.holders = self._places(positions.in_year(year))
        self.usual = {row.pk: usual_stay(row, 1, self.last_day) for row in self.appointments}
        self.stem_shares = definition.stem_shares()

    def _going_on(self, held, year):
        done = held.continued_in(year + 1).order_by().values("pk")
        rows = held.exclude(pk__in=done).with_people().select_related("position__fund")
        rows = measures.with_money(rows).prefetch_related("position__other_sites")
        return list(rows.order_by("person__family_name", "person__given_name", "pk"))

    def _places(self, positions):
        """`(positions by key, those who hold each)`: held ones and vacant ones that are to be filled."""
        holders = defaultdict(list)
        for row in self.appointments:
            holders[row.position_id].append(row)
        vacant = vacancies.with_heads(positions.filter(is_open=True)).filter(heads=False)
        vacant = vacant.select_related("role", "site", "fund").prefetch_related("other_sites")
        rows = {row.position_id: row.position for row in self.appointments} | {row.pk: row for row in vacant}
        ordered = sorted(rows.values(), key=lambda row: (row.site.name, row.site_id, row.label, row.pk))
        return {row.pk: row for row in ordered}, holders

    @cached_property
    def coverage(self):
        """Who serves which school in the middle of this year; worked out once for all scenarios that are compared."""
        return coverage(self.visible, School.objects.open(), self.middle(self.year))

    def middle(self, year):
        first, last = self.district.school_year_dates(year)
        return first + (last - first) / 2

    @property
    def span(self):
        """First and last day that most people serve next year; the school year when nobody goes on."""
        spans = Counter((stay.start, stay.end) for stay in self.usual.values())
        common = spans.most_common(1)
        return common[0][0] if common else self.district.school_year_dates(self.year + 1)

    def pays(self, stay):
        """Whether somebody who stays is paid, apart from their release."""
        own = [line for line in stay.appointment.compensations.all() if not line.pool_id]
        return any(line.full_amount and line.kind not in UNPAID_KINDS for line in own)

    def stem_share(self, role):
        return self.stem_shares.get(role.pk, 0)


def base_of(user, district, year):
    """The base of what a user may see."""
    return Base(Position.objects.visible_to(user), Appointment.objects.visible_to(user), district, year)
