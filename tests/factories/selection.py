import datetime
from hashlib import sha256

import factory
from django.utils import timezone

from config import storing
from programs import application_files
from programs.models import (
    Answer,
    Application,
    ApplicationFile,
    Call,
    Criterion,
    Question,
    Reference,
    Review,
    Reviewer,
    ReviewPhase,
    Score,
)
from tests.factories.people import PersonFactory
from tests.factories.programs import CohortFactory

LETTER = b"I have led our science PLC."


class CallFactory(factory.django.DjangoModelFactory):
    """A published call for a cohort that was open in November 2026 and lets everybody apply."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    cohort = factory.Maybe("position", None, factory.SubFactory(CohortFactory))
    position = None
    title = factory.Sequence(lambda number: f"Call {number}")
    opens = datetime.date(2026, 11, 1)
    closes = datetime.date(2026, 11, 30)
    places = 2
    teachers_only = False
    published_on = factory.SelfAttribute("opens")

    @factory.post_generation
    def disciplines(row, create, rows):
        if rows:
            row.disciplines.set(rows)

    @factory.post_generation
    def schools(row, create, rows):
        if rows:
            row.schools.set(rows)


class QuestionFactory(factory.django.DjangoModelFactory):
    """A required long answer at the end of the form."""

    class Meta:
        model = Question

    call = factory.SubFactory(CallFactory)
    order = factory.LazyAttribute(lambda row: row.call.questions.count() + 1)
    text = factory.Sequence(lambda number: f"Question {number}")
    kind = "long"
    choices = factory.LazyAttribute(lambda row: "One\nTwo" if row.kind == "choice" else "")


class CriterionFactory(factory.django.DjangoModelFactory):
    """A criterion of weight 1 with scores from 0 to 4, at the end of the rubric."""

    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    order = factory.LazyAttribute(lambda row: row.call.criteria.count() + 1)
    text = factory.Sequence(lambda number: f"Criterion {number}")


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A submitted application; `decision="offered"` and the like bring their dates."""

    class Meta:
        model = Application

    call = factory.SubFactory(CallFactory)
    person = factory.SubFactory(PersonFactory)
    status = "submitted"
    submitted_at = factory.LazyAttribute(lambda row: None if row.status == "draft" else timezone.now())
    decided_on = factory.LazyAttribute(lambda row: row.call.closes if row.decision else None)
    respond_by = factory.LazyAttribute(
        lambda row: row.call.closes + datetime.timedelta(days=14) if row.decision == "offered" else None
    )
    responded_on = factory.LazyAttribute(lambda row: row.respond_by if row.response else None)
    decision = ""
    response = ""


class AnswerFactory(factory.django.DjangoModelFactory):
    """An answer to a question of the application's call."""

    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    question = factory.LazyAttribute(lambda row: QuestionFactory(call=row.application.call))
    text = "Because I have led our science PLC."


class ApplicationFileFactory(factory.django.DjangoModelFactory):
    """A small text file that is kept on the disk, like one that was sent with the form."""

    class Meta:
        model = ApplicationFile
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    question = factory.LazyAttribute(lambda row: QuestionFactory(call=row.application.call, kind="file"))
    name = factory.Sequence(lambda number: f"letter {number}.txt")
    media_type = "text/plain; charset=utf-8"
    size = len(LETTER)
    sha256 = sha256(LETTER).hexdigest()

    @factory.post_generation
    def stored(row, create, data):
        if create:
            storing.write(application_files.folder(), str(row.stored_as), LETTER)


class ReferenceFactory(factory.django.DjangoModelFactory):
    """Somebody named who was not asked yet."""

    class Meta:
        model = Reference

    application = factory.SubFactory(ApplicationFactory)
    question = factory.LazyAttribute(lambda row: QuestionFactory(call=row.application.call, kind="reference"))
    name = "Robin Referee"
    email = "referee@university.example"
    relation = "Dean of my department"


class ReviewPhaseFactory(factory.django.DjangoModelFactory):
    """A blind phase in the two weeks after the call closes."""

    class Meta:
        model = ReviewPhase

    call = factory.SubFactory(CallFactory)
    order = factory.LazyAttribute(lambda row: row.call.phases.count() + 1)
    name = factory.Sequence(lambda number: f"Phase {number}")
    opens = factory.LazyAttribute(lambda row: row.call.closes + datetime.timedelta(days=1))
    closes = factory.LazyAttribute(lambda row: row.opens + datetime.timedelta(days=14))


class ReviewerFactory(factory.django.DjangoModelFactory):
    """Somebody asked to review."""

    class Meta:
        model = Reviewer

    phase = factory.SubFactory(ReviewPhaseFactory)
    person = factory.SubFactory(PersonFactory)


class ReviewFactory(factory.django.DjangoModelFactory):
    """A review that waits to be written; its reviewer is asked in the phase."""

    class Meta:
        model = Review

    phase = factory.SubFactory(ReviewPhaseFactory)
    application = factory.LazyAttribute(lambda row: ApplicationFactory(call=row.phase.call))
    reviewer = factory.LazyAttribute(lambda row: ReviewerFactory(phase=row.phase).person)
    status = "assigned"
    recusal = factory.LazyAttribute(lambda row: "family" if row.status == "recused" else "")
    submitted_at = factory.LazyAttribute(lambda row: timezone.now() if row.status == "submitted" else None)


class ScoreFactory(factory.django.DjangoModelFactory):
    """A score for a criterion of the review's call."""

    class Meta:
        model = Score

    review = factory.SubFactory(ReviewFactory)
    criterion = factory.LazyAttribute(lambda row: CriterionFactory(call=row.review.phase.call))
    score = 3
