"""Notes on the pages of a visit and a cycle, and their forms."""

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from responsibilities.models import Note
from responsibilities.views import notes as views
from tests.factories import ActivityFactory, PersonFactory
from tests.factories.confidential import write
from tests.responsibilities.pair import pair_at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_at_work()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, record):
    return signed_in(user).get(record.get_absolute_url()).content.decode()


def add_at(record, kind=""):
    return f"/{'activities' if hasattr(record, 'minutes') else 'cycles'}/{record.pk}/notes/add/?kind={kind}"


def test_the_two_find_notes_and_ways_to_write(pair):
    write(pair.leader, pair.visit, "Ask why, then wait.")
    for user in (pair.leader, pair.teacher):
        shown = page(user, pair.visit)
        assert ("Ask why, then wait." in shown, "Add a next step" in shown, "Write the goal" in shown) == (
            True,
            True,
            False,
        )
    assert "Write the goal" in page(pair.teacher, pair.cycle)


@pytest.mark.parametrize("who", ["coordinator", "principal"])
def test_others_learn_that_something_is_there(pair, who):
    assert "confidential" not in page(pair.outside[who], pair.visit)
    write(pair.leader, pair.visit, "Ask why, then wait.")
    shown = page(pair.outside[who], pair.visit)
    assert ("Something confidential is kept here" in shown, "Ask why" in shown, "Add a note" in shown) == (
        True,
        False,
        False,
    )


def test_the_form_says_who_reads_it(pair):
    shown = signed_in(pair.teacher).get(add_at(pair.cycle, "goal")).content.decode()
    assert f"you and {pair.leader.person}, nobody else" in shown
    shown = signed_in(pair.leader).get(add_at(pair.visit)).content.decode()
    assert (f"{pair.teacher.person} and me" in shown, "Only me" in shown, "checked" in shown) == (True, True, False)


def test_writing_leads_back_to_the_visit(pair):
    data = {"text": "Ask why.", "shared_with": str(pair.teacher.person_id)}
    answer = signed_in(pair.leader).post(add_at(pair.visit), data)
    assert (answer.status_code, answer["Location"]) == (302, f"{pair.visit.get_absolute_url()}#confidential")
    assert "Ask why." in page(pair.teacher, pair.visit)


@pytest.mark.parametrize(("kind", "more"), [("goal", {}), ("next_step", {}), ("rating_before", {"rating": "4"})])
def test_teachers_write_what_both_read(pair, kind, more):
    signed_in(pair.teacher).post(add_at(pair.cycle, kind), {"text": "Wait longer", **more})
    assert "Wait longer" in page(pair.leader, pair.cycle)


def test_a_kind_that_does_not_fit_is_a_plain_note(pair):
    signed_in(pair.leader).post(add_at(pair.visit, "goal"), {"text": "x", "shared_with": "me"})
    assert Note.objects.get().kind == "note"


def test_who_sees_it_has_to_be_chosen(pair):
    answer = signed_in(pair.leader).post(add_at(pair.visit), {"text": "Kept as typed"})
    shown = answer.content.decode()
    assert (answer.status_code, "Kept as typed" in shown, Note.objects.count()) == (422, True, 0)


def test_a_stranger_cannot_be_chosen(pair):
    answer = signed_in(pair.leader).post(add_at(pair.visit), {"text": "x", "shared_with": str(PersonFactory().pk)})
    assert (answer.status_code, Note.objects.count()) == (422, 0)


def test_what_names_a_student_is_asked_about_once(pair):
    data = {"text": "student Maria was lost", "shared_with": "me"}
    client = signed_in(pair.leader)
    asked = client.post(add_at(pair.visit), data)
    assert (asked.status_code, "This seems to name a student: “student Maria”" in asked.content.decode()) == (422, True)
    assert client.post(add_at(pair.visit), {**data, "about_student": "on"}).status_code == 302
    assert "A student can be recognized from this." in page(pair.leader, pair.visit)


def test_a_private_note_says_so(pair):
    write(pair.leader, pair.visit, "hunch", shared_with=None)
    assert "only me</span>" in page(pair.leader, pair.visit)
    assert "hunch" not in page(pair.teacher, pair.visit)


def test_own_notes_can_be_changed_and_removed(pair):
    note = write(pair.leader, pair.visit, "first")
    client = signed_in(pair.leader)
    assert "first" in client.get(f"/notes/{note.pk}/edit/").content.decode()
    client.post(
        f"/notes/{note.pk}/edit/", {"text": "second", "shared_with": str(pair.teacher.person_id), "version": "1"}
    )
    assert "second" in page(pair.teacher, pair.visit)
    assert "cannot be brought back" in client.get(f"/notes/{note.pk}/remove/").content.decode()
    data = {"client_key": "11111111-1111-4111-8111-111111111111", "version": "2"}
    answers = [client.post(f"/notes/{note.pk}/remove/", data) for _ in range(2)]
    assert ([answer.status_code for answer in answers], Note.objects.count()) == ([302, 302], 0)


def test_who_removes_a_visit_is_told_that_what_is_confidential_goes_with_it(pair):
    address = f"/activities/{pair.visit.pk}/remove/"
    client = signed_in(pair.leader)
    assert "confidential notes and files" not in client.get(address).content.decode()
    write(pair.teacher, pair.visit, "For my eyes.")
    asked = client.get(address).content.decode()
    assert ("confidential notes and files" in asked, "For my eyes." in asked) == (True, False)
    client.post(address, {"version": pair.visit.version})
    assert not Note.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_the_other_of_the_two_finds_no_such_page(pair, verb):
    note = write(pair.leader, pair.visit)
    assert signed_in(pair.teacher).get(f"/notes/{note.pk}/{verb}/").status_code == 404


def test_of_two_editors_the_slower_sees_both_texts_and_no_seal(pair):
    note = write(pair.leader, pair.visit, "first")
    client = signed_in(pair.leader)
    data = {"shared_with": "me", "version": "1"}
    client.post(f"/notes/{note.pk}/edit/", {**data, "text": "faster"})
    slower = client.post(f"/notes/{note.pk}/edit/", {**data, "text": "slower"})
    shown = slower.content.decode()
    assert (slower.status_code, "faster" in shown, "slower" in shown) == (409, True, True)
    assert ("Sealed" in shown, "b&#x27;" in shown, "memory" in shown) == (False, False, False)


def test_steps_are_ticked_off_by_either(pair):
    step = write(pair.leader, pair.visit, kind="next_step")
    client = signed_in(pair.teacher)
    client.post(f"/notes/{step.pk}/done/", {"done": "yes", "version": "1"})
    assert Note.objects.get().is_done is True
    client.post(f"/notes/{step.pk}/done/", {"done": "no", "version": "1"})
    assert Note.objects.get().is_done is True  # the button of an older page does nothing
    assert "Someone else changed this" in client.get(pair.visit.get_absolute_url()).content.decode()


def test_a_plain_note_cannot_be_ticked_off(pair):
    note = write(pair.leader, pair.visit)
    assert signed_in(pair.leader).post(f"/notes/{note.pk}/done/", {"done": "yes"}).status_code == 404


def test_changed_content_is_a_calm_line_on_the_page(pair):
    note = write(pair.leader, pair.visit, "Ask why.")
    Note.objects.filter(pk=note.pk).update(sealed=b"someone else's words")
    for user in (pair.leader, pair.teacher):
        assert "what is stored was changed. Please tell your IT office." in page(user, pair.visit)
    client = signed_in(pair.leader)
    answer = client.get(f"/notes/{note.pk}/edit/")
    assert (answer.status_code, answer["Location"]) == (302, f"/notes/{note.pk}/remove/")
    assert client.post(f"/notes/{note.pk}/remove/", {"version": "1"}).status_code == 302


def test_notes_without_teachers_are_for_oneself(pair):
    alone = ActivityFactory(appointment=pair.appointment)
    shown = page(pair.leader, alone)
    assert ("Who sees this: only you" in shown, "Add a next step" in shown) == (True, False)


@pytest.mark.parametrize("name", ["note_create", "note_create_in_cycle", "note_edit"])
def test_error_reports_leave_out_what_was_typed(pair, name, rf):
    """Django marks such requests; whatever reports an error shows stars in place of the fields."""
    request = rf.post("/", {"text": "CANARY"})
    request.user = pair.leader
    with pytest.raises(Http404):
        getattr(views, name)(request, pk=0)
    assert request.sensitive_post_parameters == "__ALL__"


@pytest.mark.parametrize("route", ["note-create", "note-create-in-cycle"])
def test_addresses_are_plural_and_named(route):
    assert reverse(f"responsibilities:{route}", args=[1]).endswith("/1/notes/add/")
