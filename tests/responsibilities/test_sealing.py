"""Seals: only the current keys open them, only in their own row; and everything can be sealed anew."""

import base64

import pytest
from django.core.management import CommandError, call_command

from responsibilities import checkup, confidential
from responsibilities.confidential import resealing, sealing
from responsibilities.models import Note
from tests.factories import PersonFactory
from tests.factories.confidential import write
from tests.responsibilities.pair import pair_at_work

pytestmark = pytest.mark.django_db
TEXT = "CANARY-in-the-note"
OLD, NEW = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def pair():
    return pair_at_work()


def opened(note):
    return confidential.opened(Note.objects.get(pk=note.pk))


def test_what_is_stored_holds_no_word_and_opens_again(pair):
    note = write(pair.leader, pair.visit, TEXT)
    stored = bytes(Note.objects.get(pk=note.pk).sealed)
    assert (TEXT.encode() in stored, base64.b64encode(TEXT.encode())[:12] in stored) == (False, False)
    assert opened(note).content.text == TEXT


def test_the_same_words_are_never_sealed_alike(pair):
    one, two = (write(pair.leader, pair.visit, TEXT) for _ in range(2))
    assert bytes(one.sealed) != bytes(two.sealed)


def test_every_changed_byte_is_noticed(pair):
    note = write(pair.leader, pair.visit, "x")
    whole = bytes(note.sealed)
    for place in range(len(whole)):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(sealing.BrokenSeal):
            sealing.unseal(changed, note.key_id, sealing.bound(note))
    for cut in (b"", whole[:5], whole[:-1]):
        with pytest.raises(sealing.BrokenSeal):
            sealing.unseal(cut, note.key_id, sealing.bound(note))


@pytest.mark.parametrize("field", ["author", "leader", "teacher", "is_private", "kind", "activity", "cycle"])
def test_a_row_given_to_others_does_not_open(pair, field):
    note = write(pair.leader, pair.visit, TEXT)
    other = PersonFactory()
    foreign = {
        "is_private": True,
        "kind": "next_step",
        "activity": None,
        "cycle": None,
    }
    Note.objects.filter(pk=note.pk).update(**{field: foreign.get(field, other)})
    assert opened(note).content.text == ""
    assert "was changed" in opened(note).problem


def test_content_moved_to_another_row_does_not_open(pair):
    private = write(pair.leader, pair.visit, TEXT, shared_with=None)
    shared = write(pair.leader, pair.visit, "harmless")
    Note.objects.filter(pk=shared.pk).update(sealed=bytes(private.sealed), key_id=private.key_id)
    (seen,) = confidential.read(pair.teacher, Note.objects.filter(pk=shared.pk))
    assert (seen.content.text, bool(seen.problem)) == ("", True)


def test_without_its_key_a_note_says_so(pair, settings):
    note = write(pair.leader, pair.visit, TEXT)
    settings.SEALING_KEYS = {"new": NEW}
    assert "key is not installed" in opened(note).problem


def test_sealing_anew_goes_through_everything_and_can_be_repeated(pair, settings, monkeypatch, capsys):
    settings.SEALING_KEYS = {"old": OLD}
    notes = [write(pair.leader, pair.visit, f"{TEXT} {number}") for number in range(5)]
    settings.SEALING_KEYS = {"new": NEW, "old": OLD}
    monkeypatch.setattr(resealing, "BATCH", 2)
    assert resealing.waiting() == {"old": 5}
    call_command("reseal")
    assert "5 sealed anew with key new." in capsys.readouterr().out
    assert resealing.waiting() == {}
    settings.SEALING_KEYS = {"new": NEW}
    assert [opened(note).content.text for note in notes] == [f"{TEXT} {number}" for number in range(5)]
    assert [Note.objects.get(pk=note.pk).version for note in notes] == [1] * 5
    call_command("reseal")
    assert "0 sealed anew" in capsys.readouterr().out


def test_sealing_anew_stopped_half_way_goes_on(pair, settings, monkeypatch):
    settings.SEALING_KEYS = {"old": OLD}
    for _ in range(4):
        write(pair.leader, pair.visit, TEXT)
    settings.SEALING_KEYS = {"new": NEW, "old": OLD}
    monkeypatch.setattr(resealing, "BATCH", 2)

    def stop(counts):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        resealing.reseal(stop)
    assert resealing.waiting() == {"old": 2}
    assert resealing.reseal() == {"sealed anew": 2}


def test_what_does_not_open_stays_as_it_is_and_is_counted(pair, settings, capsys):
    settings.SEALING_KEYS = {"old": OLD}
    bad, good = (write(pair.leader, pair.visit, TEXT) for _ in range(2))
    Note.objects.filter(pk=bad.pk).update(sealed=b"changed outside")
    settings.SEALING_KEYS = {"new": NEW, "old": OLD}
    with pytest.raises(CommandError, match="1 could not be opened"):
        call_command("reseal")
    assert Note.objects.get(pk=bad.pk).key_id == "old"
    assert opened(good).content.text == TEXT


def found(settings, **keys):
    settings.SEALING_KEYS = keys
    return {finding.subject: (finding.found, bool(finding.advice)) for finding in checkup.sealing()}


def test_doctor_tells_missing_and_old_keys(pair, settings):
    settings.SEALING_KEYS = {"old": OLD}
    write(pair.leader, pair.visit, TEXT)
    assert found(settings, old=OLD)["sealed content"] == ("under the current key", False)
    assert found(settings, new=NEW, old=OLD)["sealed content"] == ("also under old", True)
    assert found(settings, new=NEW)["sealed content"] == ("1 keys missing", True)
    assert found(settings, demo=NEW)["sealing key"] == ("demo", True)
