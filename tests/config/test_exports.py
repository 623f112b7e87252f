"""What leaves as a file runs nothing in a spreadsheet, and comes back as it was."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from config.exports import csv_response, guard, unguard, xlsx_response

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
BLANKS = ["", " ", "   ", "\u00a0", "\u3000", "\ufeff", "\u200b"]


def read_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(response, sheet=0):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(sheet).to_python()


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("blank", BLANKS)
def test_text_that_a_spreadsheet_could_run_gets_an_apostrophe(start, blank):
    text = f"{blank}{start}cmd|'/c calc'!A1"

    assert read_csv(csv_response("list", ["a"], [[text]]))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["Ana", "O'Neil", "3 + 4", "a=b", "ana@district.example", "Smith-Jones"])
def test_plain_text_leaves_as_it_is(text):
    assert guard(text) == text


@settings(max_examples=2000, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet=" '=+-@\t\0＝\u00a0ab")))
@example("'=1")
@example("''=1")
@example("' =1")
def test_an_import_takes_exactly_one_guard_away(text):
    assert unguard(guard(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_csv_brings_every_text_back(text):
    [[back]] = read_csv(csv_response("list", ["head"], [[text]]))[1:]

    assert unguard(back) == text


def test_numbers_stay_numbers_and_text_is_quoted():
    response = csv_response("list", ["Name"], [["Ana", -5, Decimal("-1.50"), None, datetime.date(2026, 11, 24)]])

    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[1] == '"Ana",-5,-1.50,"","2026-11-24"'


def test_the_head_of_a_long_file_comes_before_its_first_row_is_read():
    def rows():
        raise AssertionError("read too early")
        yield

    first = next(iter(csv_response("list", ["Name"], rows()).streaming_content))

    assert first.decode("utf-8-sig") == '"Name"\r\n'


def test_a_workbook_keeps_types_and_holds_no_formula():
    day = datetime.date(2026, 11, 24)
    response = xlsx_response(
        "list", ["a", "b", "c", "d"], [["=1+1", Decimal("-2.5"), day, None]], about=[("By", "Ana")]
    )

    assert read_xlsx(response)[1] == ["'=1+1", -2.5, day, ""]


def test_the_second_sheet_says_what_the_file_is():
    response = xlsx_response("list", ["a"], [["https://district.example"]], about=[("Made by", "Ana")])

    assert read_xlsx(response, sheet=1) == [["Made by", "Ana"]]


def test_a_moment_is_written_in_the_districts_time():
    noon = datetime.datetime(2026, 11, 24, 17, 0, tzinfo=datetime.UTC)

    assert read_csv(csv_response("list", ["at"], [[noon]]))[1] == ["2026-11-24 12:00"]


def test_a_file_with_personal_data_is_not_kept_by_the_browser():
    assert csv_response("pay", ["a"], [])["Cache-Control"] == "no-store"
