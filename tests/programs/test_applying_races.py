"""Two at the same moment: one application of a person to a call, one statement of a reference."""

import pytest

from programs.actions.applying import answer_reference, save_draft
from programs.forms.applying import Said
from programs.models import Application, Reference
from tests.coaching import NOON, TODAY
from tests.factories import CallFactory, PersonFactory, ReferenceFactory, UserFactory
from tests.leaders.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_drafts_begun_at_once_are_one_application():
    call, person, by = CallFactory(), PersonFactory(), UserFactory()

    def begin():
        save_draft(application=Application(call=call, person=person), said=Said(), on=TODAY, by=by)

    assert sorted(at_once(begin, begin, guarded=False)) != ["done", "done"]
    assert Application.objects.count() == 1


def test_of_two_statements_sent_at_once_the_first_stays():
    row, taken = ReferenceFactory(asked_at=NOON), []

    def answering(words):
        return lambda: taken.append(answer_reference(reference=row, statement=words))

    assert at_once(answering("One"), answering("Two"), guarded=False) == ["done", "done"]
    assert sorted(taken) == [False, True]
    assert Reference.objects.get().statement in ("One", "Two")
