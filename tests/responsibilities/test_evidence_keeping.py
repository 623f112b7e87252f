"""Keeping evidence files: who may, how many, where they lie, and what is left after a crash (trust A15–A17, D9)."""

import os
import socket
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from config import keys, storing
from responsibilities import confidential, evidence
from responsibilities.confidential import files, resealing, sealing, upkeep
from responsibilities.models import Evidence
from tests.factories.confidential import keep
from tests.responsibilities.crafted import picture
from tests.responsibilities.pair import OUTSIDERS, pair_at_work

pytestmark = pytest.mark.django_db
CANARY = b"CANARY in the file"


@pytest.fixture
def pair(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return pair_at_work()


def on_disk():
    return sorted(files.folder().glob("*")) if files.folder().exists() else []


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return set(refusal.value.message_dict)


def names(user, record):
    return [file.content.name for file in confidential.files_about(user, record)]


def test_what_lies_on_the_disk_tells_nothing(pair):
    row = keep(pair.leader, pair.visit, "student plan.txt", CANARY)
    (file,) = on_disk()
    assert (file.name, CANARY in file.read_bytes(), oct(file.stat().st_mode)[-3:]) == (str(row.stored_as), False, "600")
    assert b"student plan" not in bytes(row.sealed)
    assert confidential.bytes_of(Evidence.objects.get()) == CANARY


def test_no_word_of_a_user_gets_into_a_path(pair, tmp_path):
    for name in ("../../up.txt", "/abs.txt", "..\\win.txt", "a/../../b.txt", "%2e%2e%2fc.txt", "con.txt"):
        keep(pair.leader, pair.visit, name)
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "evidence"}
    assert {path.name for path in on_disk()} == {str(row.stored_as) for row in Evidence.objects.all()}


def test_the_two_read_it_and_a_private_one_its_author(pair):
    keep(pair.leader, pair.visit, "both.txt")
    keep(pair.leader, pair.visit, "mine.txt", shared_with=None)
    assert names(pair.leader, pair.visit) == ["both.txt", "mine.txt"]
    assert names(pair.teacher, pair.cycle) == ["both.txt"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_keeps_reads_or_removes(pair, who):
    outsider = pair.outside[who]
    row = keep(pair.leader, pair.visit)
    assert names(outsider, pair.visit) == []
    with pytest.raises(PermissionDenied):
        confidential.keep_file(by=outsider, record=pair.visit, name="a.txt", data=b"x", shows_students=False)
    with pytest.raises(PermissionDenied):
        confidential.remove_file(file=row, by=outsider)


def test_ten_files_and_no_more(pair):
    for number in range(10):
        keep(pair.leader, pair.visit, f"{number}.txt")
    assert refused(lambda: keep(pair.teacher, pair.visit)) == {"file"}
    assert len(on_disk()) == 10


@pytest.mark.parametrize(("room", "fits"), [(20, True), (19, False)])
def test_a_user_has_so_much_space(pair, settings, room, fits):
    settings.EVIDENCE_QUOTA = room
    keep(pair.leader, pair.visit, data=b"x" * 10)
    keep(pair.teacher, pair.visit, data=b"x" * 10)  # her own space
    if fits:
        keep(pair.leader, pair.visit, data=b"x" * 10)
    else:
        assert refused(lambda: keep(pair.leader, pair.visit, data=b"x" * 10)) == {"file"}


def test_what_shows_students_names_the_consent(pair):
    assert refused(lambda: keep(pair.leader, pair.visit, shows_students=True)) == {"consent"}
    row = keep(pair.leader, pair.visit, shows_students=True, consent="media_release", consent_words="folder 7")
    assert (row.consent, confidential.opened(row).content.consent) == ("media_release", "folder 7")


def test_a_removed_file_leaves_the_disk(pair, django_capture_on_commit_callbacks):
    row = keep(pair.leader, pair.visit)
    with pytest.raises(PermissionDenied):
        confidential.remove_file(file=row, by=pair.teacher)
    with django_capture_on_commit_callbacks(execute=True):
        confidential.remove_file(file=row, by=pair.leader)
    assert (on_disk(), Evidence.objects.count()) == ([], 0)


def test_what_fails_at_its_last_write_leaves_no_row_and_is_swept_up(pair, monkeypatch):
    def fail(*_):
        raise RuntimeError("last write")

    monkeypatch.setattr(files, "tell", fail)
    with pytest.raises(RuntimeError):
        keep(pair.leader, pair.visit)
    assert (Evidence.objects.count(), len(on_disk())) == (0, 1)
    assert upkeep.look_after()["swept up"] == 0  # it might still wait for its row
    age(on_disk()[0])
    assert (upkeep.look_after()["swept up"], on_disk()) == (1, [])


def age(path):
    old = time.time() - 2 * storing.RECENT
    os.utime(path, (old, old))


def test_killed_while_writing_leaves_only_what_is_swept_up(pair, monkeypatch):
    monkeypatch.setattr(Path, "rename", lambda self, goal: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        keep(pair.leader, pair.visit)
    (left,) = on_disk()
    assert (left.name[0], Evidence.objects.count()) == (".", 0)
    age(left)
    assert upkeep.look_after()["swept up"] == 1


def test_a_file_of_a_row_is_never_swept_up(pair):
    age(files.path_of(keep(pair.leader, pair.visit)))
    assert upkeep.look_after() == {"whole": 1, "swept up": 0}


def test_missing_and_changed_files_are_told(pair, capsys):
    one, two = keep(pair.leader, pair.visit), keep(pair.leader, pair.visit)
    files.path_of(one).unlink()
    files.path_of(two).write_bytes(b"other")
    with pytest.raises(CommandError, match="restore them"):
        call_command("evidence")
    assert "1 missing, 1 changed" in capsys.readouterr().out
    for row in (one, two):
        with pytest.raises(sealing.BrokenSeal):
            confidential.bytes_of(row)


def test_swapped_files_do_not_open(pair):
    one, two = keep(pair.leader, pair.visit, shared_with=None), keep(pair.leader, pair.visit)
    files.path_of(two).write_bytes(files.path_of(one).read_bytes())
    with pytest.raises(sealing.BrokenSeal):
        confidential.bytes_of(two)


def test_files_are_sealed_anew_too(pair, settings, django_capture_on_commit_callbacks):
    row = keep(pair.leader, pair.visit, data=CANARY)
    old = files.path_of(row)
    settings.SEALING_KEYS = {"new": bytes(32), **settings.SEALING_KEYS}
    with django_capture_on_commit_callbacks(execute=True):
        assert resealing.reseal() == {"sealed anew": 1}
    settings.SEALING_KEYS = {"new": bytes(32)}
    row = Evidence.objects.get()
    assert (confidential.bytes_of(row), row.key_id, old.exists(), len(on_disk())) == (CANARY, "new", False, 1)
    assert upkeep.look_after()["whole"] == 1
    assert keys.THROW_AWAY not in settings.SEALING_KEYS


# The virus scan


@pytest.fixture
def scanner(settings, tmp_path):
    """A stand-in for clamd: answers as told, and keeps what it was sent."""
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    state = {"answer": b"stream: OK\0", "sent": []}
    server = socket.socket(socket.AF_UNIX)
    server.bind(settings.CLAMAV_SOCKET)
    server.listen()

    def serve():
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                command = stream.read(10)
                body = b""
                while size := int.from_bytes(stream.read(4)):
                    body += stream.read(size)
                state["sent"].append((command, body))
                line.sendall(state["answer"])

    threading.Thread(target=serve, daemon=True).start()
    yield state
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def test_a_clean_file_is_ready(pair, scanner):
    row = keep(pair.leader, pair.visit, data=b"x" * 150_000)
    assert (row.state, scanner["sent"]) == ("clean", [(b"zINSTREAM\0", b"x" * 150_000)])


def test_an_infected_file_is_never_kept(pair, scanner):
    scanner["answer"] = b"stream: Eicar-Test-Signature FOUND\0"
    assert refused(lambda: keep(pair.leader, pair.visit)) == {"file"}
    assert (Evidence.objects.count(), on_disk()) == (0, [])


@pytest.mark.parametrize("answer", [b"", b"stream: OKAY\0", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0"])
def test_any_other_answer_keeps_it_waiting(pair, scanner, answer):
    scanner["answer"] = answer
    row = keep(pair.leader, pair.visit)
    assert row.state == "quarantined"
    with pytest.raises(sealing.BrokenSeal):
        confidential.bytes_of(row)


def test_without_a_scanner_it_waits_until_there_is_one(pair, settings, tmp_path):
    settings.CLAMAV_SOCKET = str(tmp_path / "nothing here")
    keep(pair.leader, pair.visit)
    assert upkeep.look_after()["waiting"] == 1
    client = Client()
    client.force_login(pair.teacher)
    answer = client.get(f"/files/{Evidence.objects.get().pk}/")
    assert (answer.status_code, answer.get("Content-Disposition")) == (302, None)


@pytest.mark.parametrize(("said", "state", "left"), [(b"OK", "clean", 1), (b"X FOUND", "infected", 0)])
def test_what_waited_is_scanned_later(pair, scanner, settings, said, state, left):
    there, settings.CLAMAV_SOCKET = settings.CLAMAV_SOCKET, "/nowhere"
    keep(pair.leader, pair.visit)
    settings.CLAMAV_SOCKET, scanner["answer"] = there, b"stream: " + said + b"\0"
    upkeep.look_after()
    assert (Evidence.objects.get().state, len(on_disk())) == (state, left)
    upkeep.look_after()


# The pages


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def sent(**facts):
    file = facts.pop("file", None) or upload("board.txt", CANARY)
    return {"file": file, "shared_with": "me", "shows_students": "no"} | facts


def upload(name, data):
    return SimpleUploadedFile(name, data)


def test_a_file_is_added_and_handed_out(pair):
    client = signed_in(pair.leader)
    shared = str(pair.teacher.person_id)
    answer = client.post(
        f"/activities/{pair.visit.pk}/files/add/", sent(file=upload("Año 1.txt", CANARY), shared_with=shared)
    )
    assert answer["Location"] == f"{pair.visit.get_absolute_url()}#confidential"
    assert "Año 1.txt" in client.get(pair.visit.get_absolute_url()).content.decode()
    file = signed_in(pair.teacher).get(f"/files/{Evidence.objects.get().pk}/")
    assert (file.status_code, file.content) == (200, CANARY)
    assert {name: file[name] for name in HANDED_OUT} == HANDED_OUT


HANDED_OUT = {
    "Content-Disposition": "attachment; filename*=UTF-8''A%C3%B1o%201.txt",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Type": "text/plain; charset=utf-8",
}


@pytest.mark.parametrize("missing", ["shows_students", "shared_with", "file"])
def test_nothing_is_kept_without_an_answer(pair, missing):
    data = sent()
    del data[missing]
    answer = signed_in(pair.leader).post(f"/cycles/{pair.cycle.pk}/files/add/", data)
    assert (answer.status_code, Evidence.objects.count()) == (422, 0)


def test_a_refused_file_says_why_beside_the_field(pair):
    data = sent(file=upload("logo.svg", b"<svg/>"))
    answer = signed_in(pair.leader).post(f"/cycles/{pair.cycle.pk}/files/add/", data)
    assert (answer.status_code, "This kind of file is not kept here" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("which", ["visit", "cycle"])
def test_files_up_to_25_mb_arrive_and_larger_ones_are_cut_off(pair, which):
    at = f"/{'activities' if which == 'visit' else 'cycles'}/{getattr(pair, which).pk}/files/add/"
    client = signed_in(pair.leader)
    assert client.post(at, sent(file=upload("a.txt", b"x" * evidence.MOST_BYTES))).status_code == 302
    answer = client.post(at, sent(file=upload("b.txt", b"x" * (27 * 1024 * 1024))))
    assert (answer.status_code, "Files may have up to 25 MB." in answer.content.decode()) == (422, True)


def test_large_files_are_never_written_to_the_disk_as_they_came(pair, monkeypatch):
    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", lambda *a, **k: pytest.fail("on the disk"))
    data = sent(file=upload("a.txt", b"x" * 5_000_000))
    assert signed_in(pair.leader).post(f"/activities/{pair.visit.pk}/files/add/", data).status_code == 302


@pytest.mark.parametrize("address", ["/media/evidence/{}", "/files/{}/", "/evidence/{}", "/static/evidence/{}"])
def test_there_is_no_other_way_to_a_file(pair, address):
    row = keep(pair.leader, pair.visit)
    assert signed_in(pair.leader).get(address.format(row.stored_as)).status_code == 404


def test_a_picture_arrives_without_its_place(pair):
    signed_in(pair.leader).post(f"/activities/{pair.visit.pk}/files/add/", sent(file=upload("a.jpg", picture("JPEG"))))
    assert b"GPS-CANARY" not in confidential.bytes_of(Evidence.objects.get())


def test_own_files_are_removed(pair, django_capture_on_commit_callbacks):
    row = keep(pair.leader, pair.visit)
    assert signed_in(pair.teacher).get(f"/files/{row.pk}/remove/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(pair.leader).post(f"/files/{row.pk}/remove/", {"sure": "yes"}).status_code == 302
    assert on_disk() == []


def test_a_changed_file_is_a_calm_line_on_the_page(pair):
    row = keep(pair.leader, pair.visit)
    files.path_of(row).write_bytes(b"other")
    answer = signed_in(pair.leader).get(f"/files/{row.pk}/", follow=True)
    assert (answer.status_code, "This file cannot be opened" in answer.content.decode()) == (200, True)
