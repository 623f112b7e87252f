"""Django admin of programs: looked at, never changed, without answers and without values about a few people."""

import pytest
from django.contrib import admin

from programs.models import Survey, SurveyItem
from tests.factories import (
    EvidencePieceFactory,
    IndicatorFactory,
    MeasurementFactory,
    SessionFactory,
    SurveyFactory,
    UserFactory,
    answered,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
KNOWN = sorted(model._meta.model_name for model in admin.site._registry if model._meta.app_label == "programs")
READ_ONLY = ["cohort", "goal", "indicator", "measurement", "session", "survey", "surveyitem"]


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(kind="administrator"))
    return client


def listing(name):
    return f"/admin/programs/{name}/"


def test_the_catalogue_goals_and_questions_are_there_and_nothing_else():
    assert sorted([*READ_ONLY, "program"]) == KNOWN


@pytest.mark.parametrize("name", KNOWN)
def test_every_list_opens_and_searches(administrator, name):
    SessionFactory()
    MeasurementFactory()
    SurveyFactory()
    assert administrator.get(listing(name), {"q": "ana"}).status_code == 200


@pytest.mark.parametrize("name", READ_ONLY)
def test_nothing_is_added_there(administrator, name):
    assert administrator.get(f"{listing(name)}add/").status_code == 403


@pytest.mark.parametrize(("people", "shown"), [(None, True), (1, False), (4, False), (5, True)])
def test_a_value_about_a_few_people_is_not_shown(administrator, people, shown):
    row = MeasurementFactory(value="31.415", people=people, note="About them", indicator=IndicatorFactory(decimals=3))
    for address in (listing("measurement"), f"{listing('measurement')}{row.pk}/change/"):
        page = administrator.get(address).content.decode()
        assert ("31.415" in page) == shown
        assert shown or "About them" not in page
        assert shown or "not shown" in page


@pytest.mark.parametrize("lookup", ["value__gte=31", "people=3", "note__contains=them", "o=3"])
def test_no_value_is_worked_out_by_filters_or_order(administrator, lookup):
    MeasurementFactory(value="31.415", people=3, note="About them")
    found = administrator.get(f"{listing('measurement')}?{lookup}")
    assert found.status_code in (200, 302, 400)
    assert "31.415" not in found.content.decode()


def test_surveys_show_what_is_asked_and_no_answer(administrator):
    survey = SurveyFactory(items=[{"kind": "text", "text": "What helped?"}])
    answered(survey, [{1: "Own words of somebody"}] * 10)
    item = SurveyItem.objects.get()
    pages = [listing("survey"), f"{listing('survey')}{survey.pk}/change/", listing("surveyitem")]
    pages += [f"{listing('surveyitem')}{item.pk}/change/", f"{listing('survey')}{survey.pk}/delete/"]
    told = "".join(administrator.get(page).content.decode() for page in pages)
    assert "What helped?" in told
    assert "Own words of somebody" not in told
    assert Survey.objects.exists()


def test_what_participants_hand_in_has_no_page(administrator):
    EvidencePieceFactory()
    for name in ("evidencepiece", "enrollment", "attendance", "surveyresponse", "surveyanswer", "surveytaken"):
        assert administrator.get(listing(name)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "make", "queries"), [("measurement", MeasurementFactory, 6), ("survey", SurveyFactory, 5)]
)
def test_a_list_asks_the_same_whatever_its_length(administrator, rows, name, make, queries, django_assert_num_queries):
    make.create_batch(rows)
    with django_assert_num_queries(queries):
        administrator.get(listing(name))
