import datetime

import factory

from responsibilities import rollups
from responsibilities.models import Activity, Category, CoachingCycle, Support
from tests.factories.appointments import AppointmentFactory
from tests.factories.people import PersonFactory


class ActivityFactory(factory.django.DjangoModelFactory):
    """A counted entry with its sums; `supported=[person, …]` says with whom, and the contact follows unless given."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    class Params:
        code = "coaching_modeling"

    appointment = factory.SubFactory(AppointmentFactory)
    leader = factory.LazyAttribute(lambda row: row.appointment.person)
    date = datetime.date(2026, 11, 3)
    minutes = 45
    school_year = factory.LazyAttribute(lambda row: row.date.year + (row.date.month >= 7))
    category = factory.LazyAttribute(lambda row: Category.objects.get(code=row.code))
    kind = "co_plan"
    contact = "none"
    site = factory.LazyAttribute(lambda row: row.appointment.position.site)

    @classmethod
    def _create(cls, model_class, *args, supported=(), **facts):
        facts.setdefault("participants", len(supported) + facts.get("unnamed", 0))
        if supported and facts["contact"] == "none":
            facts["contact"] = "one_on_one" if facts["participants"] == 1 else "group"
        row = super()._create(model_class, *args, **facts)
        pairs = [(person.pk, person.home_school_id or row.site_id) for person in supported]
        for person, school in pairs:
            Support.objects.create(activity=row, person_id=person, school_id=school, date=row.date)
        rollups.moved(None, rollups.facts_of(row, pairs))
        return row


class CycleFactory(factory.django.DjangoModelFactory):
    """A running coaching cycle of an appointment with one supported teacher."""

    class Meta:
        model = CoachingCycle

    appointment = factory.SubFactory(AppointmentFactory)
    leader = factory.LazyAttribute(lambda row: row.appointment.person)
    teacher = factory.SubFactory(PersonFactory)
    site = factory.LazyAttribute(lambda row: row.appointment.position.site)
    focus = "questioning"
    start = datetime.date(2026, 10, 1)
