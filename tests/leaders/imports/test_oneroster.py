"""OneRoster: what is unambiguous is read, with a remark; what is not is refused with its place."""

import pytest

from leaders.imports.problems import Unusable
from tests.leaders.imports.packages import (
    BAY,
    DISTRICT,
    OAK,
    ORG,
    ROLE,
    USER_1_1,
    USER_1_2,
    files_1_1,
    files_1_2,
    manifest,
    table,
    teacher,
)
from tests.leaders.imports.reading import of_kind, read_files, said


def role(user, name="teacher", kind="primary", org="S1", **more):
    return {
        "sourcedId": f"R{user}{name}{org}",
        "userSourcedId": user,
        "role": name,
        "roleType": kind,
        "orgSourcedId": org,
        **more,
    }


def person(tmp_path, **cells):
    """The candidate of a 1.1 package with one user."""
    return of_kind(read_files(tmp_path, files_1_1([teacher(1, **cells)])), "person")[0]


def with_roles(tmp_path, *roles, **cells):
    """The candidates for people of a 1.2 package with one user."""
    return of_kind(read_files(tmp_path, files_1_2([teacher(1, **cells)], list(roles))), "person")


def test_orgs_become_schools_and_the_district_its_office(tmp_path):
    schools = of_kind(read_files(tmp_path, files_1_1([])), "school")
    assert [(one.values["name"], one.values["kind"]) for one in schools] == [
        ("Cedar District", "district_office"),
        ("Bay School", "school"),
        ("Oak School", "school"),
    ]


@pytest.mark.parametrize(("identifier", "field"), [("120009000039", "nces_id"), ("1001", "code")])
def test_an_identifier_of_twelve_digits_is_the_nces_id(tmp_path, identifier, field):
    orgs = [{**BAY, "identifier": identifier}]
    assert of_kind(read_files(tmp_path, files_1_1([], orgs)), "school")[0].values[field] == identifier


@pytest.mark.parametrize("kind", ["department", "local", "state", "national", "ext:region"])
def test_other_levels_are_structure_and_no_site(tmp_path, kind):
    reading = read_files(tmp_path, files_1_1([], [{**BAY, "type": kind}]))
    assert reading.candidates == []
    assert reading.skipped["structure"] == 1


def test_an_unknown_type_of_org_is_refused(tmp_path):
    problem = read_files(tmp_path, files_1_1([], [{**BAY, "type": "college"}])).candidates[0].problem
    assert (problem.file, problem.row, problem.column) == ("orgs.csv", 2, "type")


def test_a_missing_parent_is_remarked(tmp_path):
    assert "names a parent" in said(read_files(tmp_path, files_1_1([], [BAY])))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("teacher", "teacher"),
        ("administrator", "administrator"),
        ("principal", "administrator"),
        ("siteAdministrator", "administrator"),
        ("districtAdministrator", "administrator"),
        ("aide", "paraprofessional"),
        ("counselor", "other_staff"),
        ("proctor", "other_staff"),
        ("systemAdministrator", "other_staff"),
        ("Teacher", "teacher"),
    ],
)
def test_roles_become_kinds_of_staff(tmp_path, name, kind):
    assert person(tmp_path, role=name).values["staff_kind"] == kind


@pytest.mark.parametrize(
    ("name", "counted"), [("student", "student"), ("guardian", "family"), ("parent", "family"), ("relative", "family")]
)
def test_students_and_families_are_only_counted(tmp_path, name, counted):
    reading = read_files(tmp_path, files_1_1([teacher(1, role=name, familyName="Secret")]))
    assert of_kind(reading, "person") == []
    assert reading.skipped[counted] == 1


def test_an_unknown_role_is_refused_without_keeping_the_name(tmp_path):
    candidate = person(tmp_path, role="pupil")
    assert candidate.problem.column == "role"
    assert candidate.values == {}


def test_several_schools_without_a_home_school_leave_it_open(tmp_path):
    candidate = person(tmp_path, orgSourcedIds="S1,S2")
    assert (candidate.sites, candidate.home) == (["S1", "S2"], "")
    assert "no home school" in candidate.notes[0]


def test_a_department_stands_for_the_school_above_it(tmp_path):
    orgs = [DISTRICT, BAY, {"sourcedId": "X", "name": "Science", "type": "department", "parentSourcedId": "S1"}]
    reading = read_files(tmp_path, files_1_1([teacher(1, orgSourcedIds="X")], orgs))
    assert of_kind(reading, "person")[0].home == "S1"


def test_departments_in_a_circle_belong_to_no_school(tmp_path):
    orgs = [{"sourcedId": a, "name": a, "type": "department", "parentSourcedId": b} for a, b in ("XY", "YX")]
    reading = read_files(tmp_path, files_1_1([teacher(1, orgSourcedIds="X")], orgs))
    assert "no school above" in of_kind(reading, "person")[0].notes[0]


@pytest.mark.parametrize(
    ("cells", "column"),
    [({"sourcedId": ""}, "sourcedId"), ({"familyName": ""}, "familyName"), ({"status": "gone"}, "status")],
)
def test_a_row_without_what_it_needs_is_refused(tmp_path, cells, column):
    assert person(tmp_path, **cells).problem.column == column


def test_an_impossible_email_is_left_out_with_a_remark(tmp_path):
    candidate = person(tmp_path, email="ana at cedar")
    assert "email" not in candidate.values
    assert "left out" in candidate.notes[0]


def test_a_suffix_leaves_the_family_name(tmp_path):
    values = person(tmp_path, familyName="Señor, Jr.").values
    assert (values["family_name"], values["suffix"]) == ("Señor", "Jr.")


def test_a_name_of_255_characters_is_cut_with_a_remark(tmp_path):
    candidate = person(tmp_path, familyName="x" * 255)
    assert len(candidate.values["family_name"]) == 120
    assert "cut" in candidate.notes[0]


def test_ids_that_differ_only_in_capitals_are_two_people(tmp_path):
    reading = read_files(tmp_path, files_1_1([teacher(1, sourcedId="a"), teacher(2, sourcedId="A")]))
    assert all(one.refusal is None for one in of_kind(reading, "person"))


def test_equal_rows_are_read_once_and_different_ones_with_one_id_refused(tmp_path):
    rows = [teacher(1), teacher(1), teacher(2), teacher(3, sourcedId="U2")]
    reading = read_files(tmp_path, files_1_1(rows))
    assert reading.skipped["repeated"] == 1
    assert [one.problem.row for one in of_kind(reading, "person") if one.refusal] == [4, 5]


def test_an_email_in_two_rows_belongs_to_neither(tmp_path):
    reading = read_files(tmp_path, files_1_1([teacher(1), teacher(2, email="ana1@cedar.example")]))
    assert ["email" in one.values for one in of_kind(reading, "person")] == [False, False]


@pytest.mark.parametrize(
    ("roles", "kind"),
    [
        ([("teacher", "primary"), ("siteAdministrator", "secondary")], "teacher"),
        ([("principal", "primary"), ("teacher", "secondary")], "administrator"),
        ([("teacher", "primary"), ("principal", "primary")], "administrator"),
        ([("aide", "primary"), ("teacher", "primary")], "teacher"),
        ([("guardian", "primary"), ("teacher", "secondary")], "teacher"),
    ],
)
def test_of_several_roles_the_primary_one_decides_then_the_administrator(tmp_path, roles, kind):
    candidate = with_roles(tmp_path, *(role("U1", name, standing) for name, standing in roles))[0]
    assert candidate.values["staff_kind"] == kind


def test_the_primary_org_is_the_home_school(tmp_path):
    roles = [role("U1"), role("U1", org="S2", kind="secondary")]
    candidate = with_roles(tmp_path, *roles, primaryOrgSourcedId="S2")[0]
    assert (candidate.home, candidate.sites) == ("S2", ["S2", "S1"])


def test_the_only_primary_role_names_the_home_school(tmp_path):
    assert with_roles(tmp_path, role("U1", org="S2"), role("U1", kind="secondary"))[0].home == "S2"


@pytest.mark.parametrize(("end", "gone"), [("2026-11-25", ""), ("2026-11-24", "2026-11-23")])
def test_a_role_ends_the_day_before_its_end_date(tmp_path, end, gone):
    assert with_roles(tmp_path, role("U1", endDate=end))[0].gone == gone


def test_a_student_of_a_1_2_package_is_only_counted(tmp_path):
    assert with_roles(tmp_path, role("U1", "student")) == []


@pytest.mark.parametrize("roles", [None, [role("U9")]])
def test_without_a_role_only_known_people_are_updated(tmp_path, roles):
    reading = read_files(tmp_path, files_1_2([teacher(1)], roles))
    assert of_kind(reading, "person")[0].known_only
    assert ("roles.csv is missing" in said(reading)) == (roles is None)


def test_a_bulk_file_without_statuses_is_the_whole_truth(tmp_path):
    assert read_files(tmp_path, files_1_1([teacher(1)])).whole == {"school", "person"}


def test_a_bulk_file_with_statuses_is_taken_as_changes(tmp_path):
    reading = read_files(tmp_path, files_1_1([teacher(1, status="active")]))
    assert reading.whole == {"school"}
    assert "taken as changes" in said(reading)


def test_a_delta_never_is_the_whole_truth(tmp_path):
    assert read_files(tmp_path, files_1_1([teacher(1)], mode="delta")).whole == set()


def test_a_bulk_file_with_a_header_only_says_nothing(tmp_path):
    reading = read_files(tmp_path, files_1_1([]))
    assert "person" not in reading.whole
    assert "no rows" in said(reading)


def test_to_be_deleted_is_gone_on_the_day_it_was_changed(tmp_path):
    cells = {"status": "tobedeleted", "dateLastModified": "2026-06-30T18:25:43.511Z"}
    assert person(tmp_path, **cells).gone == "2026-06-30"


def test_a_manifest_alone_says_that_nothing_changed(tmp_path):
    reading = read_files(tmp_path, {"manifest.csv": manifest("1.1")})
    assert (reading.candidates, reading.whole) == ([], set())


def test_a_package_without_a_manifest_is_taken_as_changes(tmp_path):
    files = files_1_1([teacher(1)])
    del files["manifest.csv"]
    reading = read_files(tmp_path, files)
    assert reading.whole == set()
    assert "no manifest.csv" in said(reading)


def test_another_version_is_refused(tmp_path):
    with pytest.raises(Unusable, match=r"2\.0"):
        read_files(tmp_path, {"manifest.csv": manifest("2.0")})


def test_files_that_the_manifest_lists_but_are_not_there_are_remarked(tmp_path):
    assert "not in the package" in said(read_files(tmp_path, {"manifest.csv": manifest("1.1", users="bulk")}))


def test_headers_and_names_in_other_capitals_or_misspelt_are_read_with_remarks(tmp_path):
    header = ["SOURCEDID", *USER_1_2[1:]]
    users = table(USER_1_2, [{"sourcedId": "U1", "givenName": "Ana", "familyName": "Ortiz"}])
    users = users.replace(",".join(USER_1_2), ",".join(header).replace("preferredGivenName", "prefferedGivenName"))
    files = {"Users.CSV": users, "roles.csv": table(ROLE, [role("U1")])}
    reading = read_files(tmp_path, files)
    assert of_kind(reading, "person")[0].source_id == "U1"
    assert all(word in said(reading) for word in ("SOURCEDID", "prefferedGivenName", "users.csv"))


def test_short_rows_are_filled_up_and_long_ones_refused(tmp_path):
    header = ",".join(USER_1_1)
    short = "U1,,,true,S1,teacher,u1,,Ana,Ortiz"
    long = "U2,,,true,S1,teacher,u2,,Ana,Brown" + "," * 8 + ",x"
    reading = read_files(tmp_path, {"users.csv": f"{header}\r\n{short}\r\n{long}\r\n"})
    people = of_kind(reading, "person")
    assert people[0].refusal is None
    assert "19 cells" in people[1].problem.reason
    assert "fewer cells" in said(reading)


def test_a_missing_column_refuses_the_file(tmp_path):
    with pytest.raises(Unusable, match="givenName"):
        read_files(
            tmp_path, {"users.csv": "sourcedId,familyName,role\r\nU1,Ortiz,teacher\r\n", "orgs.csv": table(ORG, [OAK])}
        )


def test_a_column_that_stands_twice_refuses_the_file(tmp_path):
    with pytest.raises(Unusable, match="twice"):
        read_files(tmp_path, {"users.csv": "sourcedId,givenName,familyName,role,role\r\n"})


def test_passwords_phones_and_birthdays_are_never_read(tmp_path):
    reading = read_files(tmp_path, files_1_1([teacher(1, password="Secret1", sms="555-0100")]))
    assert not {"Secret1", "555-0100"} & {str(value) for one in reading.candidates for value in one.values.values()}
