"""Reports: who finds which, and that page, PDF and workbook say the same, and nothing that is hidden."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from config.charts import Chart, Series
from leaders import logos
from leaders.models import District
from programs.reports import cells
from programs.reports.document import HIDDEN, Document, Figure, Head
from programs.reports.frozen import as_json, from_json
from programs.views.report_pages import shown
from tests.factories import SchoolFactory, UserFactory
from tests.tiny import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-30T12:00:00-05:00", tick=False)


@pytest.fixture
def elm():
    return SchoolFactory(name="Elm", eligible_teachers=12)


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def test_the_list_holds_what_is_open_to_the_reader(client):
    client.force_login(UserFactory(kind="viewer"))
    page = client.get("/reports/").content.decode()
    assert '<a href="/reports/tiny/">Tiny report</a>' in page
    assert '<a href="/reports/tiny/?export=pdf">' in page
    assert "Closed report" not in page
    client.force_login(UserFactory(kind="business_office"))
    assert "Closed report" in client.get("/reports/").content.decode()


def test_a_closed_report_answers_like_one_that_is_not_there(client):
    client.force_login(UserFactory(kind="viewer"))
    for address in ("/reports/closed/", "/reports/none/", "/reports/closed/?export=xlsx"):
        assert client.get(address).status_code == 404


def test_the_page_shows_figures_in_words_with_their_definitions(client, elm):
    client.force_login(UserFactory(kind="viewer"))
    page = client.get("/reports/tiny/?year=2027")
    text = words(page)
    for part in ("2026–27 · School: Elm", "Most teach at Elm.", "12.5%", "1 h 30 min", "40.3%", "For comparison:"):
        assert part in text
    assert '<td class="heat-5">10</td>' in page.content.decode()
    assert '<td class="heat-0">0</td>' in page.content.decode()
    assert page.content.decode().count("not shown</span>") >= 4
    assert "a figure about fewer than five of them" in text


def test_buttons_lead_to_the_files_of_what_is_shown_and_to_freezing_for_who_may(client):
    client.force_login(UserFactory(kind="viewer"))
    page = client.get("/reports/tiny/?year=2026").content.decode()
    assert 'href="/reports/tiny/?year=2026&amp;export=pdf"' in page
    assert "/reports/tiny/freeze/" not in page
    client.force_login(UserFactory(kind="business_office"))
    assert 'href="/reports/tiny/freeze/?year=2026"' in client.get("/reports/tiny/?year=2026").content.decode()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_paper_is_tagged_and_says_what_is_hidden_in_words(client, elm):
    client.force_login(UserFactory(kind="viewer"))
    answer = client.get("/reports/tiny/?export=pdf")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''tiny-2026-11-30.pdf"
    assert b"pdfuaid:part" in answer.content
    assert b"/MarkInfo" in answer.content
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    text = " ".join(made.stdout.decode().split())
    for part in ("Test District", "Tiny report", "2026–27", "Elm 12 1h 12.5%", "Page 1 of"):
        assert part in text
    assert "Hidden School not shown not shown not shown" in text


def test_the_logo_stands_on_paper(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), (20, 80, 160)).save(picture, "PNG")
    client.force_login(UserFactory(kind="viewer"))
    assert b"/Subtype/Image" not in client.get("/reports/tiny/?export=pdf").content
    District.objects.update(logo=logos.keep(picture.getvalue()))
    made = client.get("/reports/tiny/?export=pdf").content
    assert b"/Subtype/Image" in made
    assert b"pdfuaid:part" in made


def test_the_workbook_has_a_sheet_for_each_figure_and_two_about_it(client, elm):
    client.force_login(UserFactory(kind="viewer"))
    data = client.get("/reports/tiny/?export=xlsx").content
    found = sheets(data)
    assert list(found) == ["schools", "heat", "Definitions", "About"]
    assert found["schools"][:2] == [["School", "Teachers", "Time (hours)", "Share (%)"], ["Elm", 12, 1, 12.5]]
    assert found["schools"][2][1:] == ["not shown"] * 3
    assert found["Definitions"][1][0] == "Reach"
    about = dict(row[:2] for row in found["About"])
    assert about["District"] == "Test District"
    assert about["School"] == "Elm"
    assert re.fullmatch(r"\d+ / \d+\.\d+\.\d+", about["Data version"])


def test_the_same_document_makes_the_same_workbook(client, elm, time_machine):
    client.force_login(UserFactory(kind="viewer"))
    first = client.get("/reports/tiny/?export=xlsx").content
    time_machine.move_to("2026-11-30T16:00:00-05:00", tick=False)
    assert client.get("/reports/tiny/?export=xlsx").content == first
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def test_text_that_a_spreadsheet_would_run_stays_text(client):
    SchoolFactory(name="=HYPERLINK(1)")
    client.force_login(UserFactory(kind="viewer"))
    assert sheets(client.get("/reports/tiny/?export=xlsx").content)["schools"][1][0] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (None, "number", "—"),
        (HIDDEN, "money", "not shown"),
        (1234, "number", "1,234"),
        (2027, "text", "2027"),
        (Decimal("99.95"), "percent", "100%"),
        (Decimal("-5"), "money", "−$5.00"),
        (7250, "minutes", "120 h 50 min"),
    ],
)
def test_a_value_in_words(value, kind, said):
    assert cells.in_words(value, kind) == said


def test_shades_go_by_fifths_of_the_highest():
    rows = [["A", value] for value in (0, 1, 20, 21, 100, HIDDEN, None)]
    shown, _total = cells.table(Figure("a", "A", "", [Head("Row"), Head("N", "number")], rows, heat=True))
    assert [row[1].heat for row in shown] == [0, 1, 1, 2, 5, None, None]


@pytest.mark.parametrize(
    "facts",
    [{"key": "a b"}, {"key": "a" * 26}, {"key": "about"}, {"rows": [["only one"]]}, {"total": ["one", 2, 3]}],
)
def test_a_figure_that_no_sheet_could_hold_is_refused(facts):
    with pytest.raises(ValueError, match="figure|head"):
        Figure(**{"key": "a", "title": "A", "summary": "", "heads": [Head("R"), Head("N")], "rows": []} | facts)


def test_two_figures_of_one_name_are_refused():
    one = Figure("a", "A", "", [Head("R")], [])
    with pytest.raises(ValueError, match="a key of its own"):
        Document("R99", "A", "2027", [], [], [one, one])


def test_what_is_frozen_comes_back_with_its_types():
    before = document([["Elm", 12, 60, Decimal("12.50")]], "2026–27")
    after = from_json(as_json(before))
    assert after.figures[0].rows == before.figures[0].rows
    assert after.figures[0].rows[1][1] is HIDDEN
    assert after.stats[1].value == before.stats[1].value
    assert as_json(after) == as_json(before)


def test_a_plot_leaves_to_its_table_what_the_table_says():
    """Hidden values are none in both; a column that says it otherwise is sent."""
    heads = [Head("Month"), Head("Time", "minutes"), Head("Share", "percent"), Head("Spent", "money")]
    rows = [["May", 75, Decimal("12.5"), Decimal("1234.5")], ["June", HIDDEN, None, Decimal(-5)]]
    values = {"Time": [1.25, None], "Share": [12.5, None], "Spent": [1234.5, -5], "Other": [1, 2]}
    series = [Series(label, each) for label, each in values.items()]
    figure = Figure(
        "f", "Time", "Most", heads, rows, chart=Chart("f", "Time", "Most", "Month", "hours", ["May", "June"], series)
    )
    assert shown(figure).plot == {
        "unit": "hours",
        "series": [
            {"label": "Time", "color": 1, "column": 1},
            {"label": "Share", "color": 2, "column": 2},
            {"label": "Spent", "color": 3, "column": 3},
            {"label": "Other", "color": 4, "values": [1.0, 2.0]},
        ],
    }
