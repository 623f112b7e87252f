"""Who may do what: every route × kind of user × relation to the record × verb, as `tests/access.csv` says.

The table is documentation and test at once; a route or verb that it lacks fails. Answers:
`open` the page or its form · `done` the post had its effect · `moved` sent on to another page · `refused` 403 ·
`hidden` 404, like a record that does not exist · `sign-in` sent to the sign-in page.
A post carries a valid body. Only `done` may write, and in our own apps it must. No answer holds what only others see.
"""

import csv
import functools
import re
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import admin_forms
from tests.bodies import as_sent, body
from tests.reading import text_of
from tests.watch import undone, writes
from tests.world import KINDS, PASSWORD, RELATIONS, SHARED, canaries_in, may_see, noun_of

TABLE = Path(__file__).with_name("access.csv")
VERBS = ["GET", "POST"]
# All tests of a kind follow one another, so that one process makes the sweep that they share.
EACH_KIND = pytest.mark.parametrize("kind", KINDS, scope="module")

pytestmark = pytest.mark.usefixtures("_quiet_log")
SHUT = {"refused", "sign-in"}
DENIED = {403: "refused", 404: "hidden"}


def rows():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def routes(resolver=None, space=""):
    """`(full name, callback, pattern)` of every route."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name or NAMELESS[str(entry.pattern)]}", entry.callback, str(entry.pattern)


# Django admin's two routes without a name: an old address of a record, and whatever else begins with /admin/.
NAMELESS = {"<path:object_id>/": "old_address", "(?P<url>.*)$": "anything_else"}
ROUTES = {name: (view, pattern) for name, view, pattern in routes()}


def permission_of(view):
    return getattr(getattr(view, "view_class", view), "permission", "missing")


def own(name):
    return not name.startswith(("admin:", "account_")) and name != "set_language"


def relations(route, pattern):
    noun = noun_of(route, pattern) if own(route) else None
    return RELATIONS if noun and noun not in SHARED else [""]


PLACES = [(name, relation) for name, (_view, pattern) in ROUTES.items() for relation in relations(name, pattern)]


def address(world, route, relation):
    if route.startswith("admin:"):
        return admin_forms.address(world, route)
    if route == "account_reset_password_from_key":
        return reverse(route, args=["1", default_token_generator.make_token(world.users["no_access"])])
    return world.address(route, ROUTES[route][1], relation)


def sent(client, world, route, relation, verb):
    """The answer to one cell, with the tables that it wrote to."""
    at = address(world, route, relation)
    data = posted(world, route, relation) if verb == "POST" else {}
    with writes() as tables:
        response = client.post(at, **as_sent(data)) if verb == "POST" else client.get(at)
    return response, tables - SIGN_IN


def posted(world, route, relation):
    if route.startswith("admin:"):
        return admin_forms.body(world, route)
    return ACCOUNT.get(route) or body(world, route, relation)


SIGN_IN = {"account_emailaddress"}  # allauth's copy of the address, made when a reset link is opened
ACCOUNT = {
    "account_login": {"login": "nobody@district.example", "password": PASSWORD},
    "account_reset_password": {"email": "nobody@district.example"},
    "account_change_password": {"oldpassword": PASSWORD, "password1": "another phrase", "password2": "another phrase"},
    "account_reauthenticate": {"password": PASSWORD},
}


def word(response, tables, verb):
    """A response in the table's words."""
    goal = response.get("Location", "")
    if response.status_code == 302 and goal.split("?")[0] in {"/accounts/login/", "/admin/login/"} and "?next" in goal:
        return "sign-in"
    assert response.status_code < 500
    if response.status_code in DENIED:
        return DENIED[response.status_code]
    if response.status_code == 405:
        return "no such verb"
    if verb == "POST" and (tables or 300 <= response.status_code < 400):
        return "done"
    return "moved" if 300 <= response.status_code < 400 else "open"


class Cell(NamedTuple):
    """What came of one request: the table's word, the tables written to, the canaries shown."""

    word: str
    tables: set
    canaries: set


def sweep(world, kind):
    """`{(route, relation, verb): Cell}`; each request is taken back before the next.

    A door that the permission alone shuts is knocked at once: `config.access` refuses before any record is looked up.
    """
    client, found = Client(), {}
    world.sign_in(client, kind)
    signed_in = deepcopy(client.cookies)
    for route, relation in PLACES:
        for verb in VERBS:
            first = found.get((route, RELATIONS[0], verb))
            if first and first.word in SHUT and is_shut(world.users.get(kind), route):
                found[route, relation, verb] = first
                continue
            with undone():
                response, tables = sent(client, world, route, relation, verb)
                shown = canaries_in(text_of(response))
            found[route, relation, verb] = Cell(word(response, tables, verb), tables, shown)
            client.cookies = deepcopy(signed_in)
    return found


def is_shut(user, route):
    """Whether the permission that a view names keeps a user out, whatever the record."""
    permission = permission_of(ROUTES[route][0])
    return own(route) and permission is not None and not (user and user.may(permission))


@pytest.fixture(scope="module")
def swept(world):
    """`swept(kind)`: the sweep of a kind of user, made once."""
    return functools.cache(functools.partial(sweep, world))


def test_every_route_and_relation_is_in_the_table():
    assert set(PLACES) == {(row["route"], row["relation"]) for row in rows()}


def test_every_view_names_one_permission_or_is_public():
    assert [name for name, (view, _) in ROUTES.items() if own(name) and permission_of(view) in {"missing", ""}] == []


@pytest.mark.django_db
@EACH_KIND
def test_each_kind_of_user_gets_what_the_table_says(swept, kind):
    """A verb that the table does not list is answered by nobody."""
    said = {(row["route"], row["relation"], row["verb"]): row[kind] for row in rows()}
    answers = {at: cell.word for at, cell in swept(kind).items()}
    assert {at: answer for at, answer in answers.items() if answer != said.get(at, answer)} == {}
    assert {at: answer for at, answer in answers.items() if at not in said and answer not in UNTOLD} == {}


@pytest.mark.django_db
@EACH_KIND
def test_only_a_post_that_is_let_in_writes(swept, kind):
    found = swept(kind)
    assert {at: cell.tables for at, cell in found.items() if cell.tables and cell.word != "done"} == {}
    assert {at for at, cell in found.items() if cell.word == "done" and not cell.tables and own(at[0])} <= WITHOUT_ROWS


@pytest.mark.django_db
@EACH_KIND
def test_no_answer_holds_what_only_others_see(swept, kind):
    leaks = {at: [what for what in cell.canaries if not may_see(kind, *what)] for at, cell in swept(kind).items()}
    assert {at: found for at, found in leaks.items() if found} == {}


SEEN = {
    "coordinator": {("amount", "other"), ("award", "mine"), ("focus", "other"), ("fund", "other")},
    "business_office": {("amount", "mine"), ("budget", "other"), ("account", "school"), ("fund", "other")},
    "administrator": {("name", "other"), ("email", "mine"), ("number", "school"), ("award", "other")},
    "principal": {("name", "school"), ("award", "school"), ("focus", "school")},
    "teacher_leader": {("name", "mine"), ("amount", "mine"), ("note", "mine"), ("leader's note", "mine")},
    "supported_teacher": {("focus", "mine"), ("note", "mine"), ("teacher's note", "mine")},
}


@pytest.mark.django_db
@EACH_KIND
def test_who_may_see_it_does_see_it(swept, kind):
    """The control: the canaries are where a leak would be noticed."""
    assert SEEN.get(kind, set()) <= set.union(*(cell.canaries for cell in swept(kind).values()))


# What a verb may answer that the route does not take: who has no right learns nothing of verbs.
UNTOLD = {"no such verb", "refused", "hidden", "sign-in"}
# A post whose effect is no row but a cookie.
WITHOUT_ROWS = {("theme", "", "POST")}


@pytest.mark.django_db
@EACH_KIND
def test_a_hidden_record_answers_like_one_that_does_not_exist(client, world, kind):
    world.sign_in(client, kind)
    hidden = cells(kind, "hidden") + [cell for cell in cells(kind, "refused") if cell[1:] == ("other", "GET")]
    told = [cell for cell in hidden if shown(client, world, *cell) != shown(client, world, *cell, pk=NOWHERE)]
    assert told == []
    assert bool(hidden) == (kind != "anonymous")


def cells(kind, answer):
    """Cells about one record with which a kind of user gets an answer."""
    return [(row["route"], row["relation"], row["verb"]) for row in rows() if row["relation"] and row[kind] == answer]


NOWHERE = 987654321


def shown(client, world, route, relation, verb, pk=None):
    """Status and text of an answer, without what differs from request to request."""
    at = reverse(route, args=[pk]) if pk else address(world, route, relation)
    with undone():
        response = client.generic(verb, at)
    text = response.content.decode().replace(at, "")
    return response.status_code, re.sub(r'[0-9a-f]{32}|csrfmiddlewaretoken" value="\w+', "", text)


def test_views_of_the_admin_and_of_sign_in_are_all_listed():
    spaces = {name.partition(":")[0].partition("_")[0] for name in ROUTES}
    own_spaces = {"leaders", "responsibilities", "programs"}
    assert spaces == {"healthz", "readyz", "account", "theme", "set", "admin"} | own_spaces
