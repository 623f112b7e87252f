"""What only some may see, looked for where pages are not: files, search, pickers, Django admin, mail, the log."""

import logging

import pytest
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from config.logs import JsonLines
from leaders.forms.roles import PositionForm
from leaders.forms.stale import both_versions
from tests import admin_forms
from tests.bodies import body
from tests.reading import text_of
from tests.security.cells import TICKED, post, posts, signed_in
from tests.test_access import address
from tests.watch import undone
from tests.world import CANARIES, KINDS, MONEY, PASSWORD, RELATIONS, canaries_in, may_see, money

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet_log")]
LISTS = {
    "/people/": ["name", "kind", "school", "email", "number", "local_id", "teaching"],
    "/teacher-leaders/": ["name", "pay", "roles", "sites"],
    "/positions/": ["label", "budget"],
    "/appointments/": ["person", "role"],
    "/schools/": ["name", "code"],
    "/roles/": ["name", "amount"],
    "/funds/": ["fund", "budget", "committed"],
    "/shared-stipends/": ["name", "amount", "heads"],
    "/imports/": ["name", "by"],
    "/views/": ["name", "list", "owner"],
}
EXPORTS = [f"{page}?export={form}" for page in LISTS for form in ("csv", "xlsx")]
CHOSEN = [f"{page}?columns={'&columns='.join(keys)}" for page, keys in LISTS.items()]
SEARCHES = [f"{page}?q={word}" for page in LISTS for word in ("zanz", "math", "school")]
SEARCHES += [f"/search/?q={word}" for word in ("zanz", "zanzibrasky", "mail", "number", "math", "acct", "planned")]
PICKERS = [
    f"/pick/{what}/?q={word}" for what in ("people", "schools", "positions") for word in ("zanz", "mail", "math")
]
FOREIGN_KEYS = [("position", "fund"), ("appointment", "person"), ("recognition", "person"), ("user", "person")]
MODELS = sorted(f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry)
ADMIN = [
    *[f"/admin/{model}/?q={word}" for model in MODELS for word in ("zanz", "math", "a")],
    *[f"/admin/autocomplete/?app_label=leaders&model_name={m}&field_name={f}&term=zanz" for m, f in FOREIGN_KEYS],
]


def seen_at(world, kind, addresses):
    """`{address: canaries}` that a kind of user finds."""
    client = Client()
    world.sign_in(client, kind)
    return {at: canaries_in(text_of(client.get(at))) for at in addresses}


def leaks(found, kind):
    wrong = {at: {what for what in seen if not may_see(kind, *what)} for at, seen in found.items()}
    return {at: what for at, what in wrong.items() if what}


def admin_pages(world):
    """Every page of every model about a record that is full of canaries."""
    pages = [("person", "person"), ("position", "position"), ("appointment", "appointment"), ("compensation", "pay")]
    pages += [("recognition", "recognition"), ("credential", "credential"), ("stipendpool", "pool")]
    pages += [("fundingallocation", "allocation")]
    records = [(model, world.records["other"][noun]) for model, noun in pages]
    records += [("fundingsource", world.shared["fund"]), ("school", world.records["other"]["position"].site)]
    return [
        reverse(f"admin:leaders_{model}_{page}", args=[record.pk])
        for model, record in records
        for page in ("change", "history", "delete")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_files_searches_and_pickers_hold_nothing_of_others(world, kind):
    # A page that is closed is closed whatever is asked of it; files of it are tried all the same.
    client = signed_in(world, kind)
    closed = {page for page in LISTS if client.get(page).status_code != 200}
    open_ones = [at for at in CHOSEN + SEARCHES if at.partition("?")[0] not in closed]
    assert leaks(seen_at(world, kind, EXPORTS + open_ones + PICKERS), kind) == {}


@pytest.mark.parametrize("kind", ["coordinator", "principal", "teacher_leader", "supported_teacher"])
def test_search_finds_nothing_that_was_written_about_anybody(world, kind):
    """Notes, answers, reasons, own words: whoever asks for the very words; the page repeats only what was typed."""
    client, written = signed_in(world, kind), [text for text, (what, _of) in CANARIES.items() if what not in KNOWN]
    found = [hit for text in written for hit in hits_of(client, text)]
    assert (len(written) > 20, [hit for hit in found if canaries_in(f"{hit.label} {hit.note}")]) == (True, [])


KNOWN = {"name", "email", "number"}


def hits_of(client, text):
    groups = client.get("/search/", {"q": text}, headers={"HX-Request": "true"}).context["found"].groups
    return [hit for group in groups for hit in group.hits]


def papers(world):
    """Certificates and letters about each of the three people."""
    rows = world.records.values()
    letters = [f"/service/{row['obligation-over'].pk}/letter/" for row in rows]
    return [*letters, *(f"/enrollments/{row['completed'].pk}/certificate/" for row in rows)]


@pytest.mark.parametrize("kind", KINDS)
def test_papers_hold_nothing_of_others(world, kind):
    assert leaks(seen_at(world, kind, papers(world)), kind) == {}


def test_the_text_of_papers_is_read(world):
    """The control: who prints them finds the name of each person in both of their papers."""
    found = list(seen_at(world, "coordinator", papers(world)).values())
    assert found == [{("name", relation)} for relation in world.records] * 2


@pytest.mark.parametrize("kind", ["coordinator", "business_office"])
@pytest.mark.parametrize("address", ["/people/?export=csv", "/positions/?export=xlsx", "/shared-stipends/?export=csv"])
def test_files_of_the_offices_do_hold_it(world, kind, address):
    """The control."""
    assert seen_at(world, kind, [address])[address] != set()


def test_admin_pages_show_people_and_no_money(world):
    found = seen_at(world, "administrator", [*ADMIN, *admin_pages(world)])
    assert leaks(found, "administrator") == {}
    assert ("name", "other") in set.union(*found.values())


@pytest.mark.parametrize("lookup", ["budget__gte", "budget", "budget__startswith"])
@pytest.mark.parametrize("model", ["position", "fundingsource"])
def test_hidden_money_cannot_be_guessed_by_filtering(world, model, lookup):
    answer = world.administrator.get(f"/admin/leaders/{model}/?{lookup}=9")
    assert answer.status_code == 400


@pytest.mark.parametrize("lookup", ["changes__contains", "changes__budget__1", "changes__icontains"])
def test_history_cannot_be_searched_for_amounts(world, lookup):
    assert world.administrator.get(f"/admin/leaders/auditentry/?{lookup}=9753").status_code == 400


@pytest.mark.parametrize("kind", ["administrator", "principal"])
def test_order_of_a_list_tells_nothing_of_hidden_columns(world, kind):
    client = Client()
    world.sign_in(client, kind)
    for page in ("/positions/", "/teacher-leaders/"):
        hidden = "budget" if page == "/positions/" else "pay"
        orders = [client.get(f"{page}?sort={sign}{hidden}").context["rows"] for sign in ("", "-")]
        assert [row[0] for row in orders[0]] == [row[0] for row in orders[1]]


def test_a_principal_finds_the_own_staff_who_lead_elsewhere_and_nobody_else_there(world):
    mover, site = world.records["other"]["person"], world.records["other"]["position"].site
    addresses = ["/teacher-leaders/", f"/teacher-leaders/?school={site.pk}", f"/appointments/?school={site.pk}"]
    strangers = seen_at(world, "principal", addresses)
    with undone():
        type(mover)._base_manager.filter(pk=mover.pk).update(home_school=world.records["school"]["position"].site)
        own = seen_at(world, "principal", addresses)
    assert [("name", "other") in seen for seen in strangers.values()] == [False, False, False]
    assert [("name", "other") in seen for seen in own.values()] == [True, True, True]


@pytest.mark.parametrize("kind", KINDS)
def test_refused_rows_of_an_import_go_to_who_imports(world, kind):
    at = reverse("leaders:import-refused", args=[world.shared["import"].pk])
    found = seen_at(world, kind, [f"{at}?kind=person", f"{at}?kind=school", world.shared["import"].get_absolute_url()])
    imports = kind in {"administrator", "coordinator"}
    assert found[f"{at}?kind=person"] == (
        {(what, of) for what in ("name", "number") for of in RELATIONS} if imports else set()
    )
    assert leaks(found, kind) == {}


def asked(world, kind):
    """`{route: what the page shows}` of each change of ticked rows, before anything is changed."""
    client = signed_in(world, kind)
    bare = {route: {"rows": body(world, route)["rows"]} for route in TICKED}
    return {route: canaries_in(text_of(client.post(address(world, route, ""), rows))) for route, rows in bare.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_pages_that_name_ticked_rows_name_them_to_who_may_change_them(world, kind):
    found = asked(world, kind)
    assert leaks(found, kind) == {}
    named = {route for route, seen in found.items() if ("name", "other") in seen}
    people = {route for route in TICKED if route.startswith(("leaders:person-", "leaders:appointment-"))}
    people |= {f"responsibilities:month-{step}-ticked" for step in ("approve", "return", "unlock")}
    people |= {"programs:enrollment-complete-ticked", "programs:piece-accept-ticked", "programs:applications-decide"}
    people |= {f"programs:enrollments-{step}" for step in ("accept", "decline", "message", "waitlist", "withdraw")}
    assert named == (people if kind == "coordinator" else set())


EDITS = posts("administrator", "coordinator", "business_office")
EDITS = [place for place in EDITS if place[1] in {"", "other"} and place[0].endswith(("-edit", "-share", "-remove"))]


@pytest.mark.parametrize(("route", "relation", "kind"), EDITS)
def test_refused_and_overtaken_forms_show_only_what_their_editor_may_see(world, route, relation, kind):
    """422 and 409: pages that come back with what was typed and with the row as it now stands."""
    client = signed_in(world, kind)
    with undone():
        stale = post(client, world, route, relation, version="0")
        wrong = client.post(address(world, route, relation), {"kind": "nothing", "version": "0"})
    assert (stale.status_code, wrong.status_code in {409, 422}) == (409, True)
    assert leaks({"409": canaries_in(text_of(stale)), "422": canaries_in(text_of(wrong))}, kind) == {}


@pytest.mark.parametrize("kind", ["administrator", "principal", "coordinator"])
def test_both_versions_are_told_without_money_to_who_sees_none(world, kind):
    """Also should a form with money ever open to others: neither what was typed nor what is stored."""
    user, position = world.users[kind], world.records["school"]["position"]
    mine = type(position).objects.get(pk=position.pk)
    mine.title, mine.budget = "Renamed", money("budget", "other")
    form = PositionForm(instance=mine, user=user)
    form.cleaned_data = {}
    told = str([both_versions(form, mine, position, user).rows])
    assert ("Renamed" in told, str(position.budget) in told) == (True, kind == "coordinator")


@pytest.fixture
def log():
    """The lines that the site's own log would hold."""
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(JsonLines().format(record))

    logging.disable(logging.NOTSET)
    root, kept = logging.getLogger(), Kept()
    root.addHandler(kept)
    level, _ = root.level, root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(level)
    root.removeHandler(kept)


def test_the_log_holds_no_pay_no_people_and_no_secrets(world, log):
    """Over ordinary work, refusals, wrong forms, sign-in and a search for a name."""
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)  # statements are logged by nobody's settings
    other = world.records["other"]
    for kind in ("coordinator", "teacher_leader"):
        client = Client()
        world.sign_in(client, kind)
        with undone():
            client.get(other["person"].get_absolute_url())
            client.get("/people/?q=zanz")
            client.post(f"/pay/{other['pay'].pk}/edit/", body(world, "pay-edit"))
            client.post(f"/people/{other['person'].pk}/edit/", {"family_name": "Zanzibarskyother", "email": "no"})
    with undone():
        Client().post("/accounts/login/", {"login": "mail-other@canary.example", "password": PASSWORD})
    text = "\n".join(log)
    assert (len(log) > 1, canaries_in(text), PASSWORD in text) == (True, set(), False)


def test_mail_names_nobody_and_no_money(world):
    """A reset and an invitation, to somebody whose records are full of canaries."""
    user = world.users["teacher_leader"]
    Client().post("/accounts/password/reset/", {"email": user.email})
    data = {"action": "invite", "_selected_action": user.pk}
    with undone():
        world.administrator.post(reverse("admin:leaders_user_changelist"), data)
    assert [message.to for message in mail.outbox] == [[user.email]] * 2
    assert [canaries_in(str(message.message())) for message in mail.outbox] == [set(), set()]


def test_every_amount_is_planted_once_per_relation():
    amounts = [money(what, relation) for what in MONEY for relation in RELATIONS]
    assert len(set(amounts)) == len(amounts)
    assert set(admin_forms.NOUNS) - {"surveyitem"} == {"compensation", "fundingallocation", "stipendpool"}
