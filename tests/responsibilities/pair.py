"""Two people of a coaching cycle with a visit, and everyone who must not read along."""

from types import SimpleNamespace

from leaders.models import District
from tests.factories import ActivityFactory, AppointmentFactory, CycleFactory, PersonFactory, SchoolFactory, UserFactory

OUTSIDERS = ["coordinator", "administrator", "principal", "business_office", "viewer", "colleague", "superuser"]


def pair_at_work():
    """`leader` and `teacher` are users, `cycle` and `visit` theirs; `outside[name]` are the others."""
    District.objects.create(pk=1, name="Test District")
    site = SchoolFactory()
    appointment = AppointmentFactory(position__site=site)
    teacher = PersonFactory(home_school=site)
    cycle = CycleFactory(appointment=appointment, teacher=teacher)
    outside = {kind: UserFactory(kind=kind) for kind in ("coordinator", "administrator", "business_office", "viewer")}
    outside["principal"] = UserFactory(kind="principal", kind__school=site)
    outside["colleague"] = UserFactory(person=AppointmentFactory(position__site=site).person)
    outside["superuser"] = UserFactory(kind="administrator")
    outside["superuser"].is_superuser = True
    return SimpleNamespace(
        leader=UserFactory(person=appointment.person),
        teacher=UserFactory(person=teacher),
        cycle=cycle,
        visit=ActivityFactory(appointment=appointment, supported=[teacher], cycle=cycle),
        appointment=appointment,
        outside=outside,
    )
