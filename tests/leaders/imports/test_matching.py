"""Which record a row is about, and what it then changes: never the wrong person, never a blank over a value."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leaders.imports.diff import compare
from leaders.models import Person, School
from tests.factories import PersonFactory, SchoolFactory
from tests.leaders.imports.packages import BAY, DISTRICT, files_1_1, teacher
from tests.leaders.imports.reading import TODAY, read_files
from tests.leaders.imports.test_nces import reading_of
from tests.leaders.imports.test_nces import school as listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bay(district):
    return SchoolFactory(name="Bay School", source_id="S1")


@pytest.fixture
def diff(bay, tmp_path):
    """The findings about people for rows of users.csv (or about schools for a whole reading)."""

    def run(*users, orgs=(DISTRICT, BAY), mode="delta"):
        found = compare(read_files(tmp_path, files_1_1(users, orgs, mode)), TODAY)
        return [one for one in found.findings if one.kind == "person"]

    return run


def known(bay, number=1, **more):
    return PersonFactory(
        **{
            "source_id": f"U{number}",
            "given_name": "Ana",
            "family_name": f"Ortiz{number}",
            "email": f"ana{number}@cedar.example",
            "local_id": str(100 + number),
            "home_school": bay,
            **more,
        }
    )


def test_a_person_is_found_by_the_source_s_id(diff, bay):
    person = known(bay)
    found = diff(teacher(1, familyName="Brown"))[0]
    assert (found.object_id, found.changes) == (person.pk, {"family_name": ["Ortiz1", "Brown"]})


@pytest.mark.parametrize("cells", [{"email": ""}, {"identifier": ""}, {"email": "ANA1@Cedar.example"}])
def test_a_person_typed_in_by_hand_is_adopted_by_number_or_email(diff, bay, cells):
    person = known(bay, source_id=None)
    found = diff(teacher(1, **cells))[0]
    assert (found.object_id, found.changes) == (person.pk, {"source_id": [None, "U1"]})
    assert "Found by" in found.reason


def test_two_people_with_the_same_email_are_not_guessed_between(diff, bay):
    known(bay, source_id=None, local_id="")
    known(bay, source_id=None, local_id="", given_name="Eve")
    found = diff(teacher(1))[0]
    assert (found.verdict, found.column) == ("refused", "email")


def test_an_email_of_someone_with_another_id_refuses_the_row(diff, bay):
    known(bay, source_id="OTHER")
    assert "another id" in diff(teacher(1))[0].reason


def test_a_new_id_is_taken_over_when_the_whole_list_no_longer_has_the_old_one(diff, bay):
    person = known(bay, source_id="OTHER")
    found = diff(teacher(1), mode="bulk")
    assert [(one.object_id, one.changes["source_id"]) for one in found] == [(person.pk, ["OTHER", "U1"])]


@pytest.mark.parametrize("source_id", ["U1", None])
def test_an_id_or_number_given_to_someone_else_refuses_the_row(diff, bay, source_id):
    known(bay, source_id=source_id, given_name="Maya", family_name="Stone", email="maya@cedar.example")
    identifier = {"identifier": "900"} if source_id else {}
    found = diff(teacher(1, **identifier))[0]
    assert found.verdict == "refused"
    assert "another person" in found.reason


def test_a_new_family_name_after_a_wedding_is_a_change(diff, bay):
    known(bay)
    assert diff(teacher(1, familyName="Stone"))[0].verdict == "changed"


def test_a_refused_row_does_not_make_its_person_leave(diff, bay):
    known(bay)
    assert [one.verdict for one in diff(teacher(1, role="wizard"), mode="bulk")] == ["refused"]


def test_two_rows_about_one_record_are_not_both_taken(diff, bay):
    known(bay, source_id=None)
    found = diff(teacher(1, email=""), teacher(2, identifier="", email="ana1@cedar.example"))
    assert [one.verdict for one in found] == ["changed", "refused"]


def test_blank_cells_erase_nothing(diff, bay):
    known(bay, middle_name="Lu")
    assert diff(teacher(1, email="", identifier=""))[0].verdict == "unchanged"


def test_an_unknown_school_refuses_the_row_and_a_second_one_is_left_out(diff):
    one, two = diff(teacher(1, orgSourcedIds="NOWHERE"), teacher(2, orgSourcedIds="S1,NOWHERE"))
    assert (one.verdict, one.column) == ("refused", "orgSourcedIds")
    assert (two.verdict, "NOWHERE" in two.reason) == ("new", True)


def test_the_home_school_stays_while_it_is_among_the_named_ones(diff, bay):
    oak = SchoolFactory(source_id="S2")
    known(bay, home_school=oak)
    changes = diff(teacher(1, orgSourcedIds="S1,S2"))[0].changes
    assert changes == {"other_schools": [[], [bay.pk]]}


def test_a_person_of_the_district_and_a_school_is_at_home_in_the_school(diff, bay):
    assert diff(teacher(1, orgSourcedIds="D1,S1"))[0].changes["home_school"] == [None, bay.pk]


def test_whoever_comes_back_is_active_again(diff, bay):
    known(bay, is_active=False, left_on=datetime.date(2026, 6, 30))
    found = diff(teacher(1))[0]
    assert found.changes == {"is_active": [False, True], "left_on": ["2026-06-30", None]}


def test_nobody_leaves_before_being_hired(diff, bay):
    known(bay, hired_on=datetime.date(2026, 8, 1))
    found = diff(teacher(1, status="tobedeleted", dateLastModified="2026-06-30"))[0]
    assert found.changes["left_on"] == [None, "2026-08-01"]


def test_deleting_someone_unknown_does_nothing(diff):
    assert diff(teacher(1, status="tobedeleted")) == []


def test_people_typed_in_by_hand_never_leave_by_a_bulk_file(diff, bay):
    known(bay, 2, source_id=None)
    assert [one.verdict for one in diff(teacher(1), mode="bulk")] == ["new"]


def test_a_national_list_finds_schools_by_name_and_adds_their_id(district, tmp_path):
    school = SchoolFactory(name="Bay High School", source_id="S9", level="high")
    found = compare(reading_of(tmp_path, listed()), TODAY).findings[0]
    assert (found.object_id, found.changes["nces_id"]) == (school.pk, [None, "120009000001"])
    assert "name" not in found.changes


def test_schools_of_one_name_with_different_ids_stay_two(district, tmp_path):
    SchoolFactory(name="Bay High School", nces_id="120009000099")
    assert compare(reading_of(tmp_path, listed()), TODAY).findings[0].verdict == "new"


def test_an_nces_id_that_belongs_to_another_school_refuses_the_row(diff, bay, tmp_path):
    SchoolFactory(nces_id="120009000001")
    orgs = [DISTRICT, {**BAY, "identifier": "120009000001"}]
    found = compare(read_files(tmp_path, files_1_1([], orgs)), TODAY).findings[1]
    assert (found.verdict, found.column) == ("refused", "identifier")


def test_grades_that_contradict_the_stored_ones_are_left_out(district, tmp_path):
    SchoolFactory(name="Bay High School", nces_id="120009000001", lowest_grade=9, highest_grade=12)
    found = compare(reading_of(tmp_path, listed(lowest_grade="", highest_grade="05")), TODAY).findings[0]
    assert "highest_grade" not in found.changes


def test_a_value_that_a_field_does_not_take_is_left_out_with_a_remark(district, tmp_path):
    found = compare(reading_of(tmp_path, listed(state="FLORIDA")), TODAY).findings[0]
    assert "state" not in found.changes
    assert "left out" in found.reason


def test_comparing_takes_as_many_queries_for_many_rows_as_for_few(district, tmp_path):
    counts = []
    for many in (3, 60):
        reading = read_files(tmp_path, files_1_1([teacher(number) for number in range(many)]))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            compare(reading, TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


def test_names_survive_as_they_were_written(district, tmp_path):
    names = ["O'Brien", "Núñez", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "李", "Robert'); DROP TABLE"]
    users = [teacher(number, familyName=name) for number, name in enumerate(names)]
    for name, content in files_1_1(users).items():
        (tmp_path / name).write_text(content)
    call_command("import_roster", str(tmp_path), verbosity=0)
    assert set(Person.objects.values_list("family_name", flat=True)) == set(names)
    assert School.objects.count() == 3
