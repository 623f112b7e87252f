"""Nobody, not even who reads the whole database, can tell whose answers are whose (docs/surveys.md)."""

import io
import json
import logging
import uuid

import pytest
from django.contrib import admin
from django.core import serializers
from django.db import connection, models
from django.test import Client

from config.logs import JsonLines
from leaders.models import AuditEntry, ClientKey, District, User
from programs.models import SurveyAnswer, SurveyResponse, SurveyTaken
from tests.coaching import NOON, sent
from tests.factories import EnrollmentFactory, SurveyFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "I felt alone in the third unit"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def survey():
    return SurveyFactory(items=[{"kind": "scale_5", "is_required": True}, {"kind": "text"}])


def answer(survey, value, text):
    """Somebody new answers through the site; who it was, and the browser's session."""
    person = EnrollmentFactory(cohort=survey.cohort).person
    client = Client()
    client.force_login(UserFactory(person=person))
    scale, words = survey.items.all()
    fields = {f"item_{scale.pk}": value, f"item_{words.pk}": text}
    response = client.post(f"/surveys/{survey.pk}/answer/", sent(**fields, version=survey.version))
    assert response.status_code == 302
    return person, client


def tables():
    """Every row of the database by table, as `{column: value}`."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            yield table, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_no_row_of_an_answer_holds_a_person_a_time_or_a_key_that_others_hold(survey):
    """The whole database after three people answered: what rows of answers hold stands nowhere beside a person."""
    for value in (1, 3, 5):
        answer(survey, value, f"{SECRET} {value}")
    found = dict(tables())
    responses, answers = found.pop("programs_surveyresponse"), found.pop("programs_surveyanswer")
    assert set(responses[0]) == {"id", "survey_id", "participant"}
    assert set(answers[0]) == {"id", "response_id", "item_id", "value", "text"}
    assert {row["participant"] for row in responses} == {""}
    own = {str(row["id"]).replace("-", "") for row in [*responses, *answers]}
    elsewhere = json.dumps(list(found.items()), default=str).replace("-", "")
    assert [key for key in own if key in elsewhere] == []
    assert SECRET not in elsewhere


def test_what_is_kept_of_a_person_is_that_they_answered(survey):
    person, _client = answer(survey, 2, SECRET)
    taken = next(rows for name, rows in tables() if name == "programs_surveytaken")
    assert [set(row) for row in taken] == [{"id", "survey_id", "person_id"}]
    assert taken[0]["person_id"] == person.pk
    kept = ClientKey.objects.get()
    assert (kept.user.person, kept.result) == (person, f"/surveys/{survey.pk}/answer/")
    keys = {*SurveyResponse.objects.values_list("pk", flat=True), *SurveyAnswer.objects.values_list("pk", flat=True)}
    assert not keys & {kept.key, *SurveyTaken.objects.values_list("pk", flat=True)}


def test_answers_refer_to_no_person_account_or_form_and_know_no_time():
    """By the models: the way from an answer leads to questions and cohorts, never to who answered."""
    for model in (SurveyResponse, SurveyAnswer):
        fields = model._meta.get_fields(include_hidden=True)
        assert {f.related_model.__name__ for f in fields if f.related_model} <= {
            "Survey",
            "SurveyItem",
            "SurveyAnswer",
            "SurveyResponse",
        }
        assert [f.name for f in fields if isinstance(f, models.DateField | models.TimeField)] == []
        assert model._meta.pk.default is uuid.uuid4


def test_rows_lie_in_the_order_of_their_random_keys(survey):
    """Read without an order, a table tells in which order rows came; answers come in that of their keys."""
    people = [answer(survey, 1 + place % 5, f"{SECRET} {place}")[0] for place in range(12)]
    asked = "SELECT {} FROM {}"
    with connection.cursor() as cursor:
        order = {}
        for table, column in [("surveyresponse", "id"), ("surveyanswer", "id"), ("surveyanswer", "text")]:
            cursor.execute(asked.format(column, f"programs_{table}"))
            order[table, column] = [row[0] for row in cursor.fetchall()]
    for table in ("surveyresponse", "surveyanswer"):
        assert order[table, "id"] == sorted(order[table, "id"])
    told = [text for text in order["surveyanswer", "text"] if text]
    assert len(told) == len(people)
    assert told != [f"{SECRET} {place}" for place in range(12)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_database_does_not_remember_which_transaction_brought_which_answers(survey):
    """PostgreSQL keeps the transaction of each row: those of answers are one, whoever they came from."""
    for value in (1, 3, 5):
        answer(survey, value, SECRET)
    with connection.cursor() as cursor:
        found = {}
        for table in ("surveyresponse", "surveyanswer", "surveytaken"):
            cursor.execute(f"SELECT DISTINCT xmin::text FROM programs_{table}")
            found[table] = {row[0] for row in cursor.fetchall()}
    assert len(found["surveyresponse"] | found["surveyanswer"]) == 1
    assert len(found["surveytaken"]) == 3


def test_history_sessions_and_logs_hold_nothing_of_an_answer(survey):
    before = AuditEntry.objects.count()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        _person, client = answer(survey, 2, SECRET)
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(level)
    assert AuditEntry.objects.count() == before
    session = json.dumps(dict(client.session.items())) + str(client.cookies)
    keys = [str(pk) for pk in SurveyResponse.objects.values_list("pk", flat=True)]
    web = "\n".join(line for line in stream.getvalue().splitlines() if "django.db" not in line)
    for text in (SECRET, *keys):
        assert text not in session
        assert text not in web


def test_django_admin_knows_no_answers():
    known = set(admin.site._registry)
    assert known & {SurveyResponse, SurveyAnswer, SurveyTaken} == set()


def test_a_superuser_gets_no_answers_by_any_page(survey, client):
    answer(survey, 2, SECRET)
    root = User.objects.create_superuser(email="root@district.example", password="x")
    client.force_login(root)
    for page in ("", "results/", "results/?export=csv", "preview/", "answer/"):
        assert SECRET not in client.get(f"/surveys/{survey.pk}/{page}").getvalue().decode()


def test_the_check_itself_would_find_a_key_that_others_hold(survey):
    """The control: a form's key used for the response would be found beside the user who sent it."""
    person, _client = answer(survey, 2, SECRET)
    key = ClientKey.objects.get().key
    response = SurveyResponse.objects.create(pk=key, survey=survey)
    elsewhere = serializers.serialize("json", ClientKey.objects.all())
    assert str(response.pk) in elsewhere
    assert person.user.pk == ClientKey.objects.get().user_id
