"""CSV as broken as files get: rows are read or refused, the file is refused with its place, and nothing crashes."""

import random

import pytest
from django.utils import timezone

from leaders.imports.formats import Options, read_source
from leaders.imports.problems import Unusable
from leaders.imports.sources import open_source

HEADER = "sourcedId,orgSourcedIds,role,givenName,familyName,email"
ROW = "T1,S1,teacher,Zoë,Núñez,zoe@district.example"
SEEDS = 170
PIECES = [
    '"',
    ",",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\t",
    ";",
    "=1+1",
    "\ufeff",
    "𝒜",
    "\u202e",
    "\u2028",
    "'",
    "\\",
    "\x1b[31m",
]
TEXTS = {
    "nul": f"{HEADER}\n{ROW}\0\n",
    "long field": f"{HEADER}\n{ROW.replace('Zoë', 'x' * 1_000_001)}\n",
    "many columns": ",".join(f"c{n}" for n in range(10_000)) + "\n",
    "wide row": f"{HEADER}\n{ROW}" + ",x" * 10_000,
    "mixed ends": f"{HEADER}\r\n{ROW}\n{ROW.replace('T1', 'T2')}\r",
    "lone quote": f'{HEADER}\n"T1,S1,teacher,A,B,c@d.example\n',
    "quote inside": f'{HEADER}\nT1,S1,teacher,"A"b,B,c@d.example\n',
    "CR in field": f'{HEADER}\nT1,S1,teacher,"A\rb",B,c@d.example\n',
    "old Mac": f"{HEADER}\r{ROW}\r",
    "header only": f"{HEADER}\n",
    "blank": "\n\n\n",
    "same column twice": f"{HEADER},email\n{ROW},other@district.example\n",
    "no header": f"{ROW}\n",
    "formula": f"{HEADER}\nT1,S1,teacher,=cmd|' /C calc'!A0,@SUM(1),a@d.example\n",
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "latin-1"]


def garbled(seed):
    """The roster with random pieces put in at random places; the same for the same seed."""
    dice = random.Random(seed)
    text = f"{HEADER}\n" + "".join(ROW.replace("T1", f"T{n}") + "\n" for n in range(5))
    for _n in range(dice.randint(1, 6)):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(PIECES) * dice.randint(1, 3) + text[at + dice.randint(0, 2) :]
    return text.encode(dice.choice(ENCODINGS), "replace")


CORPUS = (
    [text.encode() for text in TEXTS.values()]
    + [f"{HEADER}\n{ROW}\n".encode(encoding) for encoding in ENCODINGS]
    + [b"\xff\xfe", b"\xff\xfe\0", b"\x81\x8d\x8f\x90\x9d", b"%PDF-1.4", bytes(range(256)), b",", b'"', b"\0" * 99]
    + [garbled(seed) for seed in range(SEEDS)]
)


def read(tmp_path, data):
    path = tmp_path / "users.csv"
    path.write_bytes(data)
    return read_source(open_source(path), Options(timezone.localdate(), "", ""))


def outcome(tmp_path, data):
    """“read”, or the sentence of the refusal; anything else that is raised fails the test."""
    try:
        return "read" if read(tmp_path, data) else ""
    except Unusable as unusable:
        return str(unusable)


def test_two_hundred_hostile_files_are_read_or_refused_in_words(tmp_path):
    assert len(CORPUS) >= 200
    assert all(len(outcome(tmp_path, data)) > 3 for data in CORPUS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_usual_encodings_keep_accents(tmp_path, encoding):
    reading = read(tmp_path, f"{HEADER}\n{ROW}\n".encode(encoding))
    assert reading.candidates[0].values["family_name"] == "Núñez"


def test_windows_text_is_read_with_a_warning(tmp_path):
    reading = read(tmp_path, f"{HEADER}\n{ROW}\n".encode("cp1252"))
    assert any("cp1252" in str(problem) for problem in reading.problems)


def test_a_lone_quote_is_refused_with_its_line(tmp_path):
    assert "line 2" in outcome(tmp_path, TEXTS["lone quote"].encode())


@pytest.mark.parametrize("name", ["long field", "many columns"])
def test_an_endless_field_or_header_is_refused(tmp_path, name):
    assert outcome(tmp_path, TEXTS[name].encode()) != "read"


def test_a_line_break_in_a_name_refuses_the_row_with_its_column(tmp_path):
    refused = read(tmp_path, TEXTS["CR in field"].encode()).candidates[0].problem
    assert (refused.row, refused.column) == (2, "givenName")
