"""Every real package and list, with what must come of it: counted by hand from the files and the standard's rules."""

from pathlib import Path

import pytest
from django.core.management import call_command

from leaders.imports.words import PASSED_OVER
from leaders.models import AuditEntry, ImportBatch, Person, School
from tests.leaders.imports.reading import SHARED as DATA

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not DATA.exists(), reason="the shared files are not here")]
SMALL = "oneroster/v1p1-gospelnerd-district-small"
MUTATIONS = "oneroster/derived-mutations-NOT-REAL"
MIAMI = "nces/fl_hifld_2024_miamidade_bay_liberty.csv"
ALABAMA = "nces/al_edge_2020_21_first100.csv"
CATALYST = {"structure": 1, "student": 3, "family": 1}
QUIRKY = {"structure": 1, "student": 3, "gone": 3}
# what: exit code, new people, new schools, refused people, refused schools, left out
NEW = {
    "v1p1-catalyst-full": (0, 2, 0, 0, 0, CATALYST),
    "v1p1-catalyst-minimal": (0, 2, 0, 0, 0, CATALYST),
    "v1p1-gospelnerd-district-medium": (0, 59, 9, 0, 0, {"student": 778}),
    "v1p1-gospelnerd-district-small": (0, 20, 4, 0, 0, {"student": 248}),
    "v1p1-oat-sa": (0, 0, 2, 0, 0, {"student": 2}),
    "v1p1-snapwiz": (0, 4, 2, 0, 0, {"student": 7}),
    "v1p2-1edtech-VRd118": (0, 0, 1, 0, 0, {"student": 1}),
    "v1p2-1edtech-VRd118-excel-resaved": (0, 0, 1, 0, 0, {"student": 1}),
    "v1p2-catalyst-full-quirky": (0, 0, 0, 0, 0, QUIRKY),
    "zips/v1p1-catalyst-full.zip": (0, 2, 0, 0, 0, CATALYST),
    "zips/v1p1-catalyst-minimal.zip": (0, 2, 0, 0, 0, CATALYST),
    "zips/v1p2-1edtech-VRd118.zip": (0, 0, 1, 0, 0, {"student": 1}),
    "zips/v1p2-1edtech-VRd118-excel-resaved.zip": (0, 0, 1, 0, 0, {"student": 1}),
    "zips/v1p2-catalyst-full-quirky.zip": (0, 0, 0, 0, 0, QUIRKY),
    "zips/v1p2-catalyst-nested-folder.zip": (0, 0, 0, 0, 0, QUIRKY),
    "v1p1-gospelnerd-district-small/orgs.csv": (0, 0, 4, 0, 0, {}),
    "v1p1-gospelnerd-district-small/users.csv": (1, 0, 0, 20, 0, {"student": 248}),
    "v1p2-catalyst-full-quirky/users.csv": (0, 0, 0, 0, 0, {"not_known": 6}),
    "../sis_other/microsoft-sds-v2": (1, 3, 2, 4, 3, {"student": 22}),
    "../sis_other/microsoft-sds-v2.1": (1, 0, 1, 1, 2, {"structure": 1, "student": 4, "not_known": 2, "gone": 1}),
}
# what, after the small district: exit code, new, changed, leaves, refused, unchanged people
AFTER_SMALL = {
    "delta": (0, 0, 0, 2, 0, 4),
    "users_bom.csv": (0, 0, 0, 0, 0, 20),
    "users_cp1252.csv": (0, 0, 3, 0, 0, 17),
    "users_multi_org_aide_proctor_disabled.csv": (0, 0, 4, 0, 0, 16),
    "users_blank_dup_badref.csv": (1, 0, 0, 0, 5, 15),
}
# row, column, beginning of the reason
REFUSED_ROWS = [
    (3, "sourcedId", "The id is blank."),
    (4, "sourcedId", "The id stands in 2 rows that differ (rows 4, 5)."),
    (5, "sourcedId", "The id stands in 2 rows that differ (rows 4, 5)."),
    (6, "orgSourcedIds", "The school “no-such-org” is neither in the file nor known here."),
    (11, "identifier", "This staff number belongs to Everglade, Ezra, who has another id"),
]
# list, district: new schools, left out
DISTRICTS = {
    (MIAMI, "1200390"): (542, {"neighbor": 59, "closed": 17}),
    (MIAMI, "1200090"): (49, {"neighbor": 568, "closed": 1}),
    (MIAMI, "1201170"): (9, {"neighbor": 609}),
    (ALABAMA, "0100007"): (18, {"neighbor": 82}),
    (ALABAMA, "0100006"): (15, {"neighbor": 85}),
    (ALABAMA, "0100008"): (11, {"neighbor": 89}),
    (ALABAMA, "0100005"): (6, {"neighbor": 94}),
}
ASKED = {
    MIAMI: ["1200390  Miami-Dade County (559)", "1200090  Bay County (50)", "1201170  Liberty County (9)"],
    ALABAMA: ["0100007  Hoover City (18)", "0100006  Marshall County (15)", "0100008  Madison City (11)"],
}
FIRST_ROW = "The first row does not hold the column names"
SDS, ASPEN = "an export of Microsoft School Data Sync", "an export of Aspen X2"
# pattern: what the refusal says
REFUSED_FILES = {
    "oneroster/v1*/enrollments.csv": "looks like enrollments.csv of a OneRoster package, which is never read",
    "oneroster/v1*/demographics.csv": "looks like demographics.csv of a OneRoster package, which is never read",
    "oneroster/v1*/manifest.csv": "looks like manifest.csv of a OneRoster package. Alone it names no person",
    "oneroster/v1*/roles.csv": "looks like roles.csv of a OneRoster package. Alone it names no person",
    "sis_other/microsoft-sds-v1-100users": SDS,
    "sis_other/microsoft-sds-v1-100users/*.csv": SDS,
    "sis_other/studentinsights-x2": ASPEN,
    "sis_other/studentinsights-x2/*section*.csv": ASPEN,
    "sis_other/studentinsights-x2/bad_x2_assessments.csv": ASPEN,
    "sis_other/studentinsights-x2/fake_no_headers.csv": FIRST_ROW,
    "bad_input/*.*": FIRST_ROW,
    "bad_input/csv*/*.*": FIRST_ROW,
    "names/*.*": FIRST_ROW,
    "names/*/*.csv": FIRST_ROW,
    "roles/*.csv": FIRST_ROW,
    "activity/*.csv": FIRST_ROW,
}
REFUSED = sorted((str(path.relative_to(DATA)), said) for at, said in REFUSED_FILES.items() for path in DATA.glob(at))


def run(path, **options):
    """The command's exit code."""
    try:
        call_command("import_roster", str(DATA / path), no_color=True, **options)
    except SystemExit as end:
        return end.code
    return 0


def counts(kind, *verdicts):
    found = ImportBatch.objects.latest("uploaded_at").summary["counts"][kind]
    return tuple(found[verdict] for verdict in verdicts)


def stored():
    return Person.objects.count(), School.objects.count()


@pytest.mark.parametrize("name", NEW)
def test_a_package_gives_exactly_these_records(district, capsys, name):
    code, people, schools, refused_people, refused_schools, left_out = NEW[name]
    assert run(Path("oneroster") / name) == code
    assert stored() == (people, schools)
    said = capsys.readouterr().out
    assert said.count("\n  x users.csv, row ") == refused_people
    assert said.count("\n  x orgs.csv, row ") == refused_schools
    assert parts(said) == {f"{PASSED_OVER[code]}: {count}" for code, count in left_out.items()}


def parts(said):
    """“students: 3” and the like out of the line about what was left out."""
    lines = [line for line in said.splitlines() if "Left out on purpose: " in line]
    return {part for line in lines for part in line.partition(": ")[2].split("; ")}


@pytest.mark.parametrize("name", NEW)
def test_the_same_package_again_changes_nothing(district, name):
    run(Path("oneroster") / name)
    once = AuditEntry.objects.count()
    run(Path("oneroster") / name)
    assert AuditEntry.objects.count() == once == sum(stored())


@pytest.mark.parametrize("name", AFTER_SMALL)
def test_a_mutation_changes_exactly_these_people(district, name):
    run(SMALL)
    code, *expected = AFTER_SMALL[name]
    assert run(f"{MUTATIONS}/{name}") == code
    if any(expected[:4]):
        assert counts("person", "new", "changed", "leaves", "refused", "unchanged") == tuple(expected)
    assert Person.objects.filter(is_active=False).count() == expected[2]


def test_each_refused_row_says_where_and_why(district):
    run(SMALL)
    run(f"{MUTATIONS}/users_blank_dup_badref.csv")
    rows = ImportBatch.objects.latest("uploaded_at").rows.filter(verdict="refused").order_by("row")
    assert [(row.row, row.column) for row in rows] == [(number, column) for number, column, _reason in REFUSED_ROWS]
    assert all(row.reason.startswith(said) for row, (_n, _c, said) in zip(rows, REFUSED_ROWS, strict=True))
    assert all(row.mend for row in rows)


@pytest.mark.parametrize(("path", "code"), DISTRICTS)
def test_one_district_of_a_list_gives_its_schools(district, capsys, path, code):
    schools, left_out = DISTRICTS[path, code]
    assert run(path, district=code) == 0
    assert stored() == (0, schools)
    assert parts(capsys.readouterr().out) == {f"{PASSED_OVER[code]}: {count}" for code, count in left_out.items()}
    run(path, district=code)
    assert AuditEntry.objects.count() == schools


@pytest.mark.parametrize("path", ASKED)
def test_a_list_of_several_districts_asks_for_one(district, capsys, path):
    assert run(path) == 3
    said = capsys.readouterr().err
    assert all(choice in said for choice in ASKED[path])
    assert stored() == (0, 0)


def test_a_district_that_the_list_does_not_hold_is_named(district, capsys):
    assert run(MIAMI, district="9999999") == 2
    assert "no school of district 9999999. It holds 1200090, 1200390, 1201170." in capsys.readouterr().err


def test_values_and_sentinels_of_the_lists(district):
    run(MIAMI, district="1200390")
    run(ALABAMA, district="0100005")
    middle = School.objects.get(nces_id="010000500870")
    assert (middle.name, middle.level, middle.lowest_grade, middle.highest_grade) == (
        "Albertville Middle School",
        "middle",
        7,
        8,
    )
    assert (middle.enrollment, middle.title_i, middle.locale, str(middle.teachers)) == (908, True, "32", "42.00")
    assert not School.objects.filter(enrollment__lt=0).exists()
    assert not School.objects.filter(name__contains="NOT ").exists()


@pytest.mark.parametrize(("path", "said"), REFUSED)
def test_a_file_that_is_no_roster_is_refused_for_the_right_reason(district, capsys, path, said):
    assert run(path) == 2
    assert said in capsys.readouterr().err
    assert not ImportBatch.objects.exists()
