"""Rules of applying at their boundaries: who can apply, when, what is missing, what a reference may and may not do."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from leaders.models import AuditEntry, District
from programs import eligibility
from programs.actions import applying
from programs.applying import Content, Referee, may_withdraw, words_in, wrong_answers
from programs.forms.applying import Said
from programs.models import Application, Reference
from tests.coaching import DAY, NOON, TODAY, leader
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    EnrollmentFactory,
    PersonFactory,
    ProgramFactory,
    QuestionFactory,
    ReferenceFactory,
    ReviewerFactory,
    ReviewPhaseFactory,
    SchoolFactory,
    UserFactory,
    discipline,
)

pytestmark = pytest.mark.django_db
CLOSES = datetime.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


def judged(person, on=TODAY, **rules):
    """Whether somebody meets each rule of a call, but for that they work here."""
    found = eligibility.rules(CallFactory(**rules), eligibility.Standing(person, on))
    return [rule.met for rule in found[1:]]


@pytest.mark.parametrize(
    ("hired", "met"),
    [(CLOSES.replace(year=2023), True), (CLOSES.replace(year=2023) + DAY, False), (None, None)],
)
def test_years_in_the_district_are_complete_on_their_anniversary_and_counted_on_the_closing_day(hired, met):
    assert judged(PersonFactory(hired_on=hired), minimum_years=3, closes=CLOSES) == [met]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ((2023, 11, 30), (2026, 11, 29), 2),
        ((2024, 2, 29), (2025, 2, 28), 0),
        ((2024, 2, 29), (2025, 3, 1), 1),
        ((2024, 2, 29), (2028, 2, 29), 4),
    ],
)
def test_a_year_is_over_on_the_same_day(start, end, years):
    assert eligibility.years_between(datetime.date(*start), datetime.date(*end)) == years


def test_who_no_longer_works_here_cannot_apply():
    standing = eligibility.Standing(PersonFactory(is_active=False), TODAY)
    assert [rule.met for rule in eligibility.rules(CallFactory(), standing)] == [False]


@pytest.mark.parametrize(("kind", "met"), [("teacher", True), ("administrator", False)])
def test_a_call_may_be_for_teachers_only(kind, met):
    assert judged(PersonFactory(staff_kind=kind), teachers_only=True) == [met]


def test_what_somebody_teaches_is_one_of_those_asked_for_or_not_known():
    science, arts = discipline("science"), discipline("arts")
    for taught, met in (([science], True), ([arts], False), ([], None)):
        person = PersonFactory()
        person.teaches.set(taught)
        assert judged(person, disciplines=[science, discipline("mathematics")]) == [met]


def test_the_home_school_is_one_of_those_asked_for_or_not_known():
    asked, other = SchoolFactory(), SchoolFactory()
    for home, met in ((asked, True), (other, False), (None, None)):
        assert judged(PersonFactory(home_school=home), schools=[asked]) == [met]


@pytest.mark.parametrize(("rule", "leads", "other"), [("current", True, False), ("not_current", False, True)])
def test_a_call_may_be_for_current_teacher_leaders_or_for_others(rule, leads, other):
    assert judged(leader().person, leader_rule=rule) == [leads]
    assert judged(PersonFactory(), leader_rule=rule) == [other]


def test_an_appointment_counts_on_its_last_day_and_not_on_the_next():
    row = leader()
    assert judged(row.person, on=row.end, leader_rule="current") == [True]
    assert judged(row.person, on=row.end + DAY, leader_rule="current") == [False]


def test_a_program_asked_for_is_completed_and_not_only_begun():
    program = ProgramFactory()
    for status, met in (("completed", True), ("enrolled", False)):
        row = EnrollmentFactory(status=status, cohort__program=program)
        assert judged(row.person, completed_program=program) == [met]


def test_whoever_reviews_in_a_call_cannot_apply_to_it_and_can_to_another():
    call, person = CallFactory(), PersonFactory()
    row = ReviewerFactory(phase=ReviewPhaseFactory(call=call), person=person)
    refused = eligibility.unmet(eligibility.rules(call, eligibility.Standing(person, TODAY)))
    assert [rule.fact for rule in refused] == ["Named as a reviewer."]
    assert not eligibility.unmet(eligibility.rules(CallFactory(), eligibility.Standing(person, TODAY)))
    row.delete()
    assert not eligibility.unmet(eligibility.rules(call, eligibility.Standing(person, TODAY)))


def test_what_is_not_known_keeps_nobody_from_sending():
    call = CallFactory(minimum_years=3)
    row = send(Application(call=call, person=PersonFactory(hired_on=None)))
    assert row.status == "submitted"


def send(application, on=TODAY, **said):
    return applying.send(application=application, said=Said(**said), on=on, by=UserFactory())


@pytest.mark.parametrize("on", [datetime.date(2026, 11, 1), CLOSES])
def test_both_ends_of_the_window_take_applications(on):
    assert send(Application(call=CallFactory(), person=PersonFactory()), on=on).status == "submitted"


@pytest.mark.parametrize("on", [datetime.date(2026, 10, 31), CLOSES + DAY])
def test_a_day_before_or_after_the_window_takes_none(on):
    row = Application(call=CallFactory(), person=PersonFactory())
    for act in (applying.send, applying.save_draft):
        with pytest.raises(ValidationError, match="Applications can be sent from 11/01/2026 to 11/30/2026"):
            act(application=row, said=Said(), on=on, by=UserFactory())


def test_a_call_that_was_closed_or_is_no_call_yet_takes_none():
    for facts in ({"closed_on": TODAY}, {"published_on": None}):
        with pytest.raises(ValidationError, match="Applications can be sent"):
            send(Application(call=CallFactory(**facts), person=PersonFactory()))


def test_a_call_whose_applications_are_decided_takes_none():
    with pytest.raises(ValidationError, match="are decided"):
        send(Application(call=CallFactory(decided_on=TODAY), person=PersonFactory()))


def test_words_are_what_stands_between_spaces():
    assert [words_in(text) for text in ("", " one\ntwo ", "a – b", "it’s 5")] == [0, 2, 2, 2]


@pytest.mark.parametrize(("text", "wrong"), [("one two three", False), ("one two three four", True), ("", True)])
def test_an_answer_may_have_as_many_words_as_it_says(text, wrong):
    question = QuestionFactory(word_limit=3)
    assert bool(wrong_answers([question], Content(texts={question.pk: text}))) == wrong


def test_what_need_not_be_answered_may_be_left():
    for kind in ("short", "long", "choice", "yes_no", "link", "file", "reference"):
        question = QuestionFactory(kind=kind, required=False)
        assert wrong_answers([question], Content()) == {}
        question.required = True
        assert wrong_answers([question], Content()) != {}


@pytest.mark.parametrize(
    ("link", "wrong"), [("https://a.example/x", False), ("a.example", True), ("javascript:alert(1)", True)]
)
def test_a_link_leads_to_the_web(link, wrong):
    question = QuestionFactory(kind="link", required=False)
    assert bool(wrong_answers([question], Content(texts={question.pk: link}))) == wrong


def test_a_choice_is_one_of_those_offered():
    question = QuestionFactory(kind="choice")
    assert wrong_answers([question], Content(texts={question.pk: "One"})) == {}
    assert wrong_answers([question], Content(texts={question.pk: "Three"})) != {}


def test_whoever_is_named_has_a_name_an_address_and_a_relation():
    question = QuestionFactory(kind="reference", required=False)
    wrong = wrong_answers([question], Content(referees={question.pk: Referee("Robin", "no address", "")}))
    assert list(wrong) == [f"q{question.pk}_email", f"q{question.pk}_relation"]


def test_a_reference_is_asked_once_and_anew_when_somebody_else_is_named(mailoutbox, django_capture_on_commit_callbacks):
    question = QuestionFactory(kind="reference")
    row = Application(call=question.call, person=PersonFactory())
    with django_capture_on_commit_callbacks(execute=True):
        for email in ("a@one.example", "A@one.example", "b@two.example"):
            row = send(row, referees={question.pk: Referee("Robin", email, "Dean")})
    asked = [mail for mail in mailoutbox if "/references/" in mail.body]
    assert [mail.to for mail in asked] == [["a@one.example"], ["b@two.example"]]
    assert str(Reference.objects.get().key) in asked[1].body


def test_whoever_answered_stays_named():
    row = ReferenceFactory(asked_at=NOON, answered_at=NOON, statement="Good", email="first@one.example")
    send(row.application, referees={row.question_id: Referee("Other", "other@two.example", "Friend")})
    assert Reference.objects.get().email == "first@one.example"


@pytest.mark.parametrize(("hours", "mails"), [(24, 1), (23, 0)])
def test_a_reference_is_reminded_after_a_day_and_not_before(
    hours, mails, mailoutbox, django_capture_on_commit_callbacks
):
    asked_at = timezone.now() - datetime.timedelta(hours=hours)
    row = ReferenceFactory(asked_at=asked_at)
    with django_capture_on_commit_callbacks(execute=True):
        if mails:
            applying.remind_references(application=row.application, by=UserFactory())
        else:
            with pytest.raises(ValidationError, match="less than a day ago"):
                applying.remind_references(application=row.application, by=UserFactory())
    assert len(mailoutbox) == mails


def test_a_decided_call_reads_no_references():
    row = ReferenceFactory(asked_at=NOON - 3 * DAY, application__call__decided_on=TODAY)
    with pytest.raises(ValidationError, match="no longer read"):
        applying.remind_references(application=row.application, by=UserFactory())


@pytest.mark.parametrize(
    ("decision", "told", "may"),
    [("", True, True), ("offered", False, True), ("offered", True, False), ("waitlisted", True, True)],
)
def test_an_application_is_withdrawn_until_its_decision_was_sent(decision, told, may):
    row = ApplicationFactory(decision=decision, call__decided_on=TODAY if told else None)
    assert may_withdraw(row) == may
    if may:
        applying.withdraw(application=row, by=UserFactory())
        assert Application.objects.get().decision == ""
    else:
        with pytest.raises(ValidationError, match="no longer be withdrawn"):
            applying.withdraw(application=row, by=UserFactory())


def test_what_was_withdrawn_is_not_withdrawn_again():
    with pytest.raises(ValidationError):
        applying.withdraw(application=ApplicationFactory(status="withdrawn"), by=UserFactory())


def test_the_history_holds_no_answers():
    row = ApplicationFactory()
    question = AnswerFactory(application=row).question_id
    send(row, texts={question: "Own words"})
    applying.withdraw(application=row, by=UserFactory())
    history = " ".join(str(entry.changes) for entry in AuditEntry.objects.about(row))
    assert "withdrawn" in history
    assert "Own words" not in history
