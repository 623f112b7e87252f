"""Files that cannot be imported are recognized where possible, so that people find the right one."""

import zipfile

import pytest
from django.utils import timezone

from leaders.imports import rows
from leaders.imports.formats import Options, read_source
from leaders.imports.problems import Unusable
from leaders.imports.sources import open_source
from tests.leaders.imports.reading import read

FILES = {
    "sourcedId,classSourcedId,userSourcedId,role": "enrollments.csv of a OneRoster package, which is never read",
    "sourcedId,status,birthDate,sex": "demographics.csv of a OneRoster package, which is never read",
    "sourcedId,title,type,startDate,endDate": "academicSessions.csv",
    "sourcedId,userSourcedId,role,orgSourcedId": "roles.csv of a OneRoster package. Alone it names no person",
    "propertyName,value": "manifest.csv of a OneRoster package. Alone",
    "SIS ID,School SIS ID,First Name,Last Name": "an export of Microsoft School Data Sync",
    "'local_id','school_local_id','login_name'": "an export of Aspen X2",
    "sourcedId,givenName,email": "looks like users.csv, but these columns are missing: familyName",
    "sourcedId,type,parentSourcedId": "looks like orgs.csv, but these columns are missing: name",
    "NCESSCH,LEA_NAME,STATUS": "looks like NCES EDGE, but these columns are missing: LEAID, SCH_NAME",
    "Ana,Ortiz,ana@cedar.example": "The first row does not hold the column names",
}


def refusal(path):
    with pytest.raises(Unusable) as refused:
        read_source(open_source(path), Options(timezone.localdate()))
    return str(refused.value)


@pytest.mark.parametrize("header", FILES)
def test_a_strange_file_is_called_by_its_name(tmp_path, header):
    path = tmp_path / "list.csv"
    path.write_text(f"{header}\n1,2,3,4\n")
    assert FILES[header] in refusal(path)


def test_a_list_without_a_header_does_not_show_its_first_person(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Ana,Ortiz,ana@cedar.example\n")
    assert "Ortiz" not in refusal(path)


def test_a_package_of_another_system_is_called_by_its_name(tmp_path):
    path = tmp_path / "sync.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.pdf", b"%PDF")
        archive.writestr("broken.csv", b'"')
        archive.writestr("Teacher.csv", "SIS ID,School SIS ID,First Name\n1,2,Ana\n")
    assert "an export of Microsoft School Data Sync" in refusal(path)


def test_a_package_of_other_files_says_what_it_holds(tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(7):
            archive.writestr(f"list{number}.csv", "a,b\n1,2\n")
    assert "holds neither users.csv nor orgs.csv. It holds: list0.csv" in refusal(path)


@pytest.mark.parametrize(
    ("limit", "said"), [("MAX_RECORDS", "more than 2 people"), ("MAX_REFUSED", "More than 2 rows")]
)
def test_a_file_of_more_than_a_roster_holds_is_refused(tmp_path, monkeypatch, limit, said):
    monkeypatch.setattr(rows, limit, 2)
    role = "teacher" if limit == "MAX_RECORDS" else "wizard"
    path = tmp_path / "users.csv"
    lines = [f"T{n},S1,{role},Ana,Ortiz{n}\n" for n in range(3)]
    path.write_text("".join(["sourcedId,orgSourcedIds,role,givenName,familyName\n", *lines]))
    assert said in refusal(path)
    path.write_text("".join(["sourcedId,orgSourcedIds,role,givenName,familyName\n", *lines[:2]]))
    assert len(read(path).candidates) == 2


def test_beyond_what_people_read_remarks_are_counted(tmp_path):
    (tmp_path / "users.csv").write_text("sourcedId,givenName,familyName\nT1,Ana,Ortiz\n")
    (tmp_path / "roles.csv").write_text("userSourcedId,role\n" + "".join(f"T{n},wizard\n" for n in range(300)))
    (tmp_path / "orgs.csv").write_text("sourcedId,name,type\nS1,Bay,school\n")
    problems = read(tmp_path).problems
    assert len(problems) == rows.MAX_PROBLEMS + 1
    assert "more remarks are not shown" in str(problems[-1])
