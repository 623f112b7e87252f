"""What strangers and tired people hand in through the web: a sentence beside the file box, never an error page."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config.exports import is_risky
from leaders.models import ImportBatch, Person
from tests.leaders.imports.crafted import MEGABYTE, attacks
from tests.leaders.imports.packages import USER_1_1, table
from tests.leaders.imports.reading import SHARED
from tests.leaders.imports.workbooks import HOSTILE

pytestmark = pytest.mark.django_db
ATTACKS = attacks()
HEAD = b"sourcedId,orgSourcedIds,role,givenName,familyName,email\n"
ROW = "T1,,teacher,Ana,Ortiz,ana@cedar.example\n"
WIDE = HEAD.strip() + b",more" * 10_000
TORN = b"\xff\xfe" + (HEAD.decode() + "T1,,teacher,").encode("utf-16-le") + b"\x00\xd8A\x00\n\x00"
# name of the file, content, what the page says
REFUSED = {
    "empty": ("users.csv", b"", "The submitted file is empty."),
    "10 MB and a byte": ("users.csv", HEAD.ljust(10 * MEGABYTE + 1, b"x"), "This is more than 10 MB."),
    "12 MB": ("users.csv", b"x" * (12 * MEGABYTE), "This is more than 10 MB."),
    "program": ("users.exe", HEAD, "“users.exe” is of another kind."),
    "csv called xlsx": ("users.xlsx", HEAD, "The file is called .xlsx but is not one."),
    "csv called zip": ("users.zip", HEAD, "The file is called .zip but is not one."),
    "page": ("users.csv", b"<!DOCTYPE html><title>Sign in</title>", "This is not a CSV file."),
    "ten thousand columns": ("users.csv", WIDE, "The file has 10006 columns; at most 200 are read."),
    "endless field": (
        "users.csv",
        HEAD + b"T1,,teacher," + b"A" * 1_000_001,
        "A row that begins in line 2 never ends.",
    ),
    "lone quote": ("users.csv", HEAD + b'T1,,teacher,"Ana,Ortiz,\n', "line 2, character 13"),
    "torn UTF-16": ("users.csv", TORN, "Line 2, character 13 is no text in any usual encoding."),
    "UTF-32": ("users.csv", HEAD.decode().encode("utf-32"), "The file is saved as UTF-32."),
    "no header": ("users.csv", ROW.encode(), "The first row does not hold the column names"),
    "faulty rows only": ("users.csv", HEAD + b"T1,,wizard,A,B,\n" * 10_001, "More than 10000 rows cannot be read."),
}
COLUMNS = ["sourcedId", "orgSourcedIds", "role", "givenName", "familyName", "identifier", "email"]
READ = {
    "header only": HEAD,
    "NUL": HEAD + ROW.replace("Ana", "A\0na").encode(),
    "UTF-16": (HEAD.decode() + ROW).encode("utf-16"),
    "mixed line ends": HEAD + ROW.encode().replace(b"\n", b"\r\n") + ROW.replace("T1", "T2").encode() + b"\r\r\n",
    "bare returns": (HEAD.decode() + ROW).replace("\n", "\r").encode(),
}


@pytest.fixture
def hand_in(client, district, coordinator, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    client.force_login(coordinator)

    def post(*files):
        uploads = [SimpleUploadedFile(name, data) for name, data in files]
        return client.post("/imports/add/", {"files": uploads} if uploads else {})

    return post


@pytest.mark.parametrize("name", REFUSED)
def test_a_hopeless_file_is_refused_in_words(hand_in, name):
    file, data, said = REFUSED[name]
    response = hand_in((file, data))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("name", READ)
def test_an_odd_but_readable_file_gives_a_preview(hand_in, client, name):
    response = hand_in(("users.csv", READ[name]))
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


def test_no_attack_on_zip_or_workbook_gets_an_error_page(hand_in):
    files = {f"{name}.zip": data for name, data in ATTACKS.items()}
    files |= {f"{name}.xlsx": make() for name, make in HOSTILE.items()}
    answers = {name: hand_in((name.replace("/", " "), data)).status_code for name, data in files.items()}
    assert {name: code for name, code in answers.items() if code != 422} == {}
    assert len(answers) >= 50


def test_a_locked_zip_and_a_zip_in_a_zip_say_what_they_are(hand_in):
    locked = hand_in(("a.zip", ATTACKS["locked"])).content.decode()
    nested = hand_in(("a.zip", ATTACKS["inner more.zip"])).content.decode()
    assert "is locked with a password" in locked
    assert "is an archive inside the archive" in nested


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "This field is required."),
        ([("users.csv", HEAD), ("Users.csv", HEAD)], "Two of the files are called “users.csv”."),
        ([("a.zip", b"PK\x03\x04"), ("users.csv", HEAD)], "Hand in “a.zip” on its own."),
        ([(f"{n}.csv", HEAD) for n in range(26)], "Hand in at most 25 files at once."),
        ([("a.csv", b"x" * (6 * MEGABYTE)), ("b.csv", b"x" * (6 * MEGABYTE))], "This is more than 10 MB."),
    ],
    ids=["none", "twins", "zip and csv", "26 files", "two large ones"],
)
def test_files_that_do_not_go_together_are_refused_in_words(hand_in, files, said):
    response = hand_in(*files)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_22_files_of_the_newest_standard_are_taken_together(hand_in):
    others = [(f"other{n}.csv", b"a,b\r\n1,2\r\n") for n in range(21)]
    assert hand_in(("users.csv", HEAD + ROW.encode()), *others).status_code == 302


def test_a_small_zip_that_unpacks_to_much_is_left_to_the_worker(hand_in, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = "".join(f"U{n * 7919 % 99991},,student,A{n * 31},B,\n" for n in range(90_000))
        archive.writestr("users.csv", HEAD.decode() + rows)
    assert len(out.getvalue()) < 2_000_000
    assert hand_in(("all.zip", out.getvalue())).status_code == 302
    assert ImportBatch.objects.get().status == "reading"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared files are not here")
@pytest.mark.parametrize("column", COLUMNS)
def test_naughty_strings_are_imported_or_refused_and_never_run(hand_in, client, column):
    naughty = json.loads((SHARED / "bad_input" / "blns.json").read_text())
    usual = {"role": "teacher", "givenName": "Ana", "familyName": "Ortiz"}
    rows = [{**usual, "sourcedId": f"T{n}", column: text} for n, text in enumerate(naughty)]
    address = hand_in(("users.csv", table(USER_1_1, rows).encode())).url
    batch = ImportBatch.objects.get()
    client.post(f"{address}apply/", {"digest": batch.digest})
    assert Person.objects.count() == batch.summary["counts"]["person"]["new"]
    assert "<script>alert" not in client.get(f"{address}?size=100").content.decode()
    exported = b"".join(client.get(f"{address}?export=csv")).decode("utf-8-sig")
    assert not [cell for cell in exported.split('","') if is_risky(cell) and not cell.startswith("'")]
