"""Money: proration by time served, shares to the cent, split by fund."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaders import earning, measures
from leaders.models import Appointment, Compensation, FundingAllocation, Term

SEP, JUN = datetime.date(2026, 9, 1), datetime.date(2027, 6, 30)
DAY = datetime.timedelta(1)
MONEY = st.decimals(0, 100_000, places=2)
DATES = st.dates(SEP, JUN)


def stipend(amount="2900", proration="months", start=SEP, end=JUN):
    return Compensation(kind="annual_stipend", full_amount=Decimal(amount), start=start, end=end, proration=proration)


def term(start, end, on_leave=False):
    return Term(start=start, end=end, on_leave=on_leave, release_fte=0)


def test_case_23_five_of_ten_months_earn_half():
    served = [term(SEP, datetime.date(2027, 1, 31))]
    assert earning.earned(stipend(), served, SEP, JUN) == Decimal("1450.00")


def test_case_23_a_stipend_shared_by_three_loses_no_cent():
    parts = earning.share_equally(Decimal("5000.00"), 3)
    assert sum(parts) == Decimal("5000.00")
    assert max(parts) - min(parts) <= Decimal("0.01")


def test_leave_is_not_time_served():
    away = [term(SEP, datetime.date(2026, 12, 31)), term(datetime.date(2027, 1, 1), JUN, on_leave=True)]
    assert earning.earned(stipend("1000"), away, SEP, JUN) == Decimal("400.00")


def test_days_count_exactly_and_unprorated_pay_is_whole_from_the_first_day():
    half = [term(SEP, SEP + 9 * DAY)]
    ten_of_twenty = stipend("100", "days", SEP, SEP + 19 * DAY)
    assert earning.earned(ten_of_twenty, half, SEP, JUN) == Decimal("50.00")
    assert earning.earned(stipend("100", "none"), half, SEP, SEP) == Decimal("100.00")
    assert earning.earned(stipend("100", "none"), half, SEP + DAY, JUN) == Decimal("0.00")


@given(MONEY, DATES, DATES, DATES, st.sampled_from(["none", "months", "days"]))
def test_consecutive_spans_add_up_to_the_cent(amount, a, b, cut, proration):
    pay, served = stipend(amount, proration), [term(min(a, b), max(a, b))]
    whole = earning.earned(pay, served, SEP, JUN)
    assert earning.earned(pay, served, SEP, cut) + earning.earned(pay, served, cut + DAY, JUN) == whole
    assert 0 <= whole <= amount


@given(MONEY, st.lists(st.decimals("0.01", 100, places=2), min_size=1, max_size=9))
def test_shares_by_weight_always_sum_to_the_whole(amount, weights):
    assert sum(earning.share_by(amount, weights)) == amount


@given(MONEY)
def test_funds_share_every_cent(amount):
    shares = [FundingAllocation(percent=Decimal(p)) for p in ("33.33", "33.33", "33.34")]
    assert sum(part for _share, part in earning.by_fund(amount, shares)) == amount


@pytest.mark.django_db
def test_a_person_earns_by_fund_what_they_earn_in_all(paid_leader):
    person, year = paid_leader
    by_fund = measures.cost_by_fund(Appointment.objects.filter(person=person), *year)
    assert {source and source.code: amount for source, amount in by_fund.items()} == {
        "T2A": Decimal("4500.00"),
        "GEN": Decimal("3000.00"),
    }
    assert measures.earned_in(person, *year) == Decimal("7500.00")
