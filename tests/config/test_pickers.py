"""Choosing one record of many: a select for few, a text box for many, with and without JavaScript."""

import pytest

from leaders.models import Person
from tests.factories import PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.lists")]


@pytest.fixture
def coordinator(client):
    client.force_login(UserFactory(kind="coordinator"))
    return client


def staff(*names, **fields):
    return [PersonFactory(family_name=name, **fields) for name in names]


def test_few_records_are_offered_as_a_select(coordinator):
    [person] = staff("Abbott")

    html = coordinator.get("/staff/choose/").content.decode()

    assert f'<option value="{person.pk}">Ana Abbott</option>' in html
    assert coordinator.post("/staff/choose/", {"person": person.pk}).content == b"chosen Ana Abbott"


@pytest.fixture
def many(coordinator):
    Person.objects.bulk_create(PersonFactory.build_batch(101, home_school=None, given_name="Bo"))
    return coordinator


def test_many_records_are_a_text_box_with_suggestions(many):
    html = many.get("/staff/choose/").content.decode()

    assert "<option" not in html
    assert 'role="combobox"' in html
    assert 'data-picker-url="/staff/pick/"' in html


def test_suggestions_are_few_and_carry_the_key(many):
    results = many.get("/staff/pick/?q=bo").json()["results"]

    assert len(results) == 20
    assert results[0]["value"].startswith(f"{results[0]['label']} #")


def test_typed_text_that_fits_one_record_is_taken(many):
    staff("Quixote")

    assert many.post("/staff/choose/", {"person": "quix"}).content == b"chosen Ana Quixote"


def test_a_suggestion_is_taken_by_its_number(many):
    one, _other = staff("Quixote", "Quixote")

    assert many.post("/staff/choose/", {"person": f"Ana Quixote #{one.pk}"}).content == b"chosen Ana Quixote"


def test_digits_are_a_part_of_the_name_before_they_are_a_key(many):
    first = Person.objects.order_by("pk").first()
    staff("Quixote", local_id=str(first.pk))

    assert many.post("/staff/choose/", {"person": str(first.pk)}).content == b"chosen Ana Quixote"


def test_a_choice_among_several_that_fit_is_taken_by_its_key(many):
    one, _other = staff("Quixote", "Quixada")

    html = many.post("/staff/choose/", {"person": "qui"}).content.decode()

    assert f'<option value="#{one.pk}">Ana Quixote</option>' in html
    assert many.post("/staff/choose/", {"person": f"#{one.pk}"}).content == b"chosen Ana Quixote"


def test_typed_text_that_fits_several_comes_back_as_a_choice(many):
    staff("Quixote", "Quixada")

    html = many.post("/staff/choose/", {"person": "quix"}).content.decode()

    assert "2 fit. Choose one." in html
    assert html.count("<option") == 3


@pytest.mark.parametrize(
    ("typed", "says"), [("nobody", "found nobody"), ("#999999999", "found nobody"), ("", "required")]
)
def test_text_that_fits_nothing_is_refused_and_kept(many, typed, says):
    html = many.post("/staff/choose/", {"person": typed}).content.decode()

    assert says in html
    assert f'value="{typed}"' in html
    assert 'href="#id_person"' in html
