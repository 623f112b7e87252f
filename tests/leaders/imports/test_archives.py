"""Archives from strangers: each is refused with a sentence, quickly, and without filling the memory."""

import resource
import time

import pytest
from django.utils import timezone

from leaders.imports.formats import Options, read_source
from leaders.imports.problems import Unusable
from leaders.imports.sources import open_source
from tests.leaders.imports.crafted import ROSTER, USERS, attacks, zipped

ATTACKS = attacks()
JUNK = [("__MACOSX/._users.csv", b"\0"), (".DS_Store", b"\0"), ("Thumbs.db", b"\0"), ("desktop.ini", b"\0")]


def read(path, name="roster.zip"):
    return read_source(open_source(path, name), Options(timezone.localdate(), "", ""))


@pytest.fixture
def handed_in(tmp_path):
    def store(data):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return path

    return store


def test_forty_attacks_are_known():
    assert len(ATTACKS) >= 40


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_quickly_and_in_little_memory(handed_in, name):
    path = handed_in(ATTACKS[name])
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(Unusable) as refusal:
        read(path)
    assert str(refusal.value).strip()
    assert time.monotonic() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_an_ordinary_zip_is_read(handed_in):
    assert len(read(handed_in(ROSTER)).candidates) == 1


def test_junk_of_macos_and_windows_is_ignored(handed_in):
    assert len(read(handed_in(zipped(("users.csv", USERS), *JUNK))).candidates) == 1


def test_one_enclosing_folder_is_accepted_with_a_warning(handed_in):
    reading = read(handed_in(zipped(("Export März/users.csv", USERS))))
    assert len(reading.candidates) == 1
    assert "Export März" in str(reading.problems[0])


def test_fifty_files_pass(handed_in):
    extra = [(f"extra{n}.csv", b"a,b\r\n") for n in range(49)]
    assert len(read(handed_in(zipped(("users.csv", USERS), *extra))).candidates) == 1
