"""The history on a record's page: fields and values as people read them."""

import datetime

import pytest

from leaders import history
from leaders.actions.records import save_record
from leaders.actions.roles import save_role
from leaders.models import RoleDiscipline
from tests.factories import PersonFactory, PositionFactory, RoleFactory, SchoolFactory, UserFactory, discipline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def moved(coordinator):
    """A person after one change of every kind of field, saved by the coordinator."""
    person = PersonFactory(home_school=SchoolFactory(name="Alpha School"), staff_kind="teacher", teaching_fte="1")
    person.home_school, person.staff_kind, person.teaching_fte = SchoolFactory(name="Beta School"), "consultant", "0.5"
    person.hired_on, person.is_active = datetime.date(2020, 8, 1), False
    return save_record(
        record=person, by=coordinator, reason="Moved", related={"other_schools": [SchoolFactory(name="Gamma")]}
    )


def lines(record, user):
    return {label: (before, after) for label, before, after in history.entries(record, user)[0].lines}


def test_history_says_names_instead_of_keys(moved, coordinator):
    found = lines(moved, coordinator)

    assert found["Home school"] == ("Alpha School", "Beta School")
    assert found["Other schools"] == ([], "Gamma")


def test_history_says_choices_dates_and_numbers_in_words(moved, coordinator):
    found = lines(moved, coordinator)

    assert [str(text) for text in found["Kind of staff"]] == ["teacher", "outside consultant"]
    assert found["Hired on"] == (None, datetime.date(2020, 8, 1))


def test_history_says_school_years_as_people_write_them(coordinator):
    position, role = PositionFactory(school_year=2027), RoleFactory(last_year=None)
    position.school_year, role.last_year = 2028, 2026
    rows = [save_record(record=row, by=coordinator) for row in (position, role)]

    assert lines(rows[0], coordinator) == {"School year": ("2026–27", "2027–28")}
    assert lines(rows[1], coordinator) == {"Last school year": (None, "2025–26")}


def test_the_page_shows_before_and_after(client, moved, coordinator):
    client.force_login(coordinator)

    html = client.get(moved.get_absolute_url()).content.decode()

    assert "Alpha School <span" in html
    assert "Aug. 1, 2020" in html
    assert "Moved" in html


def test_who_sees_no_history_learns_nothing_of_it(moved):
    assert history.entries(moved, UserFactory(kind="viewer")) == []


def test_history_of_a_role_says_its_disciplines_and_their_shares(client, coordinator):
    role = RoleFactory(shares={"mathematics": 50, "literacy": 50})
    save_role(role=role, shares=[RoleDiscipline(discipline=discipline("science"), share=100)], by=coordinator)
    before, after = lines(role, coordinator)["Disciplines"]
    assert (before.lower(), after.lower()) == ("literacy 50%, mathematics 50%", "science 100%")
    client.force_login(coordinator)
    assert client.get(role.get_absolute_url()).status_code == 200
