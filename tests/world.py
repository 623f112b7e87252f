"""One small district for the access table: records in three relations to the users, and one user of each kind.

Relations of a record: `mine` belongs to the signed-in teacher leader, `school` to someone at the principal's school,
`other` to someone elsewhere. Pay and staff records carry canaries that must never reach the wrong page.
"""

from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from leaders.models import Credential, District, ImportBatch, StipendPool
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    RecognitionFactory,
    RoleFactory,
    SchoolFactory,
    UserFactory,
)

GRANTED = ["administrator", "coordinator", "principal", "business_office", "viewer"]
KINDS = ["anonymous", *GRANTED, "teacher_leader", "supported_teacher", "no_access"]
RELATIONS = ["mine", "school", "other"]
PAY_CANARY = Decimal("7654.32")
NAME_CANARY = "Zanzibarsky"


class World:
    """The district with `records[relation][noun]` and `users[kind]`."""

    def __init__(self):
        District.objects.create(pk=1, name="Test District")
        today = timezone.localdate()
        self.today = today
        role, fund = RoleFactory(), FundingSourceFactory()
        self.shared = {"role": role, "fund": fund, "school": SchoolFactory(name="Anywhere")}
        self.records = {relation: self._records(relation, role, today) for relation in RELATIONS}
        self.users = {kind: UserFactory(kind=kind) for kind in GRANTED if kind != "principal"}
        school = self.records["school"]["position"].site
        self.users["principal"] = UserFactory(kind="principal", kind__school=school)
        self.users["teacher_leader"] = UserFactory(person=self.records["mine"]["person"])
        self.users["supported_teacher"] = UserFactory(person=PersonFactory())
        self.users["no_access"] = UserFactory()
        self.shared["import"] = ImportBatch.objects.create(name="staff.zip", uploaded_by=self.users["coordinator"])

    def _records(self, relation, role, today):
        site = SchoolFactory()
        person = PersonFactory(family_name=f"{NAME_CANARY}{relation}", home_school=site)
        position = PositionFactory(
            role=role, site=site, school_year=District.current().school_year(today), budget=PAY_CANARY
        )
        start, end = District.current().school_year_dates(position.school_year)
        appointment = AppointmentFactory(person=person, position=position, start=start, end=end)
        pay = CompensationFactory(appointment=appointment, full_amount=PAY_CANARY)
        pool = StipendPool.objects.create(name="Team", school_year=position.school_year, site=site, amount=PAY_CANARY)
        award = RecognitionFactory(person=person)
        stage = Credential.objects.create(person=person, kind="endorsement", title="Computing", issued_on=today)
        return {
            "person": person,
            "position": position,
            "appointment": appointment,
            "pay": pay,
            "pool": pool,
            "recognition": award,
            "credential": stage,
        }

    def sign_in(self, client, kind):
        if kind != "anonymous":
            client.force_login(self.users[kind])

    def address(self, route, pattern, relation):
        """The address of a route, for the record in a relation."""
        noun = noun_of(route, pattern)
        if noun is None:
            return reverse(route)
        rows = self.shared if noun in SHARED else self.records[relation]
        return reverse(route, args=[rows[noun].pk])


PREFIXES = {
    "person": "person",
    "recognition": "recognition",
    "credential": "credential",
    "school": "school",
    "role": "role",
    "position": "position",
    "appointment": "appointment",
    "fund": "fund",
    "import": "import",
    "pay": "pay",
    "pool": "pool",
}
SHARED = {"school", "role", "fund", "import"}


def noun_of(route, pattern):
    """The noun of the record that a route's address names: an appointment gets pay, a person an award."""
    if "<" not in pattern:
        return None
    name = route.rpartition(":")[2]
    for place, noun in (("appointments/<", "appointment"), ("people/<", "person")):
        if place in pattern:
            return noun
    return PREFIXES[name.partition("-")[0]]
