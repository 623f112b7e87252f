"""Lists: what people see, sort, choose and take along, and what they never learn."""

import io
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from python_calamine import CalamineWorkbook

from config.tables import Column
from leaders.models import District, Person
from tests.factories import PersonFactory, SchoolFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.lists")]


@pytest.fixture
def coordinator(client):
    client.force_login(UserFactory(kind="coordinator"))
    return client


@pytest.fixture
def administrator(client):
    """Sees staff, never pay."""
    client.force_login(UserFactory(kind="administrator"))
    return client


def page(client, query=""):
    return client.get(f"/staff/{query}").content.decode()


def lines(client, query):
    text = b"".join(client.get(f"/staff/{query}").streaming_content).decode("utf-8-sig")
    return text.splitlines()


def place(html, *names):
    return [html.index(name) for name in names]


def staff(*names, **fields):
    return [PersonFactory(family_name=name, **fields) for name in names]


def test_a_list_names_its_rows_and_links_to_them(coordinator):
    [person] = staff("Abbott")

    assert f'<th scope="row"><a href="/staff/{person.pk}/">Ana Abbott</a></th>' in page(coordinator)


@pytest.mark.parametrize(("query", "first", "second"), [("", "Abbott", "Zola"), ("?sort=-name", "Zola", "Abbott")])
def test_people_choose_the_order(coordinator, query, first, second):
    staff("Zola", "Abbott")

    before, after = place(page(coordinator, query), f"Ana {first}</a>", f"Ana {second}</a>")

    assert before < after


def test_the_order_in_use_is_told_to_screen_readers(coordinator):
    staff("Abbott")

    assert 'aria-sort="descending"' in page(coordinator, "?sort=-name")
    assert "aria-sort" not in page(coordinator)


@pytest.mark.parametrize("sort", ["password", "pk", "-home_school__name", "hired", "--name"])
def test_nobody_sorts_by_what_is_not_offered(coordinator, sort):
    staff("Abbott")

    assert "aria-sort" not in page(coordinator, f"?sort={sort}")


def test_search_and_filters_come_from_the_address_and_show_as_chips(coordinator):
    staff("Abbott", "Zola")
    staff("Abbottson", staff_kind="consultant")

    html = page(coordinator, "?q=abbott&staff_kind=teacher&sort=name")

    assert "1 entry" in html
    assert "Kind of staff: <strong>teacher</strong>" in html
    assert 'href="/staff/?q=abbott&amp;sort=name"' in html


@pytest.mark.parametrize("query", ["?q=zz", "?hired_on=2020-02-02", "?home_school={school}", "?is_active=false"])
def test_filters_that_match_nothing_say_so_and_can_be_cleared(coordinator, query):
    [person] = staff("Abbott")
    school = SchoolFactory()

    html = page(coordinator, query.format(school=school.pk))

    assert "Nothing matches these filters" in html
    assert 'href="/staff/">Clear all filters</a>' in html
    assert str(person) not in html


def test_the_options_of_a_filter_show_what_is_chosen_and_run_nothing(coordinator):
    staff("Abbott")
    school = SchoolFactory(name="<b>Bay</b>")

    html = page(coordinator, f"?home_school={school.pk}")

    assert f'<option value="{school.pk}" selected>&lt;b&gt;Bay&lt;/b&gt;</option>' in html
    assert "<b>Bay" not in html


def test_a_later_page_shows_the_rows_that_follow(coordinator):
    staff(*[f"Abbott{number:02d}" for number in range(30)])

    html = page(coordinator, "?page=2")

    assert "26–30 of 30" in html
    assert place(html, "Ana Abbott25</a>", "Ana Abbott29</a>")
    assert "Ana Abbott24" not in html


def test_a_filter_that_cannot_be_read_is_named_and_the_others_hold(coordinator):
    staff("Abbott", "Zola")

    html = page(coordinator, "?q=abbott&hired_on=someday")

    assert "The filter “Hired on” is not applied: Enter a valid date." in html
    assert "1 entry" in html
    assert "Search: <strong>abbott</strong>" in html


def test_an_empty_list_says_how_to_begin(coordinator):
    Person.objects.all().delete()

    html = page(coordinator)

    assert "Import your roster." in html
    assert '<a class="btn btn-primary" href="/staff/">Add</a>' in html


def test_spanish_keeps_the_dates_and_money_of_the_united_states(coordinator):
    staff("Abbott", hired_on="2026-12-31")
    coordinator.cookies["django_language"] = "es"

    html = page(coordinator, "?columns=hired&columns=pay")

    assert "$7,654.32" in html
    assert "31 de diciembre de 2026" in html


def test_people_choose_the_columns_and_the_name_stays(coordinator):
    staff("Abbott")

    html = page(coordinator, "?columns=hired")

    assert 'data-label="Hired"' in html
    assert 'data-label="School"' not in html
    assert '<th scope="row">' in html


def test_what_adds_up_is_summed_over_all_filtered_rows(coordinator):
    for number in range(30):
        staff(f"Abbott{number}", teaching_fte="0.5")
    staff("Zola", teaching_fte="1", staff_kind="consultant")

    html = page(coordinator, "?staff_kind=teacher")

    assert '<th scope="row">Total</th>' in html
    assert 'data-label="FTE">15.00</td>' in html


@pytest.mark.parametrize(
    ("query", "shown"), [("", 25), ("?page=2", 5), ("?page=99", 5), ("?size=50", 30), ("?size=7", 25)]
)
def test_pages_hold_25_50_or_100_rows(coordinator, query, shown):
    staff(*[f"Abbott{number}" for number in range(30)])

    assert page(coordinator, query).count('name="rows"') == shown


@pytest.mark.parametrize("sort", ["name", "-name", "school", "-school"])
def test_the_pages_are_the_file_in_parts_the_last_ones_too(coordinator, sort):
    """Later pages are counted from the end; rows without a value, and alike ones, keep their places."""
    schools = [None, *SchoolFactory.create_batch(2)]
    for number in range(70):
        staff(f"Abbott{number % 30:02}", home_school=schools[number % 3])

    shown = [
        row for number in (1, 2, 3) for row in coordinator.get(f"/staff/?sort={sort}&page={number}").context["rows"]
    ]

    key = ("-" if sort[0] == "-" else "") + {"name": "family_name", "school": "home_school__name"}[sort.lstrip("-")]
    assert [pk for pk, _name, _cells in shown] == [*Person.objects.order_by(key, "pk").values_list("pk", flat=True)]


def test_a_file_holds_what_is_shown_on_all_pages(coordinator):
    staff(*[f"Abbott{number:02}" for number in range(30)], teaching_fte="0.5")

    found = lines(coordinator, "?columns=fte&columns=kind&q=abbott&sort=-name&size=25&export=csv")

    assert found[:2] == ['"Name","Kind","FTE"', '"Ana Abbott29","teacher",0.500']
    assert len(found) == 31


def test_a_workbook_can_be_had_too(coordinator):
    staff("Abbott")

    response = coordinator.get("/staff/?export=xlsx&staff_kind=teacher")

    assert response["Content-Disposition"].startswith('attachment; filename="staff-')
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_a_workbook_says_where_it_comes_from_and_what_was_chosen(coordinator):
    District.objects.create(pk=1, name="Bay & Coast")
    staff("Abbott")

    response = coordinator.get("/staff/?export=xlsx&staff_kind=teacher&hired_on=someday")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    about = dict(book.get_sheet_by_index(1).to_python())

    assert about["District"] == "Bay & Coast"
    assert about["Kind of staff"] == "teacher"
    assert about["Hired on"] == "not applied: Enter a valid date."
    assert about["Made by"] == str(get_user_model().objects.get())


def test_a_column_shows_to_who_may_see_it(coordinator):
    staff("Abbott")

    assert "$7,654.32" in page(coordinator)
    assert lines(coordinator, "?columns=pay&export=csv")[1] == '"Ana Abbott",7654.32'


@pytest.mark.parametrize("query", ["", "?columns=pay", "?sort=pay", "?columns=pay&export=csv"])
def test_a_column_one_may_not_see_is_nowhere(administrator, query):
    staff("Abbott")

    response = administrator.get(f"/staff/{query}")
    content = b"".join(response) if response.streaming else response.content

    assert b"Abbott" in content
    assert not any(word in content for word in (b"7,654", b"7654", b"Secret pay", b"aria-sort"))


def test_actions_show_to_who_may_do_them(administrator):
    staff("Abbott")

    html = page(administrator)

    assert "Deactivate" not in html
    assert 'name="rows"' not in html


def test_ticked_rows_are_sent_to_the_action(coordinator):
    one, two = staff("Abbott", "Zola")

    assert 'formaction="/staff/bulk/"' in page(coordinator)
    assert coordinator.post("/staff/bulk/", {"rows": [one.pk, two.pk]}).content == f"{one.pk},{two.pk}".encode()


def test_a_list_in_place_is_the_changing_part_only(coordinator):
    staff("Abbott")

    part = coordinator.get("/staff/?q=abbott", headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "Ana Abbott" in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_going_back_brings_the_whole_page(coordinator):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in coordinator.get("/staff/", headers=headers).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_the_database_as_often_for_one_row_as_for_many(coordinator, django_assert_num_queries, rows):
    staff(*[f"Abbott{number}" for number in range(rows)])

    with django_assert_num_queries(6):  # session, user with grants, district, filter's schools; count with totals; rows
        coordinator.get("/staff/")


@pytest.mark.parametrize(("theme", "shown"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')])
def test_light_or_dark_is_remembered(client, theme, shown):
    response = client.post("/theme/", {"theme": theme, "next": "/accounts/login/"})

    assert response["Location"] == "/accounts/login/"
    assert shown in client.get("/accounts/login/").content.decode()


def test_the_device_decides_again_and_foreign_addresses_are_refused(client):
    client.cookies["theme"] = "dark"

    response = client.post("/theme/", {"theme": "auto", "next": "https://evil.example/"})

    assert response["Location"] == "/"
    assert "data-theme" not in client.get("/accounts/login/").content.decode()


def test_the_menu_names_only_what_opens(client):
    client.force_login(UserFactory(kind="administrator"))
    staff("Abbott")

    html = page(client)

    assert '<a href="/admin/">Admin</a>' in html
    assert "Funds" not in html
    assert get_user_model().objects.get().email in html


def test_time_is_words_on_pages_and_decimal_hours_in_files():
    column = Column("time", "Time", lambda row: row, time=True)
    assert (column.cell(2745), column.cell(0), column.cell("not shown")) == ("45 h 45 min", "0 min", "not shown")
    assert (column.plain(2745), column.plain("not shown")) == (Decimal("45.75"), "not shown")
    assert (column.shown_total(None), column.shown_total(75000)) == ("0 min", "1,250 h")
