"""Applying on the site: what applicants type, save, send, change and withdraw, and what others get to see of it."""

import datetime
import os
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from config import storing
from leaders.models import District
from programs import application_files
from programs.models import Answer, Application, ApplicationFile, Reference
from tests.coaching import DAY, NOON, TODAY, sent
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationFileFactory,
    CallFactory,
    PersonFactory,
    QuestionFactory,
    ReferenceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _today(time_machine, settings, tmp_path):
    time_machine.move_to(NOON)
    settings.MEDIA_ROOT = tmp_path
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def me(client):
    """A teacher, signed in."""
    user = UserFactory(person=PersonFactory(), email="me@district.example")
    client.force_login(user)
    return user.person


@pytest.fixture
def call():
    """An open call that asks a question of every kind."""
    call = CallFactory(title="Science fellows")
    texts = {
        "long": "Why do you apply?",
        "short": "Your grade?",
        "choice": "Which track?",
        "yes_no": "Can you travel?",
        "link": "A lesson of yours?",
        "file": "Your letter?",
        "reference": "Who can tell of you?",
    }
    for kind, text in texts.items():
        QuestionFactory(call=call, kind=kind, text=text, word_limit=5 if kind == "long" else None)
    return call


def names(call):
    """`{kind of question: name of its field}`."""
    return {question.kind: f"q{question.pk}" for question in call.questions.all()}


def whole(call, **said):
    """All that the form asks for, as it is typed."""
    name = names(call)
    typed = {
        name["long"]: "Because I lead our PLC.",
        name["short"]: "5",
        name["choice"]: "Two",
        name["yes_no"]: "no",
        name["link"]: "https://lessons.example/fractions",
        name["file"]: SimpleUploadedFile("letter.pdf", PDF),
        f"{name['reference']}_name": "Robin Referee",
        f"{name['reference']}_email": "robin@university.example",
        f"{name['reference']}_relation": "Dean",
    }
    return typed | {name[kind]: value for kind, value in said.items()}


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_applicant_sends_every_kind_of_answer_and_is_told_by_mail(
    client, me, call, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/calls/{call.pk}/apply/", sent(**whole(call), send="yes"))
    row = Application.objects.get()
    assert answer.url == f"/applications/{row.pk}/"
    assert (row.person, row.status) == (me, "submitted")
    text = text_of(client, answer.url)
    for said in ("Because I lead our PLC.", ">5<", "Two", "No", "fractions", "letter.pdf", "Robin Referee", "asked on"):
        assert said in text
    reference = Reference.objects.get()
    assert [mail.to for mail in mailoutbox] == [["robin@university.example"], ["me@district.example"]]
    assert f"/references/{reference.key}/" in mailoutbox[0].body
    assert "PLC" not in "".join(mail.body for mail in mailoutbox)
    assert client.get(f"/application-files/{ApplicationFile.objects.get().pk}/").content == PDF


def test_a_draft_is_saved_with_anything_missing_and_found_again(client, me, call):
    name = names(call)
    part = {name["long"]: "Because", f"{name['reference']}_email": "not yet"}
    client.post(f"/calls/{call.pk}/apply/", sent(**part))
    row = Application.objects.get()
    assert (row.status, row.submitted_at) == ("draft", None)
    page = text_of(client, f"/calls/{call.pk}/apply/")
    assert "Because</textarea>" in page
    assert 'value="not yet"' in page
    assert "draft, not sent" in text_of(client, f"/applications/{row.pk}/")


def test_sending_with_something_missing_names_each_answer_and_keeps_what_was_typed(client, me, call, mailoutbox):
    name = names(call)
    typed = {name["long"]: "one two three four five six", f"{name['reference']}_email": "nowhere"}
    answer = client.post(f"/calls/{call.pk}/apply/", sent(**typed, send="yes"))
    assert answer.url == f"/calls/{call.pk}/apply/?check=yes"
    assert Application.objects.get().status == "draft"
    page = text_of(client, answer.url, 422)
    assert "Saved as a draft, not sent" in page
    assert "This answer has 6 words, at most 5 are read. Take out 1 word." in page
    summary = page[page.index("error-summary") : page.index('class="form"')]
    for asked in ("Your grade?", "Which track?", "Can you travel?", "A lesson of yours?", "Your letter?", "Name:"):
        assert asked in summary
    assert "one two three four five six</textarea>" in page
    assert not mailoutbox


def test_a_call_that_somebody_may_not_answer_keeps_the_draft_and_names_the_rule(client, me):
    call = CallFactory(minimum_years=3)
    me.hired_on = datetime.date(2023, 12, 1)
    me.save()
    answer = client.post(f"/calls/{call.pk}/apply/", sent(send="yes"))
    page = text_of(client, answer.url, 422)
    assert "You cannot apply: Has been in the district for 3 years on Nov. 30, 2026" in page
    assert Application.objects.get().status == "draft"


def test_after_the_window_nothing_is_saved_and_what_was_typed_stays_in_the_form(client, me, call):
    call.closes = TODAY - DAY
    call.save()
    answer = client.post(f"/calls/{call.pk}/apply/", sent(**{names(call)["long"]: "Late words"}))
    assert answer.status_code == 422
    assert "Applications can be sent from 11/01/2026 to 11/23/2026." in answer.content.decode()
    assert "Late words</textarea>" in answer.content.decode()
    assert not Application.objects.exists()
    assert client.get(f"/calls/{call.pk}/apply/").url == f"/calls/{call.pk}/"


def test_an_answer_typed_from_an_older_page_is_not_put_over_a_newer_one(client, me, call):
    name = names(call)["long"]
    client.post(f"/calls/{call.pk}/apply/", sent(**{name: "First"}))
    row = Application.objects.get()
    for older in (sent(**{name: "Second"}), sent(**{name: "Second"}) | {"version": row.version + 5}):
        answer = client.post(f"/calls/{call.pk}/apply/", older)
        assert answer.status_code == 409
        assert "Second</textarea>" in answer.content.decode()
    assert Answer.objects.get(question__kind="long").text == "First"


def test_the_same_form_sent_twice_applies_once(client, me, call, mailoutbox, django_capture_on_commit_callbacks):
    body = sent(send="yes", **whole(call))
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(f"/calls/{call.pk}/apply/", body)
        body[names(call)["file"]] = SimpleUploadedFile("letter.pdf", PDF)
        assert client.post(f"/calls/{call.pk}/apply/", body).url == first.url
    assert (Application.objects.count(), len(mailoutbox)) == (1, 2)


def test_a_sent_application_is_changed_only_by_a_complete_one(client, me, call):
    client.post(f"/calls/{call.pk}/apply/", sent(**whole(call), send="yes"))
    row = Application.objects.get()
    changed = whole(call, long="") | {names(call)["file"]: ""}
    answer = client.post(f"/calls/{call.pk}/apply/", sent(row, **changed))
    assert answer.status_code == 422
    assert Answer.objects.get(question__kind="long").text == "Because I lead our PLC."
    client.post(f"/calls/{call.pk}/apply/", sent(row, **(changed | {names(call)["long"]: "Better words"})))
    assert Answer.objects.get(question__kind="long").text == "Better words"
    assert ApplicationFile.objects.count() == 1


def test_a_file_is_replaced_and_removed_from_the_disk_too(
    client, me, call, tmp_path, django_capture_on_commit_callbacks
):
    name = names(call)["file"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/calls/{call.pk}/apply/", sent(**{name: SimpleUploadedFile("one.pdf", PDF)}))
        row = Application.objects.get()
        client.post(f"/calls/{call.pk}/apply/", sent(row, **{name: SimpleUploadedFile("two.pdf", PDF + b"\n")}))
    assert [file.name for file in ApplicationFile.objects.all()] == ["two.pdf"]
    assert len(list((tmp_path / "applications").iterdir())) == 1
    row.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/calls/{call.pk}/apply/", sent(row, **{f"{name}_remove": "on"}))
    assert not ApplicationFile.objects.exists()
    assert list((tmp_path / "applications").iterdir()) == []


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (("tool.exe", b"MZ"), "This kind of file is not kept here"),
        (("letter.pdf", b"<script>"), "This is not a proper .pdf file"),
        (("letter.pdf", b""), "This file is empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_typed_text_stays(client, me, call, upload, words):
    name = names(call)
    typed = {name["long"]: "Typed words", name["file"]: SimpleUploadedFile(*upload)}
    answer = client.post(f"/calls/{call.pk}/apply/", sent(**typed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Typed words</textarea>" in answer.content.decode()


def test_too_many_bytes_are_cut_off_and_the_text_beside_them_stays(client, me):
    call = CallFactory()
    file = QuestionFactory(call=call, kind="file")
    after = QuestionFactory(call=call)
    large = SimpleUploadedFile("letter.pdf", PDF + b"0" * (27 * 1024 * 1024))
    answer = client.post(f"/calls/{call.pk}/apply/", sent(**{f"q{file.pk}": large, f"q{after.pk}": "After the file"}))
    assert answer.status_code == 422
    assert "Files may have up to 25 MB" in answer.content.decode()
    assert "After the file</textarea>" in answer.content.decode()


def test_an_application_is_withdrawn_after_asking_and_can_be_sent_again(client, me, call):
    client.post(f"/calls/{call.pk}/apply/", sent(**whole(call), send="yes"))
    row = Application.objects.get()
    assert "Withdraw my application" in text_of(client, f"/applications/{row.pk}/withdraw/")
    client.post(f"/applications/{row.pk}/withdraw/", sent(row))
    row.refresh_from_db()
    assert row.status == "withdrawn"
    again = whole(call) | {names(call)["file"]: ""}
    client.post(f"/calls/{call.pk}/apply/", sent(row, **again, send="yes"))
    row.refresh_from_db()
    assert row.status == "submitted"


def test_the_coordinator_reads_sent_answers_and_no_drafts(client, call):
    client.force_login(UserFactory(kind="coordinator"))
    question = call.questions.get(kind="long")
    for status, shows in (("submitted", True), ("draft", False), ("withdrawn", False)):
        row = ApplicationFactory(call=call, status=status)
        AnswerFactory(application=row, question=question, text="Own words")
        file = ApplicationFileFactory(application=row, question=call.questions.get(kind="file"))
        page = text_of(client, f"/applications/{row.pk}/")
        assert ("Own words" in page, file.name in page) == (shows, shows)
        assert client.get(f"/application-files/{file.pk}/").status_code == (200 if shows else 404)
        assert "Rules of the call" in page


def test_nobody_else_reads_an_application_or_its_files(client, call):
    row = ApplicationFactory(call=call, person__home_school=None)
    file = ApplicationFileFactory(application=row, question=call.questions.get(kind="file"))
    ApplicationFactory(call=call, person=(other := UserFactory(person=PersonFactory()).person))
    client.force_login(other.user)
    for step in (f"/applications/{row.pk}/", f"/applications/{row.pk}/withdraw/", f"/application-files/{file.pk}/"):
        assert client.get(step).status_code == 404
    assert client.post(f"/applications/{row.pk}/withdraw/", sent(row)).status_code == 404


def test_the_coordinator_reads_statements_and_the_applicant_sees_that_they_came(client, me):
    row = ApplicationFactory(person=me)
    ReferenceFactory(application=row, asked_at=NOON, answered_at=NOON, statement="A born leader")
    own = text_of(client, f"/applications/{row.pk}/")
    assert "A born leader" not in own
    assert "has answered" in own
    client.force_login(UserFactory(kind="coordinator"))
    assert "A born leader" in text_of(client, f"/applications/{row.pk}/")


def test_a_decision_shows_to_the_applicant_once_it_was_sent(client, me):
    row = ApplicationFactory(person=me, decision="declined", call__closes=TODAY - DAY)
    page = text_of(client, f"/applications/{row.pk}/")
    assert "not chosen" not in page
    assert "under review" in page
    row.call.decided_on = TODAY
    row.call.save()
    assert "not chosen" in text_of(client, f"/applications/{row.pk}/")


def test_what_was_half_typed_as_a_link_leads_nowhere(client, me, call):
    row = ApplicationFactory(call=call, person=me, status="draft")
    AnswerFactory(application=row, question=call.questions.get(kind="link"), text="javascript:alert(1)")
    assert 'href="javascript' not in text_of(client, f"/applications/{row.pk}/")


def test_hints_and_questions_are_text_and_no_markup(client, me):
    call = CallFactory()
    QuestionFactory(call=call, text="<b>Why</b> {{ user }}?", help="<img src=x>", kind="reference")
    QuestionFactory(call=call, text="Short", help="<img src=x>", kind="short")
    page = text_of(client, f"/calls/{call.pk}/apply/")
    assert "<img src=x>" not in page
    assert "&lt;b&gt;Why&lt;/b&gt; {{ user }}?" in page


def test_a_call_shows_its_rules_to_whoever_reads_it(client, me):
    me.hired_on = datetime.date(2020, 1, 1)
    me.save()
    call = CallFactory(minimum_years=3, teachers_only=True)
    page = text_of(client, f"/calls/{call.pk}/")
    assert len(re.findall("chip-good", page[page.index('id="apply"') :])) == 3
    assert f'href="/calls/{call.pk}/apply/"' in page
    client.force_login(UserFactory(kind="viewer"))
    page = text_of(client, f"/calls/{call.pk}/")
    assert "Is a teacher" in page
    assert f"/calls/{call.pk}/apply/" not in page


def test_my_programs_offers_open_calls_that_fit_and_shows_own_applications(client, me):
    fits, other = CallFactory(title="It fits"), CallFactory(title="For leaders", leader_rule="current")
    CallFactory(title="Over", opens=TODAY - 9 * DAY, closes=TODAY - DAY)
    mine = ApplicationFactory(person=me, call__title="Mine")
    page = text_of(client, "/programs/mine/")
    assert f"/calls/{fits.pk}/apply/" in page
    assert f"/applications/{mine.pk}/" in page
    assert other.title not in page
    assert "Over" not in page


def test_a_file_is_handed_out_and_never_shown(client, me):
    row = ApplicationFileFactory(application__person=me, name="Größe 1.txt")
    answer = client.get(f"/application-files/{row.pk}/")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.txt"
    assert (answer["Content-Security-Policy"], answer["Cache-Control"]) == ("sandbox; default-src 'none'", "no-store")


def test_a_file_that_waits_for_the_scan_or_was_changed_is_not_handed_out(client, me):
    waits = ApplicationFileFactory(application__person=me, state="quarantined")
    changed = ApplicationFileFactory(application__person=me)
    application_files.path_of(changed).write_bytes(b"other")
    for row in (waits, changed):
        assert client.get(f"/application-files/{row.pk}/").url == f"/applications/{row.application_id}/"


def test_what_no_row_names_is_swept_up_and_what_is_missing_is_told(me, capsys):
    row, gone = ApplicationFileFactory.create_batch(2)
    left = application_files.folder() / "left"
    left.write_bytes(b"by a crash")
    long_ago = NOON.timestamp() - 2 * storing.RECENT
    os.utime(left, (long_ago, long_ago))
    application_files.path_of(gone).unlink()
    with pytest.raises(CommandError, match="restore them"):
        call_command("application_files")
    assert "1 whole, 1 swept up, 1 missing, 0 changed" in capsys.readouterr().out
    assert application_files.path_of(row).exists()
