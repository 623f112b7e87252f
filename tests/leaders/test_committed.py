"""What is kept of committed dollars equals a reckoning anew, to the cent, whatever actions came before."""

import datetime
import random
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from leaders import commitments, committed, measures
from leaders.actions import appointments, pay, pools, terms
from leaders.actions.appointments import Offer
from leaders.actions.district import save_district
from leaders.models import Appointment, Committed, Compensation, District, FundingAllocation, FundingSource, StipendPool
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
    allocate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
START, END = datetime.date(2026, 8, 1), datetime.date(2027, 6, 30)
YEARS = (2026, 2027, 2028)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 7, 24, 18, tzinfo=datetime.UTC))


def reckoned(year):
    """The old way: every pay line of every appointment that touches the fiscal year, prorated and split anew."""
    span = District.stored().fiscal_year_dates(year)
    found = measures.cost_by_fund(Appointment.objects.standing().touching(*span), *span)
    return {fund: dollars for fund, dollars in found.items() if dollars}


class Staffing:
    """Random changes through the actions, each a method."""

    def __init__(self, by, seed):
        self.by, self.dice = by, random.Random(seed)
        self.funds = FundingSourceFactory.create_batch(3)
        self.site = SchoolFactory()
        self.pool = StipendPool.objects.create(name="Team", school_year=2027, site=self.site, amount=Decimal("1000.01"))
        for _each in range(3):
            self.propose()

    def some(self):
        rows = Appointment.objects.standing().order_by("pk")
        return self.dice.choice(rows)

    def day(self, row):
        return row.start + self.dice.randint(1, max(1, (row.end - row.start).days - 1)) * DAY

    def shares(self):
        parts = self.dice.choice([[], [Decimal(100)], [Decimal("33.33"), Decimal("66.67")], [40, 35, 25]])
        return [FundingAllocation(source=fund, percent=part) for fund, part in zip(self.funds, parts, strict=False)]

    def line(self, start, end):
        amount = Decimal(self.dice.randint(1, 900_000)) / 100
        kept = self.dice.choice(["none", "months", "days"])
        return Compensation(kind="annual_stipend", full_amount=amount, start=start, end=end, proration=kept)

    def propose(self):
        place = PositionFactory(site=self.site, school_year=2027, fte=1)
        lines = [(self.line(START, END), self.shares())]
        offer = Offer(PersonFactory(), place, START, END, Decimal("0.2"), "partial_release", pay=lines)
        appointments.propose(offer=offer, by=self.by)

    def take_leave(self):
        row = self.some()
        first = self.day(row)
        terms.take_leave(appointment=row, by=self.by, reason="Leave", start=first, end=min(first + 40 * DAY, row.end))

    def amend(self):
        row = self.some()
        terms.amend(appointment=row, by=self.by, reason="More", start=self.day(row), release_fte=Decimal("0.3"))

    def end_early(self):
        row = self.some()
        terms.end_early(appointment=row, by=self.by, reason="Moves", end=self.day(row))

    def extend(self):
        row = self.some()
        terms.extend(appointment=row, by=self.by, reason="Stays", end=row.end + 9 * DAY)

    def add(self):
        row = self.some()
        pay.add_pay(appointment=row, lines=[(self.line(row.start, row.end), self.shares())], by=self.by)

    def change(self):
        line = self.dice.choice(Compensation.objects.filter(pool=None).order_by("pk"))
        line.full_amount += Decimal("0.01")
        pay.change_pay(compensation=line, allocations=self.shares(), by=self.by, reason="Contract")

    def remove(self):
        line = self.dice.choice(Compensation.objects.order_by("pk"))
        pay.remove_pay(compensation=line, by=self.by, reason="Wrong")

    def share(self):
        rows = list(Appointment.objects.standing().order_by("pk"))
        some = self.dice.sample(rows, min(3, len(rows)))
        pools.share_pool(pool=self.pool, appointments=some, by=self.by, allocations=self.shares(), reason="Team")

    def withdraw(self):
        appointments.withdraw(appointment=self.some(), by=self.by, reason="Declined")

    def move_the_fiscal_year(self):
        district = District.stored()
        district.fiscal_year_start_month = self.dice.choice([1, 7, 9])
        save_district(district=district, by=self.by)


CHANGES = [name for name in vars(Staffing) if name not in {"some", "day", "shares", "line"} and name[0] != "_"]


@pytest.mark.parametrize("seed", [1, 2])
def test_kept_dollars_are_those_reckoned_anew_after_any_changes(coordinator, seed):
    staffing, done = Staffing(coordinator, seed), set()
    for _step in range(30):
        name = staffing.dice.choice(CHANGES)
        try:
            getattr(staffing, name)()
            done.add(name)
        except (ValidationError, IndexError):
            continue
        assert committed.check() == [], name
    for year in YEARS:
        assert commitments.by_fund(District.stored(), year) == reckoned(year)
    assert len(done) > len(CHANGES) // 2


def test_what_differs_is_told_and_set_right():
    FundingSourceFactory(code="GEN")
    line = CompensationFactory(full_amount="100.00", appointment__start=START, appointment__end=END)
    allocate(line, GEN=100)
    Committed.objects.update(dollars="99.99")
    with pytest.raises(CommandError, match="--rebuild"):
        call_command("commitments", "--check", stdout=(told := StringIO()))
    assert "kept 99.99, reckoned 100.00" in told.getvalue()
    call_command("commitments", "--rebuild", stdout=StringIO())
    call_command("commitments", "--check", stdout=(told := StringIO()))
    assert "agree" in told.getvalue()


def test_each_line_is_split_by_fund_and_fiscal_year():
    """$1,200 by months over January to December, 60 to 40: half of it in either fiscal year."""
    for code in ("A", "B"):
        FundingSourceFactory(code=code)
    first, last = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
    row = AppointmentFactory(start=first, end=last, position__school_year=2026)
    allocate(CompensationFactory(appointment=row, full_amount=1200, start=first, end=last), A=60, B=40)
    found = Committed.objects.order_by("fiscal_year", "source__code").values_list(
        "fiscal_year", "source__code", "dollars"
    )
    assert list(found) == [(2026, "A", 360), (2026, "B", 240), (2027, "A", 360), (2027, "B", 240)]


def test_a_failing_last_write_keeps_what_was(coordinator):
    line = CompensationFactory(appointment__start=START, appointment__end=END)
    before = list(Committed.objects.values())
    line.full_amount = 1
    shares = [FundingAllocation(source=FundingSourceFactory(), percent=100, account_code="x" * 61)]
    with pytest.raises(ValidationError):
        pay.change_pay(compensation=line, allocations=shares, by=coordinator, reason="Contract")
    assert list(Committed.objects.values()) == before
    assert FundingSource.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_committed_dollars_are_read_in_one_query(rows, django_assert_num_queries):
    for fund in FundingSourceFactory.create_batch(rows):
        allocate(CompensationFactory(), **{fund.code: 100})
    with django_assert_num_queries(1):
        assert len(commitments.of_years([2027])) == rows
