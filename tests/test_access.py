"""Who may open what: every route × kind of user × relation to the record, as `tests/access.csv` says.

The table is documentation and test at once. Answers: `open` (the page or its form answers), `refused` (403), `hidden`
(404, like a record that does not exist), `sign-in` (sent to the sign-in page). A route that the table lacks fails.
"""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import KINDS, NAME_CANARY, RELATIONS, SHARED, World, noun_of

TABLE = Path(__file__).with_name("access.csv")
FOREIGN = ("admin", "account", "djdt", "i18n")  # Django's and allauth's own pages have tests of their own
CANARY = "7,654.32"
ANSWERS = {403: "refused", 404: "hidden"}


def rows():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def routes(resolver=None, space=""):
    """`(full name, callback, pattern)` of every route."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}", entry.callback, str(entry.pattern)


def own_routes():
    """Our own routes by name: `(view, pattern)`."""
    ours = {name: (view, pattern) for name, view, pattern in routes() if not name.startswith(FOREIGN)}
    return {name: found for name, found in ours.items() if name != "set_language"}


def permission_of(view):
    return getattr(getattr(view, "view_class", view), "permission", "missing")


def relations(route, pattern):
    noun = noun_of(route, pattern)
    return RELATIONS if noun and noun not in SHARED else [""]


def test_every_route_and_relation_is_in_the_table():
    wanted = {
        (name, relation) for name, (_view, pattern) in own_routes().items() for relation in relations(name, pattern)
    }
    assert wanted == {(row["route"], row["relation"]) for row in rows()}


def test_every_view_names_one_permission_or_is_public():
    assert [name for name, (view, _) in own_routes().items() if permission_of(view) in {"missing", ""}] == []


def answer(response):
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return "sign-in"
    assert response.status_code < 500
    return ANSWERS.get(response.status_code, "open")


def answers(client, kind):
    """`{(route, relation): answer}` that a kind of user gets."""
    world = World()
    world.sign_in(client, kind)
    found = {}
    for name, (_view, pattern) in own_routes().items():
        for relation in relations(name, pattern):
            found[name, relation] = answer(client.get(world.address(name, pattern, relation)))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_user_opens_what_the_table_says(client, kind):
    said = {(row["route"], row["relation"]): row[kind] for row in rows()}
    got = answers(client, kind)
    assert {place: word for place, word in got.items() if said[place] != word} == {}


PAGES = ["/", "/people/", "/teacher-leaders/", "/positions/", "/appointments/", "/schools/", "/roles/", "/funds/"]
PAGES += ["/shared-stipends/"]
EXPORTS = [f"{page}?export={form}" for page in PAGES[1:] for form in ("csv", "xlsx")]


def texts(client, addresses):
    """What the addresses answer, as text; workbooks are unpacked."""
    for address in addresses:
        body = client.get(address).getvalue()
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                body = b" ".join(book.read(name) for name in book.namelist())
        yield address, body.decode("utf-8", "replace")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"coordinator", "business_office"}])
def test_pay_of_others_never_leaves_the_offices(client, kind):
    world = World()
    world.sign_in(client, kind)
    records = [row.get_absolute_url() for side in ("school", "other") for row in _shown(world, side)]
    leaks = [
        at for at, text in texts(client, PAGES + EXPORTS + records) if CANARY in text or CANARY.replace(",", "") in text
    ]
    assert leaks == (["/"] if kind == "teacher_leader" else [])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["viewer", "teacher_leader", "supported_teacher", "no_access"])
def test_names_of_others_stay_with_who_may_see_people(client, kind):
    world = World()
    world.sign_in(client, kind)
    school = world.shared["school"].get_absolute_url()
    found = [at for at, text in texts(client, [*PAGES, *EXPORTS, school]) if f"{NAME_CANARY}other" in text]
    assert found == []


@pytest.mark.django_db
def test_a_principal_never_sees_another_schools_people(client):
    world = World()
    world.sign_in(client, "principal")
    found = {at for at, text in texts(client, PAGES + EXPORTS) if f"{NAME_CANARY}other" in text}
    seen = {at for at, text in texts(client, PAGES) if f"{NAME_CANARY}school" in text}
    assert found == set()
    assert {"/", "/people/", "/teacher-leaders/", "/appointments/"} <= seen


def _shown(world, side):
    rows = world.records[side]
    return [rows[noun] for noun in ("person", "position", "appointment")]
