"""Walls around who, when and with whom (tier B): where offices and others look that no page of the log is."""

import datetime

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from leaders.models import AuditEntry, District
from responsibilities import access, reminders, rules
from responsibilities.actions.activities import log_activity
from responsibilities.actions.cycles import stop_cycle
from responsibilities.actions.months import attest
from responsibilities.models import Activity, TaughtSeries
from responsibilities.models.rollups import Sums, Visits
from tests.factories import ActivityFactory, CycleFactory, PersonFactory, SchoolFactory, UserFactory
from tests.reading import text_of
from tests.responsibilities.pair import pair_at_work

pytestmark = pytest.mark.django_db
IN_THE_WAY = {"teacher": "Supported teacher", "school": "Coaching cycle", "category": "Activity"}
NO_LOG = ["administrator", "business_office"]


@pytest.fixture
def pair():
    return pair_at_work()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("noun", IN_THE_WAY)
def test_what_stands_in_the_way_of_a_removal_in_the_admin_is_named_by_kind_alone(pair, noun):
    """Django lists each row that is in the way: a visit with its day, a teacher by name, the minutes of a month."""
    supported = PersonFactory(home_school=pair.cycle.site)  # without a sign-in, which would be in the way first
    visit = ActivityFactory(appointment=pair.appointment, supported=[supported], minutes=135)
    row = {"teacher": supported, "school": pair.cycle.site, "category": visit.category}[noun]
    at = f"/admin/{row._meta.label_lower.replace('.', '/')}/{row.pk}/delete/"
    page = signed_in(pair.outside["administrator"]).get(at)
    text = page.content.decode()
    assert (page.status_code, f"<li>{IN_THE_WAY[noun]}</li>" in text) == (200, True)
    assert [str(said) for said in (visit, pair.cycle, "135", f": {supported}") if str(said) in text] == []


def test_nor_does_the_list_of_the_admin_name_them(pair):
    person = pair.teacher.person
    TaughtSeries.objects.create(leader=person, title="Weekly with A. Zzyzx", ignored=True)
    picked = {"action": "delete_selected", "_selected_action": person.pk}
    page = signed_in(pair.outside["administrator"]).post("/admin/leaders/person/", picked)
    assert (page.status_code, "Cannot delete" in page.content.decode()) == (200, True)
    assert "Zzyzx" not in page.content.decode()


@pytest.mark.parametrize(("status", "seen"), [("submitted", True), ("planned", False), ("draft", False)])
def test_a_principal_sees_what_was_done_at_the_school_and_neither_plans_nor_drafts(pair, status, seen):
    visit = ActivityFactory(appointment=pair.appointment, supported=[pair.teacher.person], status=status, focus="Zzyzx")
    client = signed_in(pair.outside["principal"])
    listed = client.get("/activities/?span=all&columns=date&columns=focus").content.decode()
    answer = client.get(visit.get_absolute_url())
    assert ("Zzyzx" in listed, answer.status_code) == (seen, 200 if seen else 404)


# Whose entries in the history offices may read: vocabulary, what is promised, and what is one's own but tells nothing.
TOLD_TO_OFFICES = {"category", "commitment", "committedshare", "usualpromise", "usualshare", "wishes"}
NO_HISTORY = {"note", "evidence", "lettingin", "support", "receipt", "taughtseries"}  # and none is ever written


def test_the_history_of_each_table_is_judged():
    """A new table of the log has to be thought of here."""
    models = apps.get_app_config("responsibilities").get_models()
    judged = {model._meta.model_name for model in models if not issubclass(model, (Sums, Visits))}
    walled = {label.partition(".")[2] for label in access.HISTORY_FOR if label.startswith("responsibilities.")}
    assert judged == walled | TOLD_TO_OFFICES | NO_HISTORY
    assert walled & TOLD_TO_OFFICES == set()


@pytest.mark.parametrize("kind", NO_LOG)
def test_offices_read_no_history_of_visits_cycles_and_months(pair, kind):
    person = pair.teacher.person
    visit = Activity.objects.get(pk=pair.visit.pk)
    visit.minutes = 60
    log_activity(activity=visit, supported=[person], by=pair.leader)
    month = datetime.date(2026, 10, 1)
    attest(leader=pair.leader.person, month=month, by=pair.leader)
    stop_cycle(cycle=pair.cycle, why="schedule", end=visit.date, by=pair.leader)
    told = AuditEntry.objects.filter(model__startswith="responsibilities.")
    wanted = {"responsibilities.activity", "responsibilities.month", "responsibilities.coachingcycle"}
    assert set(told.visible_to(pair.outside["coordinator"]).values_list("model", flat=True)) == wanted
    assert told.visible_to(pair.outside[kind]).count() == 0


@pytest.mark.parametrize("kind", NO_LOG)
def test_whom_a_coordinator_asked_to_close_a_month_is_not_told_to_offices(pair, kind):
    month = datetime.date(2026, 10, 1)
    reminders.ask(leader=pair.leader.person, month=month, by=pair.outside["coordinator"], words="Third time, Zzyzx")
    told = AuditEntry.objects.filter(reason__contains="Zzyzx")
    assert told.visible_to(pair.outside["coordinator"]).count() == 1
    assert told.visible_to(pair.outside[kind]).count() == 0


@pytest.mark.parametrize("who", ["principal by counts", "principal elsewhere", "viewer"])
def test_whom_a_leader_supported_is_named_nowhere_to_who_reads_counts(pair, who):
    """A teacher of another school, so that no list of staff names them: pages, files, searches, filled forms."""
    teacher = PersonFactory(family_name="Zanzibar")
    place = {"appointment": pair.appointment, "supported": [teacher]}
    cycle = CycleFactory(appointment=pair.appointment, teacher=teacher)
    visit = ActivityFactory(cycle=cycle, date=rules.today(), **place)
    ActivityFactory(status="planned", date=rules.today(), requested_by=pair.outside["principal"], **place)
    District.objects.update(principal_sees="counts")
    user = UserFactory(kind="principal", kind__school=SchoolFactory()) if who == "principal elsewhere" else None
    client = signed_in(user or pair.outside["viewer" if who == "viewer" else "principal"])
    pair.visit, pair.cycle = visit, cycle
    paths = [path for path in addresses_of(pair) if path.count("/") < 5]
    asked = [f"{at}?{more}" for at in LISTS for more in ("export=csv", "export=xlsx", f"person={teacher.pk}")]
    shown = {at: text_of(client.get(at)) for at in [*paths, *asked]}
    assert [at for at, text in shown.items() if "Zanzibar" in text] == []
    guesses = [f"{at}?span=all&{name}=" for at in LISTS for name in ("teacher", "q", "leader")]
    rows = {at: [rows_of(client.get(f"{at}{text}")) for text in ("Zanzibar", "Nobody")] for at in guesses}
    assert [at for at, (found, none) in rows.items() if found != none] == []


LISTS = ["/activities/", "/cycles/", "/requests/", "/people/", "/appointments/", "/activities/add/"]


def addresses_of(pair):
    """Every address of the log that names nothing, the visit or the cycle."""
    keys = {"activities": pair.visit.pk, "cycles": pair.cycle.pk, "people": pair.leader.person_id}
    keys |= {"appointments": pair.appointment.pk, "schools": pair.cycle.site_id}
    for pattern in [*get_resolver("leaders.urls").url_patterns, *get_resolver("responsibilities.urls").url_patterns]:
        before, _, rest = str(pattern.pattern).partition("<")
        if not rest:
            yield f"/{before}"
        elif "<" not in rest and before.partition("/")[0] in keys:
            yield f"/{before}{keys[before.partition('/')[0]]}{rest.partition('>')[2]}"


def rows_of(answer):
    return len(answer.context["rows"]) if answer.context and "rows" in answer.context else None
