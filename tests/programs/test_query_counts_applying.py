"""Pages of applying ask the database as often for one row as for three, whoever looks."""

import pytest

from leaders.models import District
from tests.coaching import NOON
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationFileFactory,
    CallFactory,
    PersonFactory,
    QuestionFactory,
    ReferenceFactory,
    UserFactory,
    discipline,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
RECORD = {"coordinator": 14, "applicant": 9}
WRITE, MINE, CALL = 13, 13, 9


@pytest.fixture(autouse=True)
def _today(time_machine, settings, tmp_path):
    time_machine.move_to(NOON)
    settings.MEDIA_ROOT = tmp_path
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def ask(client, django_assert_num_queries):
    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


@pytest.fixture
def me():
    return UserFactory(person=PersonFactory())


def call_with(rows, **facts):
    """A call with every rule that reads something, and questions of each kind."""
    call = CallFactory(
        minimum_years=1,
        teachers_only=True,
        leader_rule="not_current",
        disciplines=[discipline("science"), discipline("mathematics")][:rows],
        **facts,
    )
    for _each in range(rows):
        for kind in ("long", "file", "reference", "choice"):
            QuestionFactory(call=call, kind=kind)
    return call


def application_with(rows, person):
    row = ApplicationFactory(call=call_with(rows), person=person)
    for question in row.call.questions.all():
        if question.kind == "file":
            ApplicationFileFactory(application=row, question=question)
        elif question.kind == "reference":
            ReferenceFactory(application=row, question=question)
        else:
            AnswerFactory(application=row, question=question)
    return row


@pytest.mark.parametrize("kind", RECORD)
def test_the_page_of_an_application(ask, me, kind, rows):
    row = application_with(rows, me.person)
    ask(me if kind == "applicant" else UserFactory(kind=kind), f"/applications/{row.pk}/", RECORD[kind])


def test_the_form(ask, me, rows):
    ask(me, f"/calls/{application_with(rows, me.person).call_id}/apply/", WRITE)


def test_my_programs(ask, me, rows):
    for _each in range(rows):
        application_with(1, me.person)
        call_with(1)
    ask(me, "/programs/mine/", MINE)


def test_the_call(ask, me, rows):
    ask(me, f"/calls/{application_with(rows, me.person).call_id}/", CALL)
