import datetime
from decimal import Decimal

import factory

from leaders import committed
from leaders.models import Appointment, Compensation, FundingAllocation, FundingSource, Term
from tests.factories.people import PersonFactory
from tests.factories.roles import PositionFactory


class AppointmentFactory(factory.django.DjangoModelFactory):
    """An approved appointment for 2026–27 with one term; `release=`, `leave=(first, last)` shape its terms."""

    class Meta:
        model = Appointment
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    position = factory.SubFactory(PositionFactory)
    status = Appointment.Status.APPROVED
    start = datetime.date(2026, 8, 1)
    end = datetime.date(2027, 6, 30)
    approved_on = factory.LazyAttribute(lambda row: row.start if row.status == "approved" else None)

    @factory.post_generation
    def release(self, create, extracted):
        release = Decimal("0.400") if extracted is None else Decimal(extracted)
        Term.objects.create(appointment=self, start=self.start, end=self.end, release_fte=release)

    @factory.post_generation
    def leave(self, create, extracted):
        if not extracted:
            return
        day = datetime.timedelta(days=1)
        whole = self.terms.get()
        first, last = extracted
        spans = [(self.start, first - day, False), (first, last, True), (last + day, self.end, False)]
        Term.objects.filter(pk=whole.pk).delete()
        for start, end, on_leave in spans:
            Term.objects.create(
                appointment=self, start=start, end=end, release_fte=whole.release_fte, on_leave=on_leave
            )


class CompensationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Compensation

    appointment = factory.SubFactory(AppointmentFactory)
    kind = "annual_stipend"
    full_amount = Decimal("7500.00")
    start = factory.LazyAttribute(lambda row: row.appointment.start)
    end = factory.LazyAttribute(lambda row: row.appointment.end)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = super()._create(model_class, *args, **kwargs)
        committed.keep([row.appointment_id])
        return row


def allocate(compensation, **percents):
    """Funding shares by fund code: `allocate(pay, F1=60, F2=40)` for funds that exist."""
    shares = [
        FundingAllocation.objects.create(
            compensation=compensation, source=FundingSource.objects.get(code=code), percent=percent
        )
        for code, percent in percents.items()
    ]
    committed.keep([compensation.appointment_id])
    return shares
