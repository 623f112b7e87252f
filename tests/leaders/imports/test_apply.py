"""From a file to the records and back: nothing twice, nothing half, nothing deleted."""

import csv
import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leaders.actions.imports import apply_import, receive_import, undo_import
from leaders.actions.records import save_record
from leaders.imports.apply import AlreadyApplied, NeedsConfirmation, PreviewChanged
from leaders.imports.undo import CannotUndo, NotApplied
from leaders.models import AuditEntry, FormerKind, ImportBatch, Person, School
from tests.factories import AppointmentFactory, SchoolFactory, UserFactory
from tests.factories.places import discipline
from tests.leaders.imports.crafted import zipped

pytestmark = pytest.mark.django_db

MARKS = {"version", "updated_at"}
MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,{orgs}\nfile.users,{users}\n"
ORGS = [["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"]]
SCHOOLS = [["D1", "", "", "Bay District", "district", "1200390", ""], ["S1", "", "", "Bay High", "school", "", "D1"]]
USERS = ["sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "userIds"]
USERS += ["givenName", "familyName", "middleName", "identifier", "email"]


def person(number, role="teacher", **changed):
    row = dict.fromkeys(USERS, "") | {"sourcedId": f"T{number}", "enabledUser": "true", "orgSourcedIds": "S1"}
    row |= {"role": role, "givenName": "Ana", "familyName": f"Ortiz{number}", "email": f"a{number}@bay.example"}
    return list((row | changed).values())


def staff(count):
    return [person(number) for number in range(count)]


def text(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def package(people, *, orgs="bulk", users="bulk"):
    """A OneRoster 1.1 package of two sites and these people."""
    manifest = MANIFEST.format(orgs=orgs, users=users)
    files = [("manifest.csv", manifest), ("orgs.csv", text(ORGS + SCHOOLS)), ("users.csv", text([USERS, *people]))]
    return SimpleUploadedFile("bay.zip", zipped(*files))


@pytest.fixture
def preview(district, coordinator, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return lambda people, **modes: receive_import(uploads=[package(people, **modes)], by=coordinator)


@pytest.fixture
def applied(preview, coordinator):
    def run(people, **modes):
        return apply_import(batch=preview(people, **modes), by=coordinator, is_confirmed=True)

    return run


def verdicts(batch, kind="person"):
    return {verdict: count for verdict, count in batch.summary["counts"][kind].items() if count}


def test_a_package_becomes_schools_and_people(applied):
    applied(staff(3))
    assert Person.objects.filter(home_school__name="Bay High").count() == 3
    assert School.objects.get(kind="district_office").name == "Bay District"


def test_nothing_is_written_before_it_is_applied(preview):
    assert verdicts(preview(staff(3))) == {"new": 3}
    assert not Person.objects.exists()


def test_the_same_file_twice_changes_nothing(applied, preview):
    applied(staff(3))
    again = preview(staff(3))
    assert verdicts(again) == {"unchanged": 3}
    assert verdicts(again, "school") == {"unchanged": 2}


def test_students_and_guardians_leave_no_trace(applied):
    batch = applied([person(1), person(2, "student", familyName="Secret"), person(3, "guardian")])
    assert Person.objects.count() == 1
    assert (batch.summary["skipped"]["student"], batch.summary["skipped"]["family"]) == (1, 1)
    assert "Secret" not in str(list(batch.rows.values()))


def test_a_change_shows_before_and_after_and_is_in_the_history(applied, coordinator):
    applied(staff(2))
    batch = applied([person(0), person(1, email="new@bay.example")])
    entry = AuditEntry.objects.get(batch=batch.pk)
    assert entry.changes == {"email": ["a1@bay.example", "new@bay.example"]}
    assert entry.actor == coordinator


def test_people_missing_from_a_bulk_file_leave_and_stay_on_record(applied):
    applied(staff(20))
    batch = applied(staff(19))
    assert verdicts(batch) == {"unchanged": 19, "leaves": 1}
    assert not Person.objects.get(source_id="T19").is_active


def test_people_missing_from_a_delta_file_stay(applied):
    applied(staff(5))
    batch = applied([person(0, email="x@bay.example")], users="delta")
    assert verdicts(batch) == {"changed": 1}
    assert Person.objects.filter(is_active=True).count() == 5


@pytest.mark.parametrize(("kept", "stops"), [(18, []), (17, ["person"])])
def test_more_than_ten_percent_leaving_stops(applied, preview, kept, stops):
    applied(staff(20))
    assert preview(staff(kept)).summary["stops"] == stops


def test_a_stopped_import_writes_nothing_until_it_is_confirmed(applied, preview, coordinator):
    applied(staff(20))
    batch = preview(staff(10))
    with pytest.raises(NeedsConfirmation):
        apply_import(batch=batch, by=coordinator)
    assert Person.objects.filter(is_active=True).count() == 20
    apply_import(batch=batch, by=coordinator, is_confirmed=True)
    assert Person.objects.filter(is_active=True).count() == 10


def test_leaders_among_those_who_leave_are_named(applied, preview):
    applied(staff(2))
    AppointmentFactory(person=Person.objects.get(source_id="T1"))
    assert preview(staff(1)).summary["leaders"] == ["Ortiz1, Ana"]


def test_a_second_click_applies_nothing(applied, coordinator):
    batch = applied(staff(2))
    with pytest.raises(AlreadyApplied):
        apply_import(batch=batch, by=coordinator)
    assert Person.objects.count() == 2


def test_a_record_changed_since_the_preview_makes_a_new_preview(applied, preview, coordinator):
    applied(staff(2))
    batch = preview([person(0), person(1, email="new@bay.example")])
    Person.objects.filter(source_id="T0").update(email="typed@bay.example")
    with pytest.raises(PreviewChanged):
        apply_import(batch=batch, by=coordinator)
    batch.refresh_from_db()
    assert (batch.status, verdicts(batch)) == ("ready", {"changed": 2})


def everything():
    """All that is stored about schools and people, but for the marks of the last writing."""
    names = [[one.name for one in model._meta.concrete_fields if one.name not in MARKS] for model in (School, Person)]
    rows = [list(m.objects.order_by("pk").values_list(*n)) for m, n in zip((School, Person), names, strict=True)]
    return [*rows, sorted(Person.other_schools.through.objects.values_list("person", "school"))]


def test_undo_restores_every_value_of_every_record(applied, coordinator):
    applied(staff(20))
    before = everything()
    changed = person(18, email="new@bay.example", orgSourcedIds="S1,D1", familyName="Stone")
    batch = applied([*staff(17), changed, person(99)])
    assert everything() != before
    undo_import(batch=batch, by=coordinator)
    assert everything() == before


def test_undo_is_refused_when_a_school_was_given_by_hand_since(applied, coordinator):
    applied(staff(1))
    batch = applied([person(0, orgSourcedIds="S1,D1")])
    one = Person.objects.get()
    save_record(record=one, by=coordinator, related={"other_schools": [*one.other_schools.all(), SchoolFactory()]})
    with pytest.raises(CannotUndo) as refusal:
        undo_import(batch=batch, by=coordinator)
    assert refusal.value.obstacles == ["Ana Ortiz0 was changed since."]
    assert one.other_schools.count() == 2


def test_whoever_applies_stands_in_the_history_whoever_handed_it_in(preview):
    second = UserFactory(kind="coordinator")
    batch = apply_import(batch=preview(staff(2)), by=second)
    assert (batch.uploaded_by == second, batch.applied_by == second) == (False, True)
    assert set(AuditEntry.objects.filter(batch=batch.pk).values_list("actor", flat=True)) == {second.pk}


def test_undo_is_refused_as_a_whole_when_an_added_person_was_appointed(applied, coordinator):
    batch = applied(staff(2))
    AppointmentFactory(person=Person.objects.get(source_id="T1"))
    with pytest.raises(CannotUndo) as refusal:
        undo_import(batch=batch, by=coordinator)
    assert "Ortiz1" in str(refusal.value.obstacles)
    assert Person.objects.filter(source_id__startswith="T").count() == 2
    assert ImportBatch.objects.get(pk=batch.pk).status == "applied"


def test_undo_is_refused_when_a_changed_person_was_edited_since(applied, coordinator):
    applied(staff(2))
    batch = applied([person(0), person(1, email="new@bay.example")])
    Person.objects.filter(source_id="T1").update(email="typed@bay.example")
    with pytest.raises(CannotUndo):
        undo_import(batch=batch, by=coordinator)
    assert Person.objects.get(source_id="T1").email == "typed@bay.example"


def test_an_import_is_undone_once(applied, coordinator):
    batch = undo_import(batch=applied(staff(1)), by=coordinator)
    with pytest.raises(NotApplied):
        undo_import(batch=batch, by=coordinator)


def test_the_upload_is_gone_once_it_is_read(preview, tmp_path):
    preview(staff(1))
    assert list((tmp_path / "imports").iterdir()) == []


def test_imports_are_undone_from_the_last_to_the_first(applied, coordinator):
    batches = [applied(staff(3)), applied([person(0), person(1, email="new@bay.example"), person(2)])]
    for batch in reversed(batches):
        undo_import(batch=batch, by=coordinator)
    assert not Person.objects.exists()
    assert not School.objects.exists()


@pytest.mark.parametrize("field", ["teaching_fte", "middle_name"])
def test_a_hand_made_change_on_an_added_person_stays_in_the_way(applied, coordinator, field):
    batch = applied(staff(1))
    added = Person.objects.get()
    setattr(added, field, "0.5")
    save_record(record=added, by=coordinator)
    with pytest.raises(CannotUndo):
        undo_import(batch=batch, by=coordinator)


def test_a_subject_given_to_an_added_person_stays_in_the_way(applied, coordinator):
    batch = applied(staff(1))
    save_record(record=Person.objects.get(), by=coordinator, related={"teaches": [discipline("science")]})
    with pytest.raises(CannotUndo):
        undo_import(batch=batch, by=coordinator)


def test_a_new_kind_of_staff_keeps_the_old_one_until_the_day_before(applied, coordinator):
    applied(staff(1))
    batch = applied([person(0, role="administrator")])
    former, today = FormerKind.objects.get(), datetime.date.fromisoformat(batch.summary["on"])
    assert (former.kind, former.until) == ("teacher", today - datetime.timedelta(days=1))
    assert AuditEntry.objects.about(former).get().batch == batch.pk
    undo_import(batch=batch, by=coordinator)
    assert not FormerKind.objects.exists()
    assert Person.objects.get().staff_kind == "teacher"


def test_of_two_kinds_on_one_day_the_first_tells_what_was(applied, coordinator):
    applied(staff(1))
    applied([person(0, role="administrator")])
    last = applied(staff(1))
    assert FormerKind.objects.get().kind == "teacher"
    undo_import(batch=last, by=coordinator)
    assert FormerKind.objects.get().kind == "teacher"
