"""A district made by dice for the board report: two school years, with the edge cases of domain.md §7 among them.

Leave, amended terms, split stipends and funds, positions at several schools, group sessions with unnamed participants,
diverted duty, drafts, summer work, retired roles, and appointments that count for nothing.
"""

import datetime
import random
from decimal import Decimal

from leaders import committed
from leaders.models import District, FormerKind, FundingAllocation, School, StipendPool, Term
from responsibilities.models import Activity, Category, Commitment, CommittedShare, Support, UsualPromise, UsualShare
from responsibilities.rollups.rebuilding import rebuild
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    CompensationFactory,
    CycleFactory,
    EnrollmentFactory,
    FundingSourceFactory,
    GoalFactory,
    IndicatorFactory,
    MeasurementFactory,
    PersonFactory,
    PositionFactory,
    RoleFactory,
    SchoolFactory,
)

YEARS = (2026, 2027)
SHARED = (30, 31, 32)
HOLDERS = 22  # appointments of a school year
PLACES = [("elementary", True), ("elementary", True), ("elementary", False), ("middle", True), ("high", False)]
GRADES = {"elementary": (-1, 5), "middle": (6, 8), "high": (9, 12)}
SHARES = [{"mathematics": 100}, {"physics": 60, "algebra": 40}, {"mathematics": 50, "literacy": 50}, {"robotics": 100}]
NOT_COUNTED = [{"is_formal": False}, {"serves": "students_only"}, {"shares": {"literacy": 100}}]
STATUSES = ["completed", "enrolled", "accepted", "withdrawn", "applied", "waitlisted"]


def day(year, month, number=1):
    """A date in the school year that ends in `year`."""
    return datetime.date(year - (month >= 7), month, number)


class DistrictByDice:
    """All of it, made once; the dice are the same each time."""

    def __init__(self, seed=5):
        self.dice = random.Random(seed)
        District.objects.create(pk=1, name="Test District")
        self.office = SchoolFactory(kind=School.Kind.DISTRICT_OFFICE, level="", lowest_grade=None, highest_grade=None)
        self.schools = [self._school(*place) for place in PLACES]
        self.roles = [
            RoleFactory(shares=shares, last_year=2026 if at == 3 else None) for at, shares in enumerate(SHARES)
        ]
        self.funds = [FundingSourceFactory(kind=kind) for kind in ("general", "title_ii_a", "state", "private_grant")]
        self.teachers = [PersonFactory(home_school=self.dice.choice(self.schools)) for _each in range(60)]
        self.categories = list(Category.objects.all())
        self.appointments = [self.appoint(at, year) for year in YEARS for at in range(HOLDERS)]
        self._count_for_nothing()
        self._pay()
        self._promise()
        self.log(600)
        self._coach()
        self._develop()
        self._goals()

    def _school(self, level, title):
        low, high = GRADES[level]
        facts = {"level": level, "title_i": title, "lowest_grade": low, "highest_grade": high}
        return SchoolFactory(eligible_teachers=self.dice.randint(10, 40), **facts)

    def appoint(self, at, year):
        """An appointment; its number decides role, site and terms."""
        role = self.roles[at % len(self.roles) if year == 2026 or at % 4 < 3 else 0]
        site = self.office if at in (0, 12) else self.schools[(at * 2 + at // 5) % len(self.schools)]
        position = PositionFactory(role=role, site=site, school_year=year, lowest_grade=3 if at % 5 == 1 else None)
        if at % 6 in (0, 2) and at:
            position.other_sites.set(self.dice.sample(self.schools, 2))
        release = self.dice.choice(["0.200", "0.333", "0.500", "1.000"]) if at % 4 else "0.000"
        start = day(year, 8) if at % 3 else day(year, 9, 15)
        end = day(year, 6, 30) if at % 4 else day(year, 4, 12)
        leave = (day(year, 10), day(year, 12, 31)) if at in (4, 9) else None
        person = self.teachers[at if at < HOLDERS - 2 else at + year % 2]
        row = AppointmentFactory(person=person, position=position, start=start, end=end, release=release, leave=leave)
        if at in (5, 15):
            self._amend(row, day(year, 1, 20))
        return row

    def _amend(self, row, since):
        """From a day on another release: the old term is retired, two take its place."""
        term = row.terms.get()
        Term.objects.filter(pk=term.pk).update(retired_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
        before = since - datetime.timedelta(days=1)
        for start, end, release in ((term.start, before, term.release_fte), (since, term.end, Decimal("0.750"))):
            Term.objects.create(appointment=row, start=start, end=end, release_fte=release)

    def _count_for_nothing(self):
        """Roles and people that fail the definition, and appointments that were not approved."""
        span = {"start": day(2027, 8), "end": day(2027, 6, 30), "position__school_year": 2027}
        span["person__home_school"] = self.schools[0]
        for facts in NOT_COUNTED:
            AppointmentFactory(position__role=RoleFactory(**facts), position__site=self.schools[0], **span)
        at_school = {"position__role": self.roles[0], "position__site": self.schools[1]}
        for status in ("proposed", "withdrawn"):
            row = AppointmentFactory(status=status, **at_school, **span)
            CompensationFactory(appointment=row, full_amount=Decimal("1234.56"))
        AppointmentFactory(release=0, **at_school, **span)  # formal, uncompensated
        AppointmentFactory(person__staff_kind="administrator", **at_school, **span)
        changed = AppointmentFactory(person__staff_kind="administrator", **at_school, **span)
        FormerKind.objects.create(person=changed.person, kind="teacher", until=day(2027, 12, 31))
        AppointmentFactory(person__is_active=False, person__left_on=day(2026, 3, 1), **at_school, **span)

    def _pay(self):
        """Stipends by months, days and not prorated; a pool split in three; funds split, and some not yet allocated."""
        pool = StipendPool.objects.create(name="Shared", school_year=2027, site=self.schools[0], amount=Decimal(5000))
        parts = [Decimal("1666.67"), Decimal("1666.66"), Decimal("1666.67")]
        for at, row in enumerate(self.appointments):
            if at % HOLDERS == 4:  # release alone
                continue
            shared = at in SHARED
            amount = parts[SHARED.index(at)] if shared else Decimal(self.dice.randint(100000, 900000)) / 100
            pay = CompensationFactory(
                appointment=row,
                full_amount=amount,
                proration=self.dice.choice(["months", "days", "none"]),
                pool=pool if shared else None,
            )
            if at % 7:
                self._allocate(pay, at)

    def _allocate(self, pay, at):
        first, second = self.funds[at % 2], self.funds[2 if at % 5 else 3]
        shares = {first: Decimal("33.33"), second: Decimal("66.67")} if at % 3 == 0 else {first: Decimal(100)}
        for fund, percent in shares.items():
            FundingAllocation.objects.create(compensation=pay, source=fund, percent=percent)

    def _promise(self):
        first, second, third = self.categories[:3]
        usual = UsualPromise.objects.create(role=self.roles[0])
        for category, percent in ((first, 70), (second, 30)):
            UsualShare.objects.create(promise=usual, category=category, percent=percent)
        for at, row in enumerate(self.appointments):
            if at % 2:
                for start, percent in (
                    (row.start, Decimal("62.50")),
                    (row.start + datetime.timedelta(60), Decimal(40)),
                ):
                    agreed = Commitment.objects.create(appointment=row, start=start)
                    for category, share in ((first, percent), (third, 100 - percent)):
                        CommittedShare.objects.create(commitment=agreed, category=category, percent=share)

    def log(self, count, year=None):
        """Entries of the log in both years, or in one; the sums follow from them."""
        rows, supports = [], []
        for _each in range(count):
            row, people = self._entry(year or self.dice.choice(YEARS))
            rows.append(row)
            supports += [Support(activity=row, person=one, school=one.home_school, date=row.date) for one in people]
        Activity.objects.bulk_create(rows)
        Support.objects.bulk_create(supports)
        rebuild()
        committed.rebuild()

    def _entry(self, year):
        own = [row for row in self.appointments if row.position.school_year == year]
        appointment = self.dice.choice(own)
        rare = self.dice.random() < 0.85
        category = self.dice.choice([*self.categories[:4], self.categories[-1]] if rare else self.categories)
        some = self.dice.sample(self.teachers, self.dice.choice([0, 1, 1, 2, 5])) if not category.is_diverted else []
        unnamed = self.dice.choice([0, 3]) if len(some) > 1 else 0
        status = self.dice.choice(["submitted", "submitted", "approved", "returned", "planned", "draft"])
        row = Activity(
            leader=appointment.person,
            appointment=appointment,
            date=day(year, self.dice.choice([8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]), self.dice.randint(1, 28)),
            minutes=15 * self.dice.randint(1, 16),
            school_year=year,
            category=category,
            kind="co_plan",
            contact=("none", "one_on_one", "group")[min(len(some), 2)],
            participants=len(some) + unnamed,
            unnamed=unnamed,
            site=appointment.position.site,
            in_contract=self.dice.random() < 0.8,
            status=status,
            returned_why="Mend" if status == "returned" else "",
        )
        if self.dice.random() < 0.05:  # summer work that belongs to the school year before
            row.date = datetime.date(year, 7, self.dice.randint(1, 28))
        return row, some

    def coach(self, year, count, status):
        """Coaching cycles of a school year with different teachers."""
        own = [row for row in self.appointments if row.position.school_year == year]
        for at in range(count):
            end = day(year, 5, 1 + at) if status in ("completed", "stopped") else None
            facts = {"status": status, "end": end, "start": day(year, 9 if at % 3 else 8, 1 + at % 20)}
            why = "leave" if status == "stopped" else ""
            teacher = PersonFactory(home_school=self.schools[at % 5])
            CycleFactory(appointment=own[at % len(own)], teacher=teacher, status_why=why, **facts)

    def _coach(self):
        for year, completed, stopped in ((2026, 12, 6), (2027, 9, 2)):
            self.coach(year, completed, "completed")
            self.coach(year, stopped, "stopped")
        self.coach(2027, 8, "running")

    def _develop(self):
        for year in (2025, *YEARS):
            for at in range(2):
                span = {"start": day(year, 8), "end": day(year, 6, 30 - at)}
                cost = Decimal("512.25") if at else None
                cohort = CohortFactory(capacity=60, cost_per_seat=cost, school_year=year, **span)
                people = [*self.teachers[at * 3 : at * 3 + 24]]
                for place, person in enumerate(people):
                    status = STATUSES[self.dice.choice([0, 0, 0, 1, 1, 2, 3, 3, 4, 5])]
                    participant = "current" if place < 12 else ("aspiring", "other")[place % 2]
                    EnrollmentFactory(cohort=cohort, person=person, status=status, participant=participant)

    def _goals(self):
        for value, people in ((80, 40), (75, 12), (50, 3), (42, None)):
            MeasurementFactory(indicator=IndicatorFactory(goal=GoalFactory()), value=value, people=people)
        GoalFactory(first_year=2026, last_year=2026)
