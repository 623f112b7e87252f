"""What every kind of answer carries: headers, cookies, nothing kept and nothing of the inside (A60-A63, A67, A85)."""

import re

import pytest
from django.conf import settings
from django.test import Client

from leaders import audit
from tests.bodies import body
from tests.security.cells import posts, signed_in
from tests.test_access import address, own, rows
from tests.watch import snapshot, undone
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet_log")]
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
NOBODYS = "00000000-0000-0000-0000-000000000000"
ANSWERS = {
    "page": ("coordinator", "/people/", 200),
    "part of a page": ("coordinator", "/people/?hx", 200),
    "CSV": ("coordinator", "/people/?export=csv", 200),
    "XLSX": ("coordinator", "/people/?export=xlsx", 200),
    "picker": ("coordinator", "/pick/people/?q=zanz", 200),
    "refused": ("viewer", "/people/", 403),
    "hidden": ("coordinator", "/people/987654321/", 404),
    "no such verb": ("coordinator", f"/imports/{NOBODYS}/apply/", 405),
    "admin": ("administrator", "/admin/leaders/person/", 200),
    "admin refused": ("administrator", "/admin/leaders/compensation/", 403),
    "admin filter": ("administrator", "/admin/leaders/person/?email=x", 400),
    "admin suggestions": (
        "administrator",
        "/admin/autocomplete/?app_label=leaders&model_name=position&field_name=site&term=a",
        200,
    ),
    "sent on": ("anonymous", "/people/", 302),
    "sign-in": ("anonymous", "/accounts/login/", 200),
}


def headers_are_set(answer):
    policy = answer["Content-Security-Policy"]
    assert {name: answer.get(name) for name in WANTED} == WANTED
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|\*|http:", policy)
    assert answer["Permissions-Policy"]
    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("name", ANSWERS)
def test_each_kind_of_answer_carries_every_header(world, name):
    kind, at, status = ANSWERS[name]
    answer = signed_in(world, kind).get(at, headers={"HX-Request": "true"} if at.endswith("?hx") else {})
    assert answer.status_code == status
    headers_are_set(answer)


@pytest.mark.parametrize("data", [{"kind": "nothing"}, {"version": "1"}], ids=["422", "409"])
def test_forms_that_come_back_carry_them_too(world, data):
    pay = world.records["other"]["pay"]
    full = body(world, "pay-edit") if "version" in data else {}
    with undone():
        answer = signed_in(world, "coordinator").post(f"/pay/{pay.pk}/edit/", full | data)
    assert answer.status_code in {409, 422}
    headers_are_set(answer)


@pytest.mark.parametrize("name", [name for name, (kind, _at, _status) in ANSWERS.items() if kind != "anonymous"])
def test_a_browser_keeps_nothing_of_what_the_signed_in_see(world, name):
    kind, at, _status = ANSWERS[name]
    assert "no-store" in signed_in(world, kind).get(at)["Cache-Control"]


@pytest.mark.parametrize("at", ["/accounts/logout/", "/admin/logout/"])
def test_signing_out_wipes_what_the_browser_stored(world, at):
    with undone():
        assert signed_in(world, "administrator").post(at)["Clear-Site-Data"] == '"storage"'


def test_cookies_are_hidden_from_scripts_and_other_sites(world):
    client = Client()
    with undone():
        client.get("/accounts/login/")
        client.post("/theme/", {"theme": "dark"})
        client.post("/i18n/setlang/", {"language": "es"})
        client.post("/accounts/login/", {"login": world.users["viewer"].email, "password": PASSWORD})
    open_to_scripts = {name for name, cookie in client.cookies.items() if not cookie["httponly"]}
    assert open_to_scripts <= {settings.CSRF_COOKIE_NAME}
    assert {cookie["samesite"] for cookie in client.cookies.values()} == {"Lax"}
    assert {cookie["domain"] for cookie in client.cookies.values()} == {""}


UNSAFE = [(row["route"], row["relation"]) for row in rows() if row["verb"] == "POST"]


def test_no_post_passes_without_its_token(world):
    """By who may do everything that the administrator and the coordinator may; nothing is written either."""
    client = Client(enforce_csrf_checks=True)
    world.users["administrator"].grants.create(kind="coordinator")
    world.sign_in(client, "administrator")
    client.get("/people/add/")
    before = snapshot()
    bent = [{}, {"HTTP_X_CSRFTOKEN": "x" * 32}, {"HTTP_ORIGIN": "https://evil.example"}]
    codes = {client.post(address(world, *place), {}, **more).status_code for place in UNSAFE for more in bent[:1]}
    codes |= {client.post("/people/add/", body(world, "person-create"), **more).status_code for more in bent}
    assert codes == {403}
    assert snapshot() == before


BROKEN = [place for place in posts("coordinator") if place[1] in {"", "other"} and own(place[0])]
SECRET = "the inside of the machine"


@pytest.mark.parametrize(("route", "relation", "kind"), BROKEN)
def test_an_action_that_breaks_leaves_nothing_half_done(world, monkeypatch, route, relation, kind):
    """The history fails at the last moment: a plain page with a number, no word of the inside, no row changed."""
    client = Client(raise_request_exception=False)
    world.sign_in(client, kind)
    before = snapshot()

    def fail(*args, **facts):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(audit, "entry", fail)
    with undone():
        answer = client.post(address(world, route, relation), body(world, route, relation))
        between = snapshot()
    if answer.status_code != 500:  # steps of an import and wishes of one's own, which write no history
        assert "import" in route or route in {"set_language", "leaders:view-default"}
        return
    assert (between == before, answer["X-Request-ID"] in answer.content.decode()) == (True, True)
    assert SECRET not in answer.content.decode()
    headers_are_set(answer)
