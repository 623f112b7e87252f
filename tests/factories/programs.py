import datetime

import factory
from django.utils import timezone

from programs.models import HOLDING, Attendance, Cohort, Enrollment, EvidencePiece, Program, ServiceObligation, Session
from tests.factories.people import PersonFactory


class ProgramFactory(factory.django.DjangoModelFactory):
    """A program that develops teacher leaders."""

    class Meta:
        model = Program

    name = factory.Sequence(lambda number: f"Coaching Institute {number}")


class CohortFactory(factory.django.DjangoModelFactory):
    """A cohort of 2026–27 that asks for nothing."""

    class Meta:
        model = Cohort

    program = factory.SubFactory(ProgramFactory)
    name = factory.Sequence(lambda number: f"Cohort {number}")
    start = datetime.date(2026, 8, 1)
    end = datetime.date(2027, 6, 30)
    school_year = factory.LazyAttribute(lambda row: row.start.year + (row.start.month >= 7))
    capacity = 20


class SessionFactory(factory.django.DjangoModelFactory):
    """An afternoon of two hours; `facilitators=[person, …]` says who leads it."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    cohort = factory.SubFactory(CohortFactory)
    title = factory.Sequence(lambda number: f"Session {number}")
    date = datetime.date(2026, 11, 3)
    starts = datetime.time(15)
    ends = datetime.time(17)
    minutes = 120
    place = "Library"

    @factory.post_generation
    def facilitators(row, create, people):
        if people:
            row.facilitators.set(people)


class EnrollmentFactory(factory.django.DjangoModelFactory):
    """A participant who is enrolled; the seat is counted in the cohort, as actions do it."""

    class Meta:
        model = Enrollment

    cohort = factory.SubFactory(CohortFactory)
    person = factory.SubFactory(PersonFactory)
    participant = "aspiring"
    status = "enrolled"
    applied_on = datetime.date(2026, 6, 1)
    ended_on = factory.LazyAttribute(lambda row: row.cohort.end if row.status in ("completed", "withdrawn") else None)
    waiting_since = factory.LazyAttribute(lambda row: timezone.now() if row.status == "waitlisted" else None)

    @classmethod
    def _create(cls, model_class, *args, **facts):
        row = super()._create(model_class, *args, **facts)
        if row.status in HOLDING:
            row.cohort.held += 1
            row.cohort.save(update_fields=["held"])
        return row


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A participant at a session in full, with the sums of the enrollment."""

    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    enrollment = factory.LazyAttribute(lambda row: EnrollmentFactory(cohort=row.session.cohort))
    minutes = factory.LazyAttribute(lambda row: row.session.minutes)
    how = "sheet"
    came_at = factory.LazyAttribute(
        lambda row: timezone.make_aware(datetime.datetime.combine(row.session.date, row.session.starts))
    )

    @classmethod
    def _create(cls, model_class, *args, **facts):
        row = super()._create(model_class, *args, **facts)
        if row.minutes:
            row.enrollment.minutes += row.minutes
            row.enrollment.attended += 1
            row.enrollment.save(update_fields=["minutes", "attended"])
        return row


class EvidencePieceFactory(factory.django.DjangoModelFactory):
    """Something handed in that waits to be looked at."""

    class Meta:
        model = EvidencePiece

    enrollment = factory.SubFactory(EnrollmentFactory)
    title = "Video reflection"
    link = "https://drive.example/reflection"
    submitted_on = datetime.date(2026, 11, 3)


class ServiceObligationFactory(factory.django.DjangoModelFactory):
    """Two school years owed for a completed cohort."""

    class Meta:
        model = ServiceObligation

    enrollment = factory.LazyFunction(lambda: EnrollmentFactory(status="completed"))
    years = 2
    starts = datetime.date(2026, 7, 1)
    due_on = factory.LazyAttribute(lambda row: datetime.date(row.starts.year + row.years, 6, 30))
