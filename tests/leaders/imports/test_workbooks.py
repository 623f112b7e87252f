"""Hostile workbooks and rarer zips: refused with a sentence, in two seconds, and all together in little memory."""

import datetime
import io
import subprocess
import sys
import time

import pytest
import xlsxwriter

from leaders.imports.formats import Options, read_source
from leaders.imports.problems import Unusable
from leaders.imports.sources import open_source
from tests.leaders.imports.crafted import attacks
from tests.leaders.imports.packages import USER_1_1, teacher
from tests.leaders.imports.reading import ROOT, TODAY, read
from tests.leaders.imports.workbooks import HOSTILE, SHEET, XML, plain, workbook

SECONDS = 2
MEGABYTES = 100
MEASURE = """
import datetime, os, pathlib, resource, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from leaders.imports.formats import Options, read_source
from leaders.imports.problems import Unusable
from leaders.imports.sources import open_source
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, accepted = peak(), []
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        read_source(open_source(path), Options(datetime.date(2026, 11, 24)))
        accepted.append(path.name)
    except Unusable:
        pass
print((peak() - before) // 1024, accepted)
"""
NAMES = ["sourcedId", "orgSourcedIds", "role", "givenName", "familyName"]


def sheet_of(*rows, **options):
    """An XLSX with these rows, as a spreadsheet program writes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


@pytest.fixture
def handed_in(tmp_path):
    def store(data, name="staff.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return store


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_workbook_is_refused_with_a_sentence_and_quickly(handed_in, name):
    path = handed_in(HOSTILE[name](), name)
    began = time.perf_counter()
    with pytest.raises(Unusable) as refusal:
        read_source(open_source(path), Options(TODAY))
    assert time.perf_counter() - began < SECONDS
    assert len(str(refusal.value)) > 20


def test_all_attacks_together_take_little_memory(handed_in, tmp_path):
    for number, (name, data) in enumerate(attacks().items()):
        handed_in(data, f"{number} {name.replace('/', ' ')}.zip")
    for name, make in HOSTILE.items():
        handed_in(make(), name)
    command = [sys.executable, "-c", MEASURE, str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    megabytes, _space, accepted = said.strip().partition(" ")
    assert accepted == "[]"
    assert int(megabytes) <= MEGABYTES


def test_a_workbook_is_read_like_a_csv(handed_in):
    row = teacher(1, sourcedId=4711.0, identifier=101)
    candidate = read(handed_in(sheet_of(USER_1_1, [row.get(name, "") for name in USER_1_1]))).candidates[0]
    assert (candidate.source_id, candidate.values["local_id"], candidate.row) == ("4711", "101", 2)


def test_a_long_number_that_a_spreadsheet_shortened_is_mended(handed_in):
    header = ["NCESSCH", "LEAID", "SCH_NAME", "STATUS"]
    candidate = read(handed_in(sheet_of(header, [10000500870.0, 100005.0, "Albertville Middle School", 1]))).candidates[
        0
    ]
    assert candidate.values["nces_id"] == "010000500870"
    assert "leading zero" in candidate.notes[0]


def test_a_formula_is_read_as_its_stored_value(handed_in):
    cells = '<c r="A{0}" t="str"><f>{1}</f><v>{2}</v></c>'
    names = "".join(f'<c r="{"ABCDE"[n]}1" t="inlineStr"><is><t>{name}</t></is></c>' for n, name in enumerate(NAMES))
    formula = cells.format(2, '_xlfn.WEBSERVICE("http://127.0.0.1:9/x")', "T1")
    rest = "".join(
        f'<c r="{column}2" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("BCDE", ["S1", "teacher", "Ana", "Ortiz"], strict=True)
    )
    sheet = SHEET.format(f'<sheetData><row r="1">{names}</row><row r="2">{formula}{rest}</row></sheetData>')
    assert read(handed_in(workbook(sheet=XML + sheet))).candidates[0].source_id == "T1"


def test_a_claimed_size_alone_does_not_refuse_a_workbook(handed_in):
    cells = "".join(f'<c r="{"ABCDE"[n]}1" t="inlineStr"><is><t>{name}</t></is></c>' for n, name in enumerate(NAMES))
    sheet = SHEET.format(f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cells}</row></sheetData>')
    assert read(handed_in(workbook(sheet=XML + sheet))).candidates == []


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_are_right_in_both_date_systems(handed_in, is_1904):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": is_1904}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [*NAMES, "status", "dateLastModified"])
        page.write_row(1, 0, ["T1", "S1", "teacher", "Ana", "Ortiz", "tobedeleted"])
        page.write_datetime(1, 6, datetime.date(2026, 6, 30), book.add_format({"num_format": "m/d/yy"}))
    assert read(handed_in(out.getvalue())).candidates[0].gone == "2026-06-30"


def test_the_first_sheet_that_has_cells_is_read(handed_in):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Cover")
        book.add_worksheet("Staff").write_row(0, 0, NAMES)
    assert read(handed_in(out.getvalue())).format == "OneRoster 1.1"


def test_a_hundred_columns_are_read(handed_in):
    header = NAMES + [f"metadata.c{number}" for number in range(95)]
    assert read(handed_in(sheet_of(header, ["T1", "S1", "teacher", "Ana", "Ortiz"]))).candidates[0].source_id == "T1"


def test_a_workbook_inside_a_zip_is_not_opened(handed_in):
    inner = plain(("users.xlsx", sheet_of(NAMES)))
    with pytest.raises(Unusable):
        read(handed_in(inner, "staff.zip"))
