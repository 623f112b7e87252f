"""Search: what fits, by kind, and never what the reader may not see."""

import pytest
from django.db import connection

from config.search import MOST
from leaders.models import SavedView
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    ProgramFactory,
    RoleFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
HOSTILE = [
    "%",
    "_",
    "'",
    '"',
    "\\",
    "'; drop table leaders_person; --",
    "<script>alert(1)</script>",
    "\x00",
    "(",
    "日本",
]


@pytest.fixture
def find(client):
    """`find(user, text)`: `{heading: [labels]}` of what a user finds."""

    def found(user, text):
        client.force_login(user)
        answer = client.get("/search/", {"q": text})
        assert answer.status_code == 200
        return {str(group.heading): [hit.label for hit in group.hits] for group in answer.context["found"].groups} | (
            {"near": True} if answer.context["found"].near else {}
        )

    return found


@pytest.fixture
def everything(district):
    """One of each kind, all called after the same river."""
    site = SchoolFactory(name="Niagara Peña Elementary", code="NP1")
    person = PersonFactory(given_name="Ana", family_name="Niagara-García", home_school=site)
    position = PositionFactory(role=RoleFactory(name="Niagara coach"), site=site, school_year=2027)
    AppointmentFactory(person=person, position=position)
    FundingSourceFactory(code="NIAG", name="Niagara grant")
    CohortFactory(program=ProgramFactory(name="Niagara institute"), name="First", school_year=2027)
    owner = UserFactory(kind="administrator")
    facts = {"path": "/schools/", "route": "leaders:school-list", "query": "q=n", "owner": owner, "is_shared": True}
    SavedView.objects.create(name="Niagara schools", **facts)
    return person


@pytest.mark.time_machine("2026-11-24")
def test_every_kind_is_found_and_leads_to_its_page(client, coordinator, everything, find):
    found = find(coordinator, "niagara")
    assert list(found) == [
        "People",
        "Schools",
        "Roles",
        "Programs",
        "Cohorts",
        "Appointments",
        "Positions",
        "Funds",
        "Saved views",
    ]
    assert found["Appointments"] == ["Niagara-García, Ana: Niagara coach, Niagara Peña Elementary"]
    groups = client.get("/search/?q=niagara").context["found"].groups
    assert [client.get(hit.url).status_code for group in groups for hit in group.hits] == [200] * 9


def test_pages_are_found_by_their_names(coordinator, find):
    assert find(coordinator, "close mon") == {"Pages": ["Close a month"]}
    assert "Pages" not in find(UserFactory(kind="viewer"), "close mon")


@pytest.mark.parametrize("text", ["garcia", "GARCÍA ana", "niagara-gar", "ana niag"])
def test_accents_case_and_order_of_words_do_not_matter(coordinator, everything, find, text):
    assert find(coordinator, text)["People"] == ["Niagara-García, Ana"]


@pytest.mark.parametrize("text", ["pena elem", "PEÑA", "np1", "elementary niagara"])
def test_schools_are_found_by_words_of_their_names_and_codes(coordinator, everything, find, text):
    assert find(coordinator, text)["Schools"] == ["Niagara Peña Elementary"]


@pytest.mark.parametrize("text", ["agara", "nothing-of-the-kind", "xyz niagara"])
def test_a_part_inside_a_word_or_one_word_that_fits_nothing_finds_nothing_at_once(coordinator, everything, find, text):
    found = find(coordinator, text)
    assert found == {} or found["near"]


def test_who_may_not_see_a_row_does_not_find_it(everything, find):
    principal = UserFactory(kind="principal", kind__school=SchoolFactory())
    own = UserFactory(kind="principal", kind__school=everything.home_school)
    public = ["Schools", "Roles", "Programs", "Cohorts", "Saved views"]
    assert list(find(principal, "niagara")) == public
    assert list(find(UserFactory(kind="viewer"), "niagara")) == public
    assert list(find(own, "niagara")) == ["People", *public[:4], "Appointments", "Positions", "Saved views"]
    leader = UserFactory(person=AppointmentFactory(person__family_name="Other").person)
    assert list(find(leader, "niagara")) == public
    assert find(leader, "other")["People"] == ["Other, Ana"]
    assert find(UserFactory(person=everything), "niagara")["People"] == ["Niagara-García, Ana"]


def test_likeness_is_not_asked_of_rows_that_are_hidden(everything, find):
    assert "People" not in find(UserFactory(kind="principal", kind__school=SchoolFactory()), "garica")


def test_a_typo_finds_what_is_like_it_and_says_so(client, coordinator, everything, find):
    assert find(coordinator, "garica") == {"People": ["Niagara-García, Ana"], "near": True}
    assert "Did you mean" in client.get("/search/?q=garica").content.decode()


@pytest.mark.postgres
@pytest.mark.parametrize("text", ["gracia", "grcia", "niagra insitute", "Penna elementry"])
def test_trigrams_find_typos_also_in_the_first_letters(coordinator, everything, find, text):
    found = find(coordinator, text)
    assert found.pop("near")
    meant = {"Niagara-García, Ana", "Niagara institute", "Niagara Peña Elementary"}
    assert meant & {label for labels in found.values() for label in labels}


def test_nothing_found_says_what_to_try(client, coordinator):
    client.force_login(coordinator)
    page = client.get("/search/?q=zzzzzz").content.decode()
    assert "Nothing found for “zzzzzz”" in page
    assert "Try the beginning of a name" in page


@pytest.mark.parametrize("text", [*HOSTILE, "a" * 10_000, "% _ % _ % _ % _ %", " " * 50])
def test_odd_text_finds_nothing_and_breaks_nothing(client, coordinator, everything, text):
    client.force_login(coordinator)
    answer = client.get("/search/", {"q": text})
    assert answer.status_code == 200
    assert answer.context["found"].groups == []
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("rows", [1, 30])
def test_few_rows_of_each_kind_by_one_question_however_many_there_are(
    client, coordinator, rows, django_assert_num_queries
):
    PersonFactory.create_batch(rows, family_name="Niagara")
    SchoolFactory.create_batch(rows, name="Niagara Elementary")
    client.force_login(coordinator)
    with django_assert_num_queries(4):
        groups = client.get("/search/?q=niagara").context["found"].groups
    assert [len(group.hits) for group in groups] == [min(rows, MOST)] * 2
    assert [bool(group.all_url) for group in groups] == [rows > MOST] * 2
    with django_assert_num_queries(8 if connection.vendor == "postgresql" else 5):
        client.get("/search/?q=niagarra")


def test_the_part_that_changes_comes_alone_and_the_field_stands_in_every_header(client, coordinator):
    client.force_login(coordinator)
    assert 'id="site-q"' in client.get("/people/").content.decode()
    assert 'id="site-q"' not in client.get("/search/").content.decode()
    assert "<html" not in client.get("/search/?q=a", headers={"HX-Request": "true"}).content.decode()
    assert "Appointments" in client.get("/search/").content.decode()
