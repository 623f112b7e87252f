"""Sets of changes in OneRoster 1.2: roles that are not repeated go on, and nobody leaves because one of them ended."""

import pytest

from leaders.imports.diff import compare
from tests.factories import PersonFactory, SchoolFactory
from tests.leaders.imports.packages import files_1_2, teacher
from tests.leaders.imports.reading import TODAY, of_kind, read_files, said

pytestmark = pytest.mark.django_db
ROLE = {"sourcedId": "R1", "status": "active", "userSourcedId": "U1", "roleType": "primary", "role": "teacher"}
PERSON = {"sourcedId": "U1", "givenName": "Ana", "familyName": "Ortiz1", "status": "active"}


def role(org, **more):
    return {**ROLE, "orgSourcedId": org, **more}


@pytest.fixture
def ana(district):
    """A teacher at Bay School, who also works at Oak School."""
    bay, oak = (SchoolFactory(name=name, source_id=key) for name, key in (("Bay School", "S1"), ("Oak School", "S2")))
    person = PersonFactory(given_name="Ana", family_name="Ortiz1", source_id="U1", home_school=bay)
    person.other_schools.add(oak)
    return person


@pytest.fixture
def diff(tmp_path):
    def run(*roles, users=(PERSON,), mode="delta"):
        reading = read_files(tmp_path, files_1_2(users, roles, mode=mode))
        found = compare(reading, TODAY)
        return [one for one in found.findings if one.kind == "person"], found

    return run


def test_the_end_of_one_role_ends_nobody(diff, ana):
    found, _all = diff(role("S2", status="tobedeleted"))
    assert [(one.verdict, one.changes) for one in found] == [("changed", {"other_schools": [[school("S2")], []]})]
    assert "stays until they are deleted" in found[0].reason


def school(source_id):
    return SchoolFactory._meta.model.objects.get(source_id=source_id).pk


def test_the_end_of_the_role_at_the_home_school_moves_home_to_the_other(diff, ana):
    found, _all = diff(role("S1", status="tobedeleted"))
    assert found[0].changes["home_school"] == [school("S1"), school("S2")]


def test_a_person_who_is_deleted_leaves(diff, ana):
    found, _all = diff(users=[{**PERSON, "status": "tobedeleted"}])
    assert [one.verdict for one in found] == ["leaves"]


def test_a_further_role_adds_a_school_and_keeps_home_and_kind(diff, ana):
    SchoolFactory(source_id="D1", kind="district_office")
    found, _all = diff(role("D1", roleType="secondary", role="administrator"))
    assert found[0].changes == {"other_schools": [[school("S2")], sorted([school("S2"), school("D1")])]}


def test_a_role_of_somebody_whom_users_csv_does_not_repeat_is_read(diff, ana):
    found, _all = diff(role("S1", role="principal"), users=[])
    assert [(one.verdict, one.candidate.file, one.candidate.row) for one in found] == [("changed", "roles.csv", 2)]
    assert found[0].changes == {"staff_kind": ["teacher", "administrator"]}


def test_a_role_of_somebody_unknown_makes_nobody(diff, district):
    found, everything = diff(role("S1"), users=[])
    assert (found, everything.skipped["not_known"]) == ([], 1)


def test_roles_without_their_users_in_a_whole_set_are_remarked(tmp_path):
    reading = read_files(tmp_path, files_1_2([teacher(2)], [role("S1", status="")]))
    assert "The roles of 1 person were left out, who is not in users.csv." in said(reading)


@pytest.mark.parametrize(("begin", "sites"), [("2026-11-24", ["S1", "S2"]), ("2026-11-25", ["S1"])])
def test_a_role_counts_from_its_first_day(tmp_path, begin, sites):
    roles = [role("S1", status=""), role("S2", status="", sourcedId="R2", beginDate=begin)]
    reading = read_files(tmp_path, files_1_2([teacher(1)], roles))
    assert of_kind(reading, "person")[0].sites == sites


def test_somebody_who_begins_later_comes_with_the_coming_role(tmp_path):
    reading = read_files(tmp_path, files_1_2([teacher(1)], [role("S1", status="", beginDate="2027-08-01")]))
    found = of_kind(reading, "person")[0]
    assert (found.sites, found.values["is_active"], found.known_only) == (["S1"], True, False)
