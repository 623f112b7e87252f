"""What people find on the pages of goals, logic models and context factors."""

import csv
import io

import pytest

from leaders.models import District
from programs.models import ContextFactor, Goal, GoalJudgment, Indicator, LogicStep, Measurement
from tests.factories import (
    AppointmentFactory,
    ContextFactorFactory,
    GoalFactory,
    IndicatorFactory,
    LogicStepFactory,
    MeasurementFactory,
    ProgramFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-30T12:00:00-05:00", tick=False)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def signed_in(client):
    """Signs a kind of user in."""

    def sign_in(kind):
        users = {
            "leader": lambda: UserFactory(person=AppointmentFactory().person),
            "principal": lambda: UserFactory(kind="principal", kind__school=SchoolFactory()),
        }
        client.force_login(users[kind]() if kind in users else UserFactory(kind=kind))
        return client

    return sign_in


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("kind", ["viewer", "principal", "leader"])
def test_everyone_reads_goals_and_changes_none(kind, signed_in):
    row = MeasurementFactory()
    client, goal = signed_in(kind), row.indicator.goal
    text = page(client, "/goals/")
    assert goal.title in text
    assert "partly met" in text
    assert "Add a goal" not in text
    text = page(client, goal.get_absolute_url())
    assert "60%" in text
    assert f"/indicators/{row.indicator.pk}/edit/" not in text
    assert client.get("/goals/add/").status_code == 403


def test_the_list_shows_the_verdict_of_the_year_asked_for(coordinator):
    row = MeasurementFactory(value=80, school_year=2026)
    IndicatorFactory(goal__first_year=2028)
    text = page(coordinator, "/goals/?year=2026")
    assert "Verdict 2025–26" in text
    assert "fully met" in text
    assert "100% of the way, by 1 of 1 indicators." in text
    assert row.indicator.goal.title in text
    assert Goal.objects.last().title not in text


def test_the_list_is_filtered_by_verdict_and_program(coordinator):
    met = MeasurementFactory(value=80, indicator__goal__title="Met goal").indicator.goal
    program = ProgramFactory()
    GoalFactory(title="Other goal", program=program)
    assert "Other goal" not in page(coordinator, "/goals/?verdict=fully")
    text = page(coordinator, f"/goals/?program={program.pk}")
    assert "Other goal" in text
    assert met.title not in text


def test_few_people_are_left_out_of_page_and_file_for_the_board(signed_in):
    row = MeasurementFactory(value="61.5", people=4, note="Two of four", indicator__decimals=1)
    client = signed_in("viewer")
    text = page(client, row.indicator.goal.get_absolute_url())
    assert "61.5" not in text
    assert "Two of four" not in text
    assert "not shown" in text
    sheet = client.get("/goals/export/").getvalue().decode()
    assert "61.5" not in sheet
    assert "Two of four" not in sheet
    assert "61.5" in page(signed_in("coordinator"), row.indicator.goal.get_absolute_url())


def test_the_file_holds_indicators_without_values_too(coordinator):
    MeasurementFactory(indicator__title="Measured")
    IndicatorFactory(title="Without values")
    GoalFactory(title="Without indicators")
    lines = list(csv.reader(io.StringIO(coordinator.get("/goals/export/").getvalue().decode("utf-8-sig"))))
    assert len(lines) == 4
    assert {line[4] for line in lines[1:]} == {"Measured", "Without values", ""}
    measured = next(line for line in lines if line[4] == "Measured")
    assert measured[12:16] == ["2026–27", "60.000", "40", "50%"]
    assert coordinator.get("/goals/export/?as=xlsx").status_code == 200
    assert coordinator.get("/goals/export/?as=doc").status_code == 404


def test_a_goal_with_an_indicator_is_added(coordinator):
    sent = {"title": "Coaching for all", "first_year": "2027", "last_year": "2029"}
    response = coordinator.post("/goals/add/", sent)
    goal = Goal.objects.get()
    assert response["Location"] == goal.get_absolute_url()
    kinds = {"level": "teacher", "horizon": "short", "unit": "percent", "decimals": "0", "direction": "up"}
    way = {"baseline": "10", "baseline_year": "2026", "target": "60", "target_year": "2029"}
    about = {"title": "Teachers coached", "source": "The log", "measure": "reach"}
    coordinator.post(f"/goals/{goal.pk}/indicators/add/", kinds | way | about)
    assert Indicator.objects.get().goal == goal
    text = page(coordinator, goal.get_absolute_url())
    assert "10% (2025–26)" in text
    assert "60% (2028–29)" in text
    assert "Take over this year’s figure" in text


def test_a_target_behind_its_baseline_is_refused_on_the_form(coordinator):
    row = IndicatorFactory()
    sent = {"level": "teacher", "horizon": "short", "unit": "percent", "decimals": "0", "direction": "up"}
    sent |= {"title": "Same", "source": "Log", "baseline": "50", "baseline_year": "2026"}
    response = coordinator.post(f"/indicators/{row.pk}/edit/", sent | {"target": "50", "target_year": "2028"})
    assert response.status_code == 422
    assert "The target lies ahead of the baseline" in response.content.decode()


def test_one_tap_takes_our_own_figure_over_once(coordinator):
    AppointmentFactory()
    row = IndicatorFactory(measure="headcount", unit="count", baseline=0)
    text = [coordinator.post(f"/indicators/{row.pk}/take/", follow=True).content.decode() for _each in range(2)]
    assert "Taken over." in text[0]
    assert "There is already a value for 2026–27." in text[1]
    assert Measurement.objects.get().value == 1


def test_a_years_values_are_saved_at_once(coordinator):
    one, other = IndicatorFactory(), IndicatorFactory()
    sent = {f"value-{one.pk}": "55", f"people-{one.pk}": "12", f"value-{other.pk}": ""}
    response = coordinator.post("/goals/values/?year=2027", sent)
    assert response["Location"] == "/goals/?year=2027"
    row = Measurement.objects.get()
    assert (row.indicator, row.value, row.people, row.source) == (one, 55, 12, one.source)


def test_the_slower_of_two_sees_both_values(coordinator):
    row = MeasurementFactory(value=60)
    name = row.indicator.pk
    sent = {f"value-{name}": "70", f"people-{name}": "40", f"seen-{name}": f"{row.pk}:{row.version}"}
    Measurement.objects.update(value=65, version=2)
    response = coordinator.post("/goals/values/?year=2027", sent)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Stored now: 65" in text
    assert 'value="70"' in text
    assert Measurement.objects.get().value == 65
    response = coordinator.post("/goals/values/?year=2027", sent | {f"seen-{name}": f"{row.pk}:2"})
    assert response.status_code == 302
    assert Measurement.objects.get().value == 70


def test_a_note_without_a_value_is_refused(coordinator):
    row = IndicatorFactory()
    response = coordinator.post("/goals/values/?year=2027", {f"note-{row.pk}": "Late"})
    assert response.status_code == 422
    assert "Type the value, or leave the row empty." in response.content.decode()


def test_a_verdict_of_the_coordinators_own_is_told_with_its_reason(coordinator, signed_in):
    goal = MeasurementFactory().indicator.goal
    address = f"/goals/{goal.pk}/verdict/?year=2027"
    assert coordinator.post(address, {"verdict": "mostly", "reason": ""}).status_code == 422
    coordinator.post(address, {"verdict": "mostly", "reason": "Two schools were closed"})
    assert "2026–27: mostly met" in page(coordinator, goal.get_absolute_url())
    text = page(signed_in("viewer"), goal.get_absolute_url())
    assert "mostly met" in text
    assert "A coordinator set this verdict: Two schools were closed" in text
    assert GoalJudgment.objects.count() == 1


def test_values_and_indicators_are_edited_and_removed(coordinator):
    row = MeasurementFactory()
    coordinator.post(f"/indicators/values/{row.pk}/edit/", {"value": "62", "people": "41", "version": "1"})
    row.refresh_from_db()
    assert (row.value, row.people) == (62, 41)
    refused = coordinator.post(f"/indicators/{row.indicator.pk}/remove/", {"reason": "Wrong"})
    assert refused.status_code == 422
    coordinator.post(f"/indicators/values/{row.pk}/remove/", {"reason": "Wrong"})
    coordinator.post(f"/indicators/{row.indicator.pk}/remove/", {"reason": "Wrong"})
    coordinator.post(f"/goals/{row.indicator.goal.pk}/remove/", {"reason": "Wrong"})
    assert not Goal.objects.exists()


def test_context_stands_beside_the_goals_of_its_year(coordinator):
    goal = GoalFactory()
    sent = {"kind": "policy", "text": "A new state rule", "effect": "hinders", "school_year": "2027"}
    coordinator.post("/goals/context/add/", sent)
    ContextFactorFactory(text="Long ago", school_year=2024)
    text = page(coordinator, goal.get_absolute_url())
    assert "A new state rule" in text
    assert "Long ago" not in text
    factor = ContextFactor.objects.get(school_year=2027)
    assert "A new state rule" in page(coordinator, "/goals/context/?year=2027")
    coordinator.post(f"/goals/context/{factor.pk}/edit/", sent | {"effect": "helps", "version": "1"})
    factor.refresh_from_db()
    assert factor.effect == "helps"
    coordinator.post(f"/goals/context/{factor.pk}/remove/", {"reason": "Twice"})
    assert ContextFactor.objects.count() == 1


def test_a_logic_model_is_edited_in_its_place(coordinator, signed_in):
    program = ProgramFactory()
    indicator = IndicatorFactory(goal__program=program, title="Coaches trained")
    model = f"/programs/{program.pk}/logic/"
    form = page(coordinator, f"{model}add/?column=outputs")
    assert '<option value="outputs" selected>' in form
    for text in ("Forty coached", "Ten trained"):
        coordinator.post(f"{model}add/", {"column": "outputs", "text": text, "indicator": indicator.pk})
    last = LogicStep.objects.get(text="Ten trained")
    assert coordinator.post(f"/logic/{last.pk}/move/", {"way": "up"})["Location"] == f"{model}#step-{last.pk}"
    text = page(coordinator, model)
    assert text.index("Ten trained") < text.index("Forty coached")
    assert "Coaches trained" in text
    coordinator.post(f"/logic/{last.pk}/remove/", {"reason": "Twice"})
    text = page(signed_in("viewer"), model)
    assert "Forty coached" in text
    assert "Ten trained" not in text
    assert "/edit/" not in text


def test_a_goal_without_indicators_says_what_comes_next(coordinator):
    goal = GoalFactory()
    text = page(coordinator, goal.get_absolute_url())
    assert "No indicators yet." in text
    assert "not yet measured" in text
    assert f"/goals/{goal.pk}/indicators/add/" in text
    assert LogicStepFactory().text not in text
