"""Every change of every row has its entry in the history, written with it, and no entry ever changes (A80, A81)."""

import uuid

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from leaders import audit
from leaders.actions.imports import apply_import, receive_import, undo_import
from leaders.models import AuditEntry, Person, User
from responsibilities.models import Commitment, UsualPromise
from responsibilities.models.rollups import Sums
from tests import admin_forms
from tests.factories import UserFactory
from tests.security.cells import post, posts, signed_in
from tests.test_access import rows
from tests.watch import differences, models, snapshot, undone
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet_log")]
# Tables that are a record of their own: the history, sent forms, and the steps of an import.
RECORDS = {"leaders_auditentry", "leaders_clientkey", "leaders_importbatch", "leaders_importrow"}
RECORDS |= {"responsibilities_receipt", "responsibilities_sentreminder", "responsibilities_activityversion"}
# Sums follow from the log, committed dollars from pay lines; wishes, the view that a list opens for one, and what is
# taught about a calendar are one's own business.
RECORDS |= {model._meta.db_table for model in models("responsibilities") if issubclass(model, Sums)}
RECORDS |= {"leaders_committed", "leaders_defaultview"}
RECORDS |= {"responsibilities_wishes", "responsibilities_taughtseries", "responsibilities_taughtseries_supported"}
# Sums that are kept with a row: the entries of what they add up tell of them.
KEPT_SUMS = {"programs_enrollment": {"minutes", "attended", "pieces", "task_done"}, "programs_cohort": {"held"}}
# Where the others go when one is moved in between.
KEPT_SUMS |= {"programs_surveyitem": {"place"}, "programs_logicstep": {"order"}}
# Rows that belong to another, whose entry tells of them: the table, the key of the owner, the field of its entry.
PARTS = {
    "leaders_rolediscipline": ("leaders.role", "role_id", "disciplines"),
    "leaders_person_teaches": ("leaders.person", "person_id", "teaches"),
    "leaders_person_other_schools": ("leaders.person", "person_id", "other_schools"),
    "leaders_position_other_sites": ("leaders.position", "position_id", "other_sites"),
    "responsibilities_activity_disciplines": ("responsibilities.activity", "activity_id", "disciplines"),
    "responsibilities_support": ("responsibilities.activity", "activity_id", "supported"),
    "programs_question": ("programs.call", "call_id", "question"),
    "programs_criterion": ("programs.call", "call_id", "criterion"),
    "programs_reference": ("programs.application", "application_id", "reference"),
    "leaders_scenario_leaving": ("leaders.scenario", "scenario_id", "leaving"),
    "leaders_scenarioposition": ("leaders.scenario", "scenario_id", "plan"),
    "leaders_scenariorole": ("leaders.scenario", "scenario_id", "plan"),
    "leaders_scenariofund": ("leaders.scenario", "scenario_id", "plan"),
}
# Shares of a promise are told in words in the story of the role or the appointment.
PROMISED = {
    "responsibilities_committedshare": lambda row, told: _promised(
        told, "leaders.appointment", Commitment.objects.get(pk=row["commitment_id"]).appointment_id
    ),
    "responsibilities_usualshare": lambda row, told: _promised(
        told, "leaders.role", UsualPromise.objects.get(pk=row["promise_id"]).role_id
    ),
}


def _promised(told, label, key):
    return "commitment" in told.get((label, key), {})


NAMES = {m._meta.db_table: {field.attname: field.name for field in m._meta.concrete_fields} for m in models()}
LABELS = {model._meta.db_table: model._meta.label_lower for model in models()}


def unexplained(before, after):
    """`[(table, key, field)]` of changed values that no new entry of the history tells of."""
    new = AuditEntry.objects.exclude(pk__in=before["leaders_auditentry"])
    told = {}
    for entry in new:
        told.setdefault((entry.model, entry.object_id), {}).update(entry.changes)
    return sorted(
        (table, str(key), name)
        for (table, key), (old, now) in differences(before, after).items()
        if table not in RECORDS
        for name in fields_missing(told, table, key, old, now)
    )


def fields_missing(told, table, key, old, now):
    row = now or old
    if table in PROMISED:
        return [] if (LABELS[table], key) in told or PROMISED[table](row, told) else ["the shares"]
    if table in PARTS:
        owner, column, field = PARTS[table]
        entry = told.get((owner, row[column]), {})
        return [] if field in entry or (LABELS[table], key) in told else [field]
    entry = told.get((LABELS[table], key))
    if entry is None and (old is None or now is None):
        return ["the row itself"]
    names = {name for name in NAMES[table] if (old or {}).get(name) != (now or {}).get(name)}
    kept = {NAMES[table][name] for name in names} - audit.NEVER_KEPT - {"id"} - KEPT_SUMS.get(table, set())
    kept |= {"password"} & names if old and now else set()
    return (
        kept - set(entry or {}) - (DECIDED if table == "responsibilities_activity" and key in decided(told) else set())
    )


def decided(told):
    """Keys of log entries of which the history of their month tells."""
    pairs = [pair for changes in told.values() for name, pair in changes.items() if name.startswith("entries ")]
    return {key for pair in pairs for key in pair[1]}


DECIDED = {"status", "returned_why"}


def told_of(act):
    """What the history does not tell of `act`, and how many rows it changed."""
    with undone():
        before = snapshot()
        act()
        after = snapshot()
        changed = [at for at in differences(before, after) if at[0] not in RECORDS]
        return unexplained(before, after), len(changed)


ACTIONS = [place for place in posts("coordinator", "administrator") if place[1] in {"", "other"}]
ADMIN = [
    row["route"]
    for row in rows()
    if row["route"].startswith(("admin:leaders_", "admin:responsibilities_")) and row["administrator"] == "done"
]


# What they change is a record of its own.
RECORDED = {
    "set_language",
    "leaders:view-default",
    "programs:enrollments-message",
    "responsibilities:month-remind-ticked",
    "responsibilities:wishes-edit",
}


@pytest.mark.parametrize(("route", "relation", "kind"), ACTIONS)
def test_every_action_is_told(world, route, relation, kind):
    client = signed_in(world, kind)
    missing, changed = told_of(lambda: post(client, world, route, relation, client_key=uuid.uuid4()))
    assert missing == []
    assert changed or "import" in route or route in RECORDED


@pytest.mark.parametrize("route", ADMIN)
def test_every_write_of_the_admin_is_told(world, route):
    data = admin_forms.body(world, route)
    missing, changed = told_of(lambda: world.administrator.post(admin_forms.address(world, route), data))
    assert (missing, changed > 0) == ([], route != "admin:leaders_user_changelist")  # which sends a mail


def test_what_goes_along_with_a_removed_row_is_told(world):
    """A role takes its discipline shares along, a person the links to schools and subjects."""
    role, person = world.spare["role"], world.spare["person"]
    with undone():
        person.other_schools.set([world.shared["school"]])
        removals = [f"/admin/leaders/{name}/{row.pk}/delete/" for name, row in (("role", role), ("person", person))]
        missing, changed = told_of(lambda: [world.administrator.post(at, {"post": "yes"}) for at in removals])
        assert (missing, changed) == ([], 4)


INLINES = {
    "former_kinds": ({"kind": "teacher", "until": "2023-06-30"}, {"until": "2023-05-31"}),
    "recognitions": ({"kind": "other", "title": "New", "awarded_on": "2024-05-01"}, {"title": "Renamed"}),
    "credentials": ({"kind": "certificate", "title": "New", "issued_on": "2024-05-01"}, {"title": "Renamed"}),
}


@pytest.mark.parametrize("part", INLINES)
def test_parts_of_a_person_are_told_in_the_admin(world, part):
    """Added, changed and removed, each with its entry in the person's story; the person's version goes up with them."""
    person = world.records["other"]["person"]
    at = f"/admin/leaders/person/{person.pk}/change/"
    data, (new, changed) = admin_forms.values_of(world.administrator.get(at).context), INLINES[part]
    add = {f"{part}-TOTAL_FORMS": 2, f"{part}-1-person": person.pk} | {f"{part}-1-{k}": v for k, v in new.items()}
    change = {f"{part}-0-{name}": value for name, value in changed.items()}
    with undone():
        assert told_of(lambda: world.administrator.post(at, data | add | change)) == ([], 3)
        assert told_of(lambda: world.administrator.post(at, data | {f"{part}-0-DELETE": "on"})) == ([], 2)
        before = set(AuditEntry.objects.values_list("pk", flat=True))
        world.administrator.post(at, data | add | change)
        stories = AuditEntry.objects.exclude(pk__in=before).values_list("about_person", "about_appointment")
        assert list(stories) == [(person.pk, None)] * 2


def test_every_part_that_the_admin_edits_is_asked_about():
    parts = {part.model._meta.model_name for page in admin.site._registry.values() for part in page.inlines}
    asked = {Person._meta.get_field(name).related_model._meta.model_name for name in INLINES}
    assert parts == asked | {"term", "rolediscipline", "usualshare", "grant"}


def test_access_given_and_taken_is_told(world):
    user = world.users["viewer"]
    at = f"/admin/leaders/user/{user.pk}/change/"
    grant = user.grants.get()
    data = {"email": user.email, "is_active": "on", "why": "New job", "grants-TOTAL_FORMS": "2"}
    data |= {"grants-INITIAL_FORMS": "1", "grants-0-id": grant.pk, "grants-0-user": user.pk, "grants-0-DELETE": "on"}
    data |= {"grants-0-kind": "viewer", "grants-1-kind": "coordinator", "grants-1-user": user.pk}
    with undone():
        assert told_of(lambda: world.administrator.post(at, data)) == ([], 3)
        world.administrator.post(at, data)
        entries = AuditEntry.objects.filter(model="leaders.grant").values_list("verb", "actor__email", "reason")
        boss = world.users["administrator"].email
        assert set(entries) == {("removed", boss, "New job"), ("added", boss, "New job")}


ROSTER = b"sourcedId,orgSourcedIds,role,givenName,familyName\r\nT1,S1,teacher,Ana,Ortiz\r\n"


def imported(by):
    return apply_import(batch=receive_import(uploads=[SimpleUploadedFile("users.csv", ROSTER)], by=by), by=by)


def test_an_import_and_its_undoing_are_told(world, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    by = world.users["coordinator"]
    type(world.shared["school"]).objects.filter(pk=world.shared["school"].pk).update(source_id="S1")
    assert told_of(lambda: imported(by)) == ([], 1)
    with undone():
        batch = imported(by)
        assert told_of(lambda: undo_import(batch=batch, by=by)) == ([], 1)


@pytest.mark.parametrize("step", ["import-apply", "import-undo"])
def test_an_import_that_changes_a_kind_of_staff_tells_what_stood_before(world, step):
    """The person, and the former kind that is kept or taken back."""
    client = signed_in(world, "coordinator")
    assert told_of(lambda: post(client, world, f"leaders:{step}", "")) == ([], 2)


def test_commands_that_write_are_told(world, tmp_path, monkeypatch):
    (tmp_path / "users.csv").write_bytes(ROSTER)
    type(world.shared["school"]).objects.filter(pk=world.shared["school"].pk).update(source_id="S1")
    assert told_of(lambda: call_command("import_roster", str(tmp_path / "users.csv"), verbosity=0))[0] == []
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "another phrase")
    new = {"email": "it@district.example", "interactive": False, "verbosity": 0}
    assert told_of(lambda: call_command("createsuperuser", **new)) == ([], 2)
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "quite another phrase")
    user = world.users["viewer"].email
    assert told_of(lambda: call_command("changepassword", user, verbosity=0)) == ([], 1)


def test_a_new_password_is_told_without_the_password(world):
    client, user = signed_in(world, "viewer"), world.users["viewer"]
    data = {"oldpassword": PASSWORD, "password1": "another phrase", "password2": "another phrase"}
    with undone():
        assert told_of(lambda: client.post("/accounts/password/change/", data)) == ([], 1)
        signed_in(world, "viewer").post("/accounts/password/change/", data)
        entry = AuditEntry.objects.about(user).first()
        assert (entry.actor, entry.changes) == (user, {"password": [None, "(new)"]})
        assert User.objects.get(pk=user.pk).password not in str(entry.changes)


def test_signing_in_changes_nothing_that_history_keeps(world):
    data = {"login": world.users["viewer"].email, "password": PASSWORD}
    with undone():
        assert told_of(lambda: Client().post("/accounts/login/", data)) == ([], 1)  # the moment of the last sign-in
        assert not AuditEntry.objects.about(world.users["viewer"]).exists()


def test_the_entry_says_who_when_why_and_from_where(world):
    client = signed_in(world, "coordinator")
    with undone():
        client.post("/people/add/", {"given_name": "B", "family_name": "N", "staff_kind": "teacher", "teaching_fte": 1})
        entry = AuditEntry.objects.filter(model="leaders.person").first()
    assert (entry.actor, entry.verb, entry.ip) == (world.users["coordinator"], "added", "127.0.0.1")
    assert len(entry.request_id) == 32


def test_work_that_is_taken_back_leaves_no_entry(world):
    before = AuditEntry.objects.count()
    client = Client(raise_request_exception=False)
    world.sign_in(client, "coordinator")

    def fail(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "leaders_auditentry" in sql:
            execute(sql, params, many, context)
            raise RuntimeError
        return execute(sql, params, many, context)

    people = Person.objects.count()
    data = {"given_name": "B", "family_name": "N", "staff_kind": "teacher", "teaching_fte": "1"}
    with connection.execute_wrapper(fail):
        assert client.post("/people/add/", data).status_code == 500
    assert (AuditEntry.objects.count(), Person.objects.count()) == (before, people)


def refused(act):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        act()


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


CHANGES = [
    lambda entry: AuditEntry.objects.update(reason="x"),
    lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
    lambda entry: AuditEntry.objects.all()._raw_delete("default"),
    lambda entry: AuditEntry.objects.bulk_update([entry], ["reason"]),
    lambda entry: entry.save(),
    lambda entry: entry.delete(),
    lambda entry: run(f"UPDATE leaders_auditentry SET changes = '{{}}' WHERE id = {entry.pk}"),
    lambda entry: run("DELETE FROM leaders_auditentry"),
    lambda entry: AuditEntry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=["id"], update_fields=["reason"]
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_an_entry_is_never_changed_or_removed(world, change):
    entry = AuditEntry.objects.first()
    refused(lambda: change(entry))
    assert AuditEntry.objects.filter(pk=entry.pk, reason=entry.reason).exists()


def test_an_entry_is_never_replaced(world):
    """SQLite's REPLACE would delete without asking the trigger on deletion."""
    entry = AuditEntry.objects.first()
    if connection.vendor == "sqlite":
        columns = ", ".join(field.column for field in AuditEntry._meta.fields)
        copy = f"SELECT {columns.replace('reason', repr('x'))} FROM leaders_auditentry WHERE id = {entry.pk}"
        refused(lambda: run(f"REPLACE INTO leaders_auditentry ({columns}) {copy}"))
    assert AuditEntry.objects.filter(pk=entry.pk, reason=entry.reason).exists()


@pytest.mark.postgres
def test_the_history_is_never_emptied(world):
    """The suite switches this guard off where tests commit; here it stands as on a real site."""
    with undone():
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("ALTER TABLE leaders_auditentry ENABLE TRIGGER leaders_history_kept_whole")
        refused(lambda: run("TRUNCATE leaders_auditentry CASCADE"))


def test_a_user_in_the_history_cannot_be_removed(world):
    user = UserFactory(kind="administrator")
    with pytest.raises(DatabaseError), transaction.atomic():
        run(f"DELETE FROM leaders_user WHERE id = {world.users['coordinator'].pk}", "SET CONSTRAINTS ALL IMMEDIATE")
    assert User.objects.filter(pk=user.pk).exists()
