"""Views of lists: kept with what the list shows, shared without widening rights, opened by the bare address."""

import pytest
from django.db import IntegrityError, transaction

from leaders.models import AuditEntry, DefaultView, SavedView
from tests.factories import AppointmentFactory, PersonFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return coordinator


def kept(owner, name="Teachers", path="/people/", query="staff_kind=teacher", route="leaders:person-list", **facts):
    return SavedView.objects.create(owner=owner, name=name, path=path, query=query, route=route, **facts)


def keep(client, at, **fields):
    return client.post("/views/add/", {"name": "Mine", "at": at, **fields})


def text(client, address, **headers):
    return client.get(address, **headers).content.decode()


def test_a_view_keeps_filters_columns_order_and_size_and_nothing_else(client, signed_in):
    at = "/people/?staff_kind=teacher&school=&columns=kind&sort=-name&size=50&page=3&export=csv&view=7"
    answer = keep(client, at)
    view = SavedView.objects.get()
    assert (view.query, view.path) == ("staff_kind=teacher&columns=kind&sort=-name&size=50", "/people/")
    assert answer.url == f"/people/?staff_kind=teacher&columns=kind&sort=-name&size=50&view={view.pk}"
    assert AuditEntry.objects.about(view).get().actor == signed_in


def test_the_form_sent_twice_keeps_one_view(client, signed_in):
    key = {"client_key": "7d1f6d0e-9a53-4f6c-8a52-0d6c3c1a9f10"}
    assert keep(client, "/people/", **key).url == keep(client, "/people/", **key).url
    assert SavedView.objects.count() == 1


def test_a_name_is_taken_once_per_list_and_owner(client, signed_in):
    kept(signed_in, name="Mine", path="/schools/", route="leaders:school-list")
    kept(UserFactory(kind="viewer"), name="Mine")
    assert keep(client, "/people/").status_code == 302
    again = keep(client, "/people/?q=a")
    assert (again.status_code, SavedView.objects.count()) == (422, 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept(signed_in, name="Mine")


@pytest.mark.parametrize("at", ["", "https://elsewhere.example/", "/people/1/", "/nowhere/", "/people/\x00", "/funds/"])
def test_only_a_list_that_one_may_open_is_kept(client, at):
    client.force_login(UserFactory(kind="principal", kind__school=SchoolFactory()))
    assert (keep(client, at).url, SavedView.objects.count()) == ("/views/", 0)


def test_the_menu_of_a_list_holds_my_views_and_the_shared_ones_of_that_list(client, signed_in):
    other = UserFactory(kind="administrator")
    kept(signed_in, name="My teachers")
    kept(other, name="Shared teachers", is_shared=True)
    kept(other, name="Foreign teachers")
    kept(other, name="Shared schools", path="/schools/", route="leaders:school-list", is_shared=True)
    menu = text(client, "/views/menu/?at=/people/%3Fq=a", headers={"HX-Request": "true"})
    found = [name for name in ("My teachers", "Shared teachers", "Foreign teachers", "Shared schools") if name in menu]
    assert found == ["My teachers", "Shared teachers"]
    assert "/views/add/?at=%2Fpeople%2F%3Fq%3Da" in menu
    assert client.get("/views/menu/?at=/people/").url == "/views/"


def test_a_shared_view_shows_no_row_column_or_filter_that_is_closed_to_its_reader(client, coordinator):
    school = SchoolFactory()
    for place in (school, SchoolFactory()):
        AppointmentFactory(position__site=place, position__budget="9753.19", person=PersonFactory(home_school=place))
    query = "columns=label&columns=budget&over_budget=false"
    view = kept(coordinator, path="/positions/", route="leaders:position-list", query=query, is_shared=True)
    closed = "not open to you"
    client.force_login(coordinator)
    page = client.get(view.url)
    assert (len(page.context["rows"]), closed in page.content.decode()) == (2, False)
    client.force_login(UserFactory(kind="principal", kind__school=school))
    page = client.get(view.url)
    assert (len(page.context["rows"]), closed in page.content.decode(), b"9753" in page.content) == (1, True, False)


@pytest.mark.parametrize("verb", ["edit", "remove", "default", ""])
def test_a_view_that_somebody_keeps_to_themselves_is_not_there_for_others(client, coordinator, verb):
    view = kept(UserFactory(kind="administrator"))
    client.force_login(coordinator)
    ask = client.post if verb == "default" else client.get
    assert ask(f"/views/{view.pk}/{verb}{'/' if verb else ''}").status_code == 404
    assert (
        "Teachers" not in text(client, f"/people/?staff_kind=teacher&view={view.pk}").partition("list-views")[2][:300]
    )


def test_a_shared_view_is_changed_by_its_owner_and_removed_by_who_looks_after_the_site(client, coordinator):
    view = kept(UserFactory(kind="administrator"), is_shared=True)
    client.force_login(UserFactory(kind="business_office"))
    assert [client.get(f"/views/{view.pk}/{verb}").status_code for verb in ("", "edit/", "remove/")] == [200, 404, 404]
    client.force_login(coordinator)
    assert [client.get(f"/views/{view.pk}/{verb}").status_code for verb in ("", "edit/", "remove/")] == [200, 404, 200]
    assert client.post(f"/views/{view.pk}/remove/", {"reason": ""}).url == "/views/"
    assert not SavedView.objects.exists()


def test_who_may_not_open_the_list_finds_no_view_of_it(client, coordinator):
    view = kept(coordinator, is_shared=True)
    client.force_login(UserFactory(kind="viewer"))
    assert client.get(f"/views/{view.pk}/").status_code == 404
    assert "Teachers" not in text(client, "/views/")


def test_what_is_changed_is_kept_on_demand_and_the_name_alone_leaves_it(client, signed_in):
    view = kept(signed_in)
    page = text(client, f"/people/?staff_kind=consultant&view={view.pk}")
    assert "Keep the changes" in page
    assert "Keep the changes" not in text(client, view.url)
    fields = {"name": "Renamed", "version": "1", "at": "/people/?staff_kind=consultant", "is_shared": "on"}
    client.post(f"/views/{view.pk}/edit/", fields)
    view.refresh_from_db()
    assert (view.name, view.query, view.is_shared) == ("Renamed", "staff_kind=teacher", True)
    client.post(f"/views/{view.pk}/edit/", fields | {"version": "2", "replaces": "on"})
    view.refresh_from_db()
    assert view.query == "staff_kind=consultant"
    assert client.post(f"/views/{view.pk}/edit/", fields).status_code == 409


def test_the_bare_address_opens_the_default_and_show_all_leads_out(client, signed_in):
    first, second = kept(signed_in), kept(UserFactory(kind="administrator"), name="Others", query="", is_shared=True)
    assert client.get("/people/").status_code == 200
    client.post(f"/views/{first.pk}/default/")
    assert client.get("/people/").url == f"/people/?staff_kind=teacher&view={first.pk}"
    page = client.get(client.get("/people/").url)
    assert page.context["clear_url"] == "/people/?view=all"
    assert page.context["active"][0].remove_url == f"/people/?view={first.pk}"
    assert client.get("/people/?view=all").status_code == client.get("/people/?q=a").status_code == 200
    client.post(f"/views/{second.pk}/default/")  # one default per list: the later choice
    assert client.get("/people/").url == f"/people/?view={second.pk}"
    SavedView.objects.filter(pk=second.pk).update(is_shared=False)
    assert client.get("/people/").status_code == 200
    SavedView.objects.filter(pk=second.pk).update(is_shared=True)
    for _twice in range(2):
        client.post(f"/views/{second.pk}/default/?off=1")
    assert (client.get("/people/").status_code, DefaultView.objects.count()) == (200, 0)


def test_a_view_of_the_months_opens_with_the_month_of_the_day(client, signed_in):
    view = kept(signed_in, path="/months/close/", route="responsibilities:month-close", query="sort=-time")
    client.post(f"/views/{view.pk}/default/")
    assert client.get("/months/close/").url == f"/months/close/?sort=-time&view={view.pk}"
    assert client.get(f"/months/close/?sort=-time&view={view.pk}").url.startswith("/months/close/?sort=-time&view=")
    keep(client, "/months/close/?month=2026-10&sort=time")
    assert SavedView.objects.get(name="Mine").query == "sort=time"


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_views_ask_the_same_for_one_and_for_three(client, signed_in, rows, django_assert_num_queries):
    for number in range(rows):
        view = kept(signed_in, name=f"View {number}")
        kept(UserFactory(kind="administrator"), name=f"Shared {number}", is_shared=True)
    for address, queries in (("/views/", 5), (f"/views/{view.pk}/", 6), (view.url, 6)):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
    with django_assert_num_queries(3):
        assert client.get("/views/menu/?at=/people/", headers={"HX-Request": "true"}).status_code == 200


def test_what_is_too_long_to_keep_is_refused_in_words(client, signed_in):
    """Hundreds of ticked schools, or an address padded with zeros, as only a hostile hand types it."""
    for at in (f"/people/?q={'x' * 2000}", f"/people/{'0' * 300}1/history/", f"/people/?{'a=b&' * 1500}"):
        assert keep(client, at).status_code in (302, 422)
    assert not SavedView.objects.exists()
    assert keep(client, f"/people/?q={'x' * 1998}").status_code == 302
