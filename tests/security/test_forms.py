"""Forms take their own fields only, have one effect however often they arrive, and never overwrite unseen."""

import uuid

import pytest
from django.db import models

from tests import admin_forms
from tests.bodies import body
from tests.security.cells import TICKED, effect_of, post, posts, signed_in
from tests.test_access import address
from tests.watch import models as all_models
from tests.watch import snapshot, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet_log")]
DONE = posts("coordinator", "business_office", "administrator")
OF_ONE = [place for place in DONE if place[1] in {"", "other"}]
KEPT = {"client_key", "version", "rows", "digest", "district", "whole", "confirmed", "preview"}


def foreign(field, world):
    """A value that the field would take, and that nobody typed."""
    if field.is_relation:
        return str(world.records["other"]["person"].pk)
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateField):
        return "2019-02-03"
    if field.choices:
        return str(field.choices[-1][0])
    return "injected" if isinstance(field, models.CharField | models.TextField) else "1"


def fields_of(client, world, route, relation):
    """Names of the fields that a form shows; changes to ticked rows show theirs once rows are ticked."""
    at, sent = address(world, route, relation), body(world, route, relation)
    page = client.post(at, {"rows": sent["rows"]}) if "rows" in sent else client.get(at, {"at": sent.get("at", "")})
    form = page.context["form"] if page.status_code == 200 and page.context and "form" in page.context else None
    return set(form.fields) if form else set(sent)  # buttons of a list have no page of their own


def everything(world, but):
    """Every field name of every model, with a foreign value."""
    fields = [field for model in all_models() for field in (*model._meta.fields, *model._meta.many_to_many)]
    return {name: foreign(field, world) for field in fields for name in (field.name, field.attname) if name not in but}


@pytest.mark.parametrize(("route", "relation", "kind"), OF_ONE)
def test_a_form_takes_its_own_fields_only(world, route, relation, kind):
    client = signed_in(world, kind)
    more = everything(world, KEPT | fields_of(client, world, route, relation))
    plain, answer = effect_of(lambda: post(client, world, route, relation))
    loaded, same = effect_of(lambda: post(client, world, route, relation, **more))
    assert len(more) > 100
    assert (answer.status_code, same.status_code) == (302, 302)
    assert plain or route == "programs:enrollments-message"  # which is sent by mail and told in the history
    assert loaded == plain


@pytest.mark.parametrize(("route", "relation", "kind"), OF_ONE)
def test_a_form_that_arrives_twice_has_one_effect_and_one_answer(world, route, relation, kind):
    client, key = signed_in(world, kind), uuid.uuid4()
    with undone():
        answers = [post(client, world, route, relation, client_key=key)]
        again, second = effect_of(lambda: post(client, world, route, relation, client_key=key))
        answers.append(second)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert again == []


EDITS = [(route, relation, kind) for route, relation, kind in OF_ONE if route.rpartition("-")[2] == "edit"]
STEPS = ["amend", "extend", "leave", "end", "withdraw", "approve"]
EDITS += [(f"leaders:appointment-{step}", "other", "coordinator") for step in STEPS]


@pytest.mark.parametrize(("route", "relation", "kind"), EDITS)
def test_of_two_editors_one_is_told(world, route, relation, kind):
    first, second = signed_in(world, kind), signed_in(world, "coordinator")
    with undone():
        version = first.get(address(world, route, relation)).context["record"].version
        assert post(first, world, route, relation, version=version).status_code == 302
        between = snapshot()
        answer = post(second, world, route, relation, version=version)
        assert snapshot() == between
    assert answer.status_code == (409 if answer.context["stale"] else 422)
    assert answer.context["stale"] or route in ENDED


ENDED = {"leaders:appointment-approve", "leaders:appointment-withdraw", "leaders:appointment-extend"}  # refused before

CHANGED = ["person", "school", "role", "position", "discipline", "fundingsource", "district", "user", "recognition"]


@pytest.mark.parametrize("model", CHANGED)
def test_of_two_administrators_one_is_told(world, model):
    route = f"admin:leaders_{model}_change"
    at, data = admin_forms.address(world, route), admin_forms.body(world, route)
    with undone():
        assert world.administrator.post(at, data).status_code == 302
        between = snapshot()
        answer = world.administrator.post(at, data)
        assert snapshot() == between
    assert "Someone else changed this record" in answer.content.decode()


@pytest.mark.parametrize("route", TICKED)
def test_a_change_of_ticked_rows_asks_first_on_a_page_that_names_them(world, route):
    client, rows = signed_in(world, "coordinator"), body(world, route)["rows"]
    bare = {"rows": [mark.partition(":")[0] for mark in rows]}
    change, page = effect_of(lambda: client.post(address(world, route, ""), bare))
    assert (change, page.status_code) == ([], 200)
    assert {str(mark) for _row, mark in page.context["rows"]} == set(rows)


# To remind and to write is to change no row: the second reminder of a day is simply not sent.
CHANGES = [route for route in TICKED if not route.endswith(("month-remind-ticked", "enrollments-message"))]


@pytest.mark.parametrize("route", CHANGES)
def test_of_two_who_change_ticked_rows_one_is_told(world, route):
    first, second = signed_in(world, "coordinator"), signed_in(world, "coordinator")
    with undone():
        assert post(first, world, route, "").status_code == 302
        between = snapshot()
        assert post(second, world, route, "").status_code == 409
        assert snapshot() == between


@pytest.mark.parametrize("rows", [["987654321"], ["x", "-1", "1e9", "9" * 30], []])
@pytest.mark.parametrize("route", TICKED)
def test_ticked_rows_that_nobody_sees_change_nothing(world, route, rows):
    client = signed_in(world, "coordinator")
    change, answer = effect_of(lambda: post(client, world, route, "", rows=rows))
    assert (change, answer.status_code) == ([], 302)


def test_one_row_that_nobody_sees_stops_the_others(world):
    """All or none: what was named and is gone is told."""
    client, rows = signed_in(world, "coordinator"), body(world, "person-left")["rows"]
    change, answer = effect_of(lambda: post(client, world, "leaders:person-left", "", rows=[*rows, "987654321:1"]))
    assert (change, answer.status_code) == ([], 409)
