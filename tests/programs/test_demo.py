"""The demo's programs: within the rules of the product, with something to see for everybody, the same each time."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Count, F, Q, Sum

from leaders.demo import ANCHOR
from leaders.demo import build as build_staff
from leaders.models import AuditEntry, District, User
from programs import service
from programs.board import board
from programs.demo import build
from programs.measures import retention
from programs.models import (
    Application,
    Attendance,
    Call,
    Cohort,
    Enrollment,
    EvidencePiece,
    Facilitated,
    Goal,
    LogicStep,
    Program,
    Review,
    ServiceObligation,
    Session,
    Survey,
    SurveyAnswer,
)
from programs.survey_results import results
from responsibilities import rollups
from responsibilities.models import Activity

pytestmark = pytest.mark.django_db
Status, Decision = Enrollment.Status, Application.Decision
# Of the demo, whatever keys the database gives.
SIZES = {
    Program: 5,
    Cohort: 23,
    Session: 149,
    Enrollment: 383,
    EvidencePiece: 424,
    ServiceObligation: 77,
    Application: 42,
    Review: 61,
}
SAMPLE = 30  # about so many rows of each table are looked at with all their rules


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Staff and programs of the demo, without the log, built once for this file, whose tests only look at them."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_staff()
        assert build()
        yield District.objects.get()
        transaction.set_rollback(True)


built = pytest.mark.usefixtures("demo")


def account(name):
    return User.objects.get(email=f"{name}@trellis.example")


@pytest.mark.django_db
def test_a_site_that_is_no_demo_gets_no_programs():
    District.objects.create(pk=1, name="A district")
    assert build() is False
    assert not Program.objects.exists()


@built
def test_the_demo_is_of_the_promised_size_and_a_second_run_makes_nothing():
    assert {model: model.objects.count() for model in SIZES} == SIZES
    assert build() is False
    assert Program.objects.count() == SIZES[Program]


@built
def test_rows_keep_all_rules_of_their_models():
    for model in apps.get_app_config("programs").get_models():
        if model is not SurveyAnswer:  # own words have no value, which a form would ask for
            rows = model._base_manager.order_by("pk")
            for row in rows[:: 1 + rows.count() // SAMPLE]:
                row.full_clean()


@built
def test_seats_taken_are_those_of_who_holds_one():
    rows = Cohort.objects.annotate(counted=Count("enrollments", filter=_holding()))
    assert list(rows.exclude(counted=F("held"))) == []
    assert Cohort.objects.get(program__kind="academy", school_year=2027).left == 0


def _holding():
    return Q(enrollments__status__in=["accepted", "enrolled", "completed"])


@built
def test_sums_of_enrollments_are_those_of_attendance_and_pieces():
    credited = Attendance.objects.credited().order_by().values_list("enrollment")
    found = {key: sums for key, *sums in credited.annotate(Sum("minutes"), Count("pk"))}
    accepted = EvidencePiece.objects.filter(status="accepted")
    pieces = Counter(accepted.values_list("enrollment", "kind"))
    for row in Enrollment.objects.all():
        assert [row.minutes, row.attended] == found.get(row.pk, [0, 0])
        assert (row.pieces, row.task_done) == (pieces[row.pk, "evidence"], pieces[row.pk, "task"] > 0)


@built
def test_sessions_lie_within_their_cohorts_and_nobody_was_at_one_to_come():
    rows = Session.objects.select_related("cohort")
    assert [row for row in rows if not row.cohort.start <= row.date <= row.cohort.end] == []
    assert not Attendance.objects.filter(session__date__gte=ANCHOR).exists()
    assert not Attendance.objects.filter(session__is_cancelled=True).exists()


@built
def test_enrollments_stand_at_every_status_and_in_every_year():
    assert set(Enrollment.objects.values_list("status", flat=True)) == set(Status.values)
    assert set(Cohort.objects.values_list("school_year", flat=True)) == {2024, 2025, 2026, 2027, 2028}
    assert not Enrollment.objects.completed().missing_something().exists()
    assert Enrollment.objects.ready(ANCHOR).exists()
    assert Enrollment.objects.could_be_seated().exists()
    assert set(EvidencePiece.objects.values_list("status", flat=True)) == set(EvidencePiece.Status.values)


@built
def test_an_institute_has_twelve_teacher_leaders_and_twenty_others():
    cohort = Cohort.objects.get(program__kind="institute", school_year=2027)
    held = Counter(cohort.enrollments.holding().values_list("participant", flat=True))
    assert (held["current"], held["aspiring"] + held["other"]) == (12, 20)


@built
def test_retention_has_one_two_and_three_years_to_show():
    found = retention(Enrollment.objects.visible_to(account("coordinator")), ANCHOR)
    assert [row.school_year for row in found] == [2026, 2025, 2024]
    shares = [[row.percent(years) for years in (1, 2, 3) if years in row.serving] for row in found]
    assert [len(row) for row in shares] == [1, 2, 3]
    assert all(40 < share < 95 for row in shares for share in row)


@built
def test_completing_gives_the_credential_of_the_program_and_service_that_is_owed():
    completed = Enrollment.objects.completed()
    assert not completed.filter(credential=None).exclude(cohort__program__credential_kind="").exists()
    assert completed.filter(cohort__service_years__gt=0).count() == ServiceObligation.objects.count()


@built
def test_service_stands_in_every_state_by_what_was_served():
    today, rows = ANCHOR, list(ServiceObligation.objects.with_names())
    assert {row.status for row in rows} == set(ServiceObligation.Status.values)
    found = service.served(rows, today)
    assert all(found[row.pk].is_enough for row in rows if row.status == "fulfilled")
    assert not any(found[row.pk].is_enough for row in rows if row.status == "released")
    assert all(row.due_on == service.due_on(row, row.pauses.all(), District.current()) for row in rows)
    assert ServiceObligation.objects.overdue(today).count() >= 3
    assert len(service.enough(ServiceObligation.objects.all(), today)) == 3
    assert ServiceObligation.objects.open().filter(pauses__start__lte=today, pauses__end__gte=today).exists()


@built
def test_one_call_is_decided_two_take_applications_and_one_is_a_draft():
    states = Counter(row.state(ANCHOR) for row in Call.objects.all())
    assert states == {"decided": 1, "open": 2, "draft": 1}
    assert Call.objects.get(position__isnull=False).published_on is None
    row = Call.objects.get(decided_on__isnull=False)
    offers = row.applications.filter(decision=Decision.OFFERED)
    assert Counter(offers.values_list("response", flat=True)) == {"accepted": row.places, "refused": 1}
    assert not offers.filter(response="accepted").exclude(enrollment__cohort=row.cohort).exists()
    assert not offers.filter(response="accepted").exclude(enrollment__applied_on=F("responded_on")).exists()


@built
def test_the_open_call_is_read_by_three_of_whom_one_is_recused():
    row = Call.objects.get(is_blind=True, cohort__school_year=2028)
    assert row.applications.sent().count() == 14
    assert row.applications.filter(status="draft").count() == 3
    reviews = Review.objects.filter(phase__call=row)
    assert set(reviews.values_list("status", flat=True)) == set(Review.Status.values)
    assert reviews.values("reviewer").distinct().count() == 3
    recused = reviews.get(status="recused")
    assert recused.reviewer == account("leader").person
    assert recused.application.reviews.standing().count() == row.reviews_wanted


@built
def test_nobody_reviews_in_a_call_that_they_applied_to():
    pairs = set(Review.objects.values_list("phase__call", "reviewer"))
    assert pairs.isdisjoint(Application.objects.values_list("call", "person"))


@built
def test_scores_lie_within_their_criteria_and_what_was_submitted_has_all():
    for row in Review.objects.select_related("phase__call").prefetch_related("scores__criterion"):
        scores = row.scores.all()
        assert all(0 <= one.score <= one.criterion.highest for one in scores)
        if row.status == Review.Status.SUBMITTED:
            assert {one.criterion for one in scores} == set(row.phase.call.criteria.all())


@built
def test_each_account_has_something_to_see():
    leader, teacher = account("leader").person, account("teacher").person
    assert set(leader.enrollments.values_list("status", flat=True)) == {"enrolled", "completed"}
    assert Session.objects.coming(ANCHOR).filter(cohort__enrollments__person=leader).exists()
    assert set(leader.applications.values_list("response", flat=True)) == {"", "accepted"}
    assert leader.reviews.filter(status="assigned").exists()
    assert leader.sessions_facilitated.filter(date__gt=ANCHOR).count() == 2
    assert not Survey.objects.open_on(ANCHOR).filter(taken__person=leader).exists()
    assert teacher.enrollments.get().status == Status.ENROLLED
    assert teacher.applications.get().status == Application.Status.SUBMITTED
    staff = Enrollment.objects.visible_to(account("principal"))
    assert staff.exclude(person__in=[leader, teacher]).count() > 5


@built
def test_a_closed_survey_tells_results_and_a_small_one_keeps_them():
    closed = Survey.objects.filter(closes__lt=ANCHOR)
    people = [results(row, ANCHOR).people for row in closed]
    assert None in people  # fewer than ten
    assert max(filter(None, people)) >= 15


@built
def test_coming_sessions_are_planned_in_the_log_of_who_leads_them():
    rows = Facilitated.objects.select_related("activity", "session")
    assert len(rows) > 20
    for row in rows:
        assert (row.activity.date, row.activity.start_time) == (row.session.date, row.session.starts)
        assert row.activity.status == Activity.Status.PLANNED
        assert row.activity.leader_id == row.person_id
    logged = Attendance.objects.get(activity__isnull=False)
    assert (logged.activity.minutes, logged.activity.leader) == (logged.minutes, account("leader").person)
    assert rollups.check() == []


@built
def test_goals_say_what_the_programs_show():
    goal = Goal.objects.get(program__isnull=False)
    completes, stays = goal.indicators.order_by("pk")
    found = board(account("coordinator"), 2027, ANCHOR)
    for value in completes.measurements.all():
        tally = Counter(goal.program.cohorts.get(school_year=value.school_year).enrollments.values_list("status"))
        done, gone = tally[("completed",)], tally[("withdrawn",)]
        assert (value.value, value.people) == (round(100 * done / (done + gone)), done + gone)
    assert stays.measurements.get().people == 20
    assert {line.program for line in found.lines} == set(Program.objects.all())
    assert LogicStep.objects.values("column").distinct().count() == 6


@built
def test_every_record_has_its_history():
    for model in (Enrollment, Attendance, Session, Application, Review, EvidencePiece):
        rows = AuditEntry.objects.filter(model=model._meta.label_lower, verb="added")
        assert rows.count() == model.objects.count()
