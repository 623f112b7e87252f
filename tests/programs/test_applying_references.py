"""The public page of a reference: a secret link that works once, tells little, and closes with the call."""

import uuid

import pytest
from django.core.cache import cache

from leaders.models import District
from programs.models import Reference
from tests.coaching import NOON, TODAY
from tests.factories import ReferenceFactory

pytestmark = pytest.mark.django_db
TEXT = {"statement": "Others ask her for advice."}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    cache.clear()
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def row():
    return ReferenceFactory(asked_at=NOON, name="Robin Referee")


def test_whoever_has_the_link_writes_once_without_signing_in(client, row):
    address = f"/references/{row.key}/"
    page = client.get(address)
    assert row.application.person.name in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")
    assert page["Cache-Control"] == "no-store"
    assert client.post(address, TEXT).url == address
    after = client.get(address)
    assert "Your statement arrived" in after.content.decode()
    client.post(address, {"statement": "Another one"})
    row.refresh_from_db()
    assert (row.statement, row.answered_at is not None) == (TEXT["statement"], True)


def test_a_link_that_was_used_or_closed_names_nobody_and_holds_nothing(client, row):
    address, person = f"/references/{row.key}/", row.application.person
    row.application.call.decided_on = TODAY
    row.application.call.save()
    answer = client.post(address, TEXT)
    assert answer.status_code == 410
    Reference.objects.update(statement="Said before", answered_at=NOON)
    used = client.get(address).content.decode()
    for page in (answer.content.decode(), used):
        assert [words for words in (person.name, "Robin Referee", "Said before") if words in page] == []
    assert Reference.objects.get().statement == "Said before"


@pytest.mark.parametrize("facts", [{"application__status": "withdrawn"}, {"application__call__closed_on": TODAY}])
def test_a_request_that_was_taken_back_is_closed(client, facts):
    row = ReferenceFactory(asked_at=NOON, **facts)
    assert client.post(f"/references/{row.key}/", TEXT).status_code == 410
    assert Reference.objects.get().statement == ""


def test_a_link_that_was_never_sent_is_not_found_like_any_other(client, row):
    never = ReferenceFactory(asked_at=None)
    pages = [client.get(f"/references/{key}/") for key in (never.key, uuid.uuid4())]
    assert [page.status_code for page in pages] == [404, 404]
    assert row.application.person.name not in "".join(page.content.decode() for page in pages)


def test_an_empty_statement_is_refused_and_the_link_stays_out_of_the_log(client, row, caplog):
    page = client.post(f"/references/{row.key}/", {"statement": " "})
    assert "error-summary" in page.content.decode()
    assert str(row.key) not in caplog.text
    assert Reference.objects.get().answered_at is None


def test_whoever_tries_many_links_waits(client, row):
    for _each in range(30):
        assert client.get(f"/references/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"/references/{row.key}/").status_code == 429
