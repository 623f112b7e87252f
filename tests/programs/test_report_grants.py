"""Reports for grants and the state: their figures, who sees what, and that more rows cost no more queries."""

import datetime
from decimal import Decimal

import pytest

from leaders.models import FundingSource
from programs.reports.document import HIDDEN
from tests.derivable import Knowledge
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    CohortFactory,
    CompensationFactory,
    ContextFactorFactory,
    EnrollmentFactory,
    FundingSourceFactory,
    GoalFactory,
    IndicatorFactory,
    LogicStepFactory,
    MeasurementFactory,
    PersonFactory,
    ProgramFactory,
    UserFactory,
    allocate,
)
from tests.programs.test_report_documents import keys, lines

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TITLE_II_A, GRANT, YEAR = "/reports/title-ii-a/", "/reports/grant/", "/reports/end-of-year/"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 18, tzinfo=datetime.UTC))


@pytest.fixture
def read(client):
    """Opens a report as a kind of user: its document."""

    def opened(kind, address):
        client.force_login(UserFactory(kind=kind))
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.context["document"]

    return opened


def paid(*minutes, dollars=1000, share=100, **facts):
    """Somebody whose pay comes from fund T2A, in part or whole, with time in coaching."""
    row = AppointmentFactory(position__school_year=2027, **facts)
    pay = CompensationFactory(appointment=row, full_amount=Decimal(dollars))
    allocate(pay, **({"T2A": share} | ({"GEN": 100 - share} if share < 100 else {})))
    for each in minutes:
        ActivityFactory(appointment=row, minutes=each, supported=[PersonFactory(home_school=row.position.site)])
    return row


@pytest.fixture
def _funds():
    FundingSourceFactory(code="T2A", name="Title II", kind="title_ii_a", budget=Decimal(5000))
    FundingSourceFactory(code="GEN")


@pytest.mark.usefixtures("_funds")
def test_title_ii_a_money_is_spread_over_what_those_who_are_paid_did(read):
    row = paid(60, 30, position__role__name="Math coach")
    ActivityFactory(appointment=row, minutes=30, code="diverted_duty", kind="duty")
    paid(dollars=600, share=60, position__role__name="Science coach")
    paid_otherwise = AppointmentFactory()
    ActivityFactory(appointment=paid_otherwise, minutes=600)
    found = read("business_office", TITLE_II_A)
    assert lines(found, "funds")["T2A Title II"][2:] == [
        Decimal(5000),
        Decimal("1360"),
        Decimal("3640"),
        Decimal("27.2"),
    ]
    assert lines(found, "roles")["Science coach"] == [1, 1, 1, Decimal("360.00")]
    assert lines(found, "bought") == {
        "Coaching and modeling": [90, 90, 90, Decimal("750.00")],
        "Diverted duty": [30, 0, 0, Decimal("250.00")],
        "No time logged yet": [0, 0, 0, Decimal("360.00")],
        "All": [120, 90, 90, Decimal("1360.00")],
    }
    assert lines(found, "reached")["All supported teachers"] == [2]
    assert [stat.value for stat in found.stats][1:] == [2, 2, Decimal("0.732"), 2]


def test_title_ii_a_is_for_who_sees_money(client, read):
    client.force_login(UserFactory(kind="viewer"))
    assert client.get(TITLE_II_A).status_code == 404
    assert read("coordinator", TITLE_II_A).figures == []


@pytest.mark.usefixtures("_funds")
def test_seats_that_title_ii_a_pays_stand_apart_from_pay(read):
    cohort = CohortFactory(cost_per_seat=Decimal(200), fund=FundingSource.objects.get(code="T2A"))
    EnrollmentFactory(cohort=cohort)
    found = read("coordinator", TITLE_II_A)
    assert lines(found, "seats")["All cohorts"] == [1, None, Decimal(200)]
    assert lines(found, "funds")["All funds"][3] == 0


def measured(goal, value, people=40, **facts):
    return MeasurementFactory(indicator=IndicatorFactory(goal=goal, **facts), value=value, people=people)


def seated(name, people, status="completed", participant="current", **facts):
    cohort = CohortFactory(program=ProgramFactory(name=name), **facts)
    for _each in range(people):
        EnrollmentFactory(cohort=cohort, status=status, participant=participant)
    return cohort


def test_end_of_year_says_how_far_each_goal_is(read):
    measured(GoalFactory(title="Reach"), 80, title="Coached")
    measured(GoalFactory(title="Hours"), 50)
    GoalFactory(title="Later", first_year=2028)
    LogicStepFactory(program=seated("Academy", 6).program, text="Two coaches")
    found = read("coordinator", YEAR)
    assert lines(found, "verdicts") == {
        "fully met": [1],
        "mostly met": [0],
        "partly met": [1],
        "not met": [0],
        "All goals": [2],
    }
    assert lines(found, "goals")["Hours"][:4] == ["the whole district", "partly met", Decimal("25.0"), 1]
    assert lines(found, "indicators")["Coached"][3:9] == [40, "2024–25", 80, "2027–28", 80, Decimal("100.0")]
    assert lines(found, "programs")["Academy"] == [1, 20, 6, 6, 0, 6, 0, Decimal("100.0")]
    assert lines(found, "logic")["Academy"] == ["Inputs", "Two coaches", None]


def followed_from(programs):
    """What a reader works out from the table of programs: columns add up, and so do both kinds of seats."""
    known, total = Knowledge(), programs.pop("All programs")
    for column in range(2, 7):
        known.table(column, 2027, {name: row[column] for name, row in programs.items()}, total[column])
    for name in [*programs, "total"]:
        known.sums((2, 2027, name), [(3, 2027, name), (4, 2027, name)])
    return known.solved()


def test_what_is_about_few_people_is_hidden_from_everyone_else(read):
    measured(GoalFactory(title="Reach"), 80, people=4, title="Coached")
    seated("Academy", 4)
    seated("Institute", 7)
    seated("Network", 20)
    for address in (YEAR, GRANT):
        for kind, choice in (("viewer", ""), ("coordinator", "?everyone=on")):
            found = read(kind, address + choice)
            assert found.is_aggregate
            assert lines(found, "goals")["Reach"][1:3] == [HIDDEN, HIDDEN]
            assert lines(found, "indicators")["Coached"][-3:-1] == [HIDDEN, HIDDEN]
            programs = lines(found, "programs")
            assert [programs[name][3] for name in ("Academy", "Institute", "Network")] == [HIDDEN, 7, HIDDEN]
            assert programs["All programs"][2:4] == [31, 31]
            assert followed_from(programs) == {}
    assert not read("coordinator", YEAR).is_aggregate


def test_a_grant_has_its_programs_goals_and_for_who_sees_money_its_spending(read):
    fund = FundingSourceFactory(code="NSF", budget=Decimal(10_000))
    allocate(CompensationFactory(full_amount=Decimal(1500)), NSF=100)
    cohort = seated("Academy", 5, cost_per_seat=Decimal(100), fund=fund)
    other = seated("Network", 2)
    measured(GoalFactory(title="Ours", program=cohort.program), 80)
    GoalFactory(title="Theirs", program=other.program)
    seated("Academy of 2025", 5, start=datetime.date(2025, 8, 1), end=datetime.date(2026, 6, 30))
    for choice in (f"?fund={fund.pk}", f"?program={cohort.program_id}"):
        found = read("coordinator", GRANT + choice)
        assert [*lines(found, "programs")] == ["Academy"]
        assert [*lines(found, "goals")] == ["Ours"]
        assert found.figures[-1].rows == [
            ["NSF General fund", Decimal(10_000), Decimal("1500.00"), Decimal(500), Decimal("8000.00"), Decimal("20.0")]
        ]
    assert lines(read("coordinator", GRANT), "later") == {"2025–26": [5, Decimal("0.0"), None, None]}
    seen = read("viewer", GRANT)
    assert "spending" not in keys(seen)
    assert len(lines(seen, "cohorts")["All cohorts"]) == 4


@pytest.mark.usefixtures("_funds")
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "kind", "queries"),
    [(TITLE_II_A, "business_office", 15), (GRANT, "coordinator", 18), (YEAR, "viewer", 14)],
)
def test_more_rows_cost_no_more_queries(client, rows, address, kind, queries, django_assert_num_queries):
    for number in range(rows):
        paid(60, 30)
        cohort = seated(f"Program {number}", rows, cost_per_seat=Decimal(1), fund=FundingSource.objects.get(code="T2A"))
        for _each in range(rows):
            measured(GoalFactory(program=cohort.program), 80)
            LogicStepFactory(program=cohort.program)
            ContextFactorFactory()
        for year in range(2022, 2026):
            seated(f"Old {number} {year}", rows, start=datetime.date(year, 8, 1), end=datetime.date(year + 1, 6, 30))
    client.force_login(UserFactory(kind=kind))
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
