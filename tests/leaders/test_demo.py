"""The demo district: the same everywhere, made once, with every case of the definition."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Sum

from leaders import committed, definition, measures
from leaders.demo import ANCHOR, build
from leaders.models import Appointment, AuditEntry, Compensation, FundingAllocation, Person, School, User
from responsibilities.models import Activity
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

LOG = {"entries": 19_932, "minutes": 1_517_565}  # of the demo, as on a database that begins to count at 1
VERDICTS = {
    "CASE-01": "award only",
    "CASE-02": "counted",
    "CASE-03": "counted",
    "CASE-04": "counted",
    "CASE-05": "counted",
    "CASE-06": "formal, uncompensated",
    "CASE-07": "does not support fellow educators",
    "CASE-08": "counted",
    "CASE-09": "administrator",
    "CASE-10": "counted",
    "CASE-11": "ended June 30, 2026",
    "CASE-12": "on leave",
    "CASE-13": "counted",
    "CASE-80": "not a STEM discipline",
    "CASE-81": "counted",
    "CASE-82": "counted",
}


@pytest.mark.no_cover  # the whole demo once more; what makes it is watched in `tests/responsibilities/test_demo.py`
def test_a_second_run_changes_nothing(capsys):
    """Also where keys do not begin with 1: the seeds of the demo follow the place of a row, not its key."""
    PersonFactory(pk=765, home_school=None).delete()
    call_command("demo")
    assert Activity.objects.aggregate(entries=Count("pk"), minutes=Sum("minutes")) == LOG
    before = AuditEntry.objects.count()
    call_command("demo")
    assert AuditEntry.objects.count() == before
    assert "coordinator@trellis.example" in capsys.readouterr().out


def test_production_sites_refuse_the_demo(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="known passwords"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.fixture(scope="module")
def staff(django_db_setup, django_db_blocker):
    """The demo's staff, made once for the tests below, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("staff")
def test_the_demo_holds_every_case_with_its_verdict():
    people = Person.objects.filter(local_id__startswith="CASE")
    assert {person.local_id: definition.verdict_of_person(person, ANCHOR)[1] for person in people} == VERDICTS


@pytest.mark.usefixtures("staff")
def test_the_demo_is_of_the_promised_size_and_the_same_each_time():
    assert (School.objects.count(), Person.objects.count()) == (41, 2020)
    assert measures.totals(ANCHOR).headcount == 119
    assert Appointment.objects.values("position__school_year").distinct().count() == 3


@pytest.mark.usefixtures("staff")
def test_every_row_of_the_demo_has_its_history_and_sums_hold():
    assert AuditEntry.objects.filter(model="leaders.person").count() == Person.objects.count()
    assert not FundingAllocation.objects.unbalanced().exists()
    assert committed.check() == []
    assert Compensation.objects.count() > 300
    assert Appointment.objects.in_force(datetime.date(2026, 11, 24)).count() > 119
