"""Real packages and lists: each imports or says why not, and the same file again changes nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from leaders.models import AuditEntry, Person, School

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data"
ONEROSTER = DATA / "oneroster"
PACKAGES = sorted(path for path in ONEROSTER.glob("v1*") if path.is_dir()) + sorted(ONEROSTER.glob("zips/*.zip"))
MUTATIONS = sorted((ONEROSTER / "derived-mutations-NOT-REAL").glob("*"))
NO_ROSTERS = sorted(DATA.glob("bad_input/csv*/*.csv"))
LISTS = sorted(DATA.glob("nces/*.csv"))
MIAMI = DATA / "nces" / "fl_hifld_2024_miamidade_bay_liberty.csv"


def name(path):
    return path.name


def run(path, **options):
    """The command's exit code."""
    try:
        call_command("import_roster", str(path), no_color=True, **options)
    except SystemExit as end:
        return end.code
    return 0


def written():
    return AuditEntry.objects.count()


@pytest.mark.parametrize("path", PACKAGES + MUTATIONS, ids=name)
def test_a_package_imports_and_then_changes_nothing(district, path):
    assert run(path) in (0, 1)
    once = written()
    assert run(path) in (0, 1)
    assert written() == once


@pytest.mark.parametrize("path", NO_ROSTERS, ids=name)
def test_a_file_that_is_no_roster_is_refused(district, path, capsys):
    assert run(path) == 2
    assert capsys.readouterr().err.strip()
    assert written() == 0


@pytest.mark.parametrize("path", LISTS, ids=name)
def test_a_list_of_several_districts_asks_for_one(district, path, capsys):
    assert run(path) == 3
    assert "--district" in capsys.readouterr().err
    assert not School.objects.exists()


@pytest.mark.skipif(not MIAMI.exists(), reason="the shared files are not here")
def test_one_district_of_a_list_is_imported_and_then_changes_nothing(district):
    assert run(MIAMI, district="1200390") == 0
    once = written()
    assert once == School.objects.count() > 100
    assert run(MIAMI, district="1200390") == 0
    assert written() == once


@pytest.mark.skipif(not PACKAGES, reason="the shared files are not here")
def test_a_dry_run_writes_nothing(district, capsys):
    assert run(ONEROSTER / "v1p1-gospelnerd-district-small", dry_run=True) == 0
    assert "dry run" in capsys.readouterr().out
    assert not Person.objects.exists()


def test_a_path_that_does_not_exist_is_refused(district, tmp_path):
    assert run(tmp_path / "nothing.zip") == 2


def test_the_history_names_only_people_who_may_import(district, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_roster", str(tmp_path), by="stranger@district.example")
