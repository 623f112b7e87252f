"""`import_roster`: what it says, what it writes, and with which code it ends."""

import io

import pytest
from django.core.management import CommandError, call_command

from leaders.models import AuditEntry, ImportBatch, Person, School
from tests.factories import AppointmentFactory, UserFactory
from tests.leaders.imports.packages import files_1_1, teacher, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(district, tmp_path):
    """Runs the command on a package of `count` teachers; answers (exit code, what it said)."""

    def command(count, *more, mode="bulk", **options):
        path = zipped(tmp_path / "cedar.zip", files_1_1([*map(teacher, range(count)), *more], mode=mode))
        out = io.StringIO()
        try:
            call_command("import_roster", str(path), no_color=True, stdout=out, stderr=out, **options)
        except SystemExit as end:
            return end.code, out.getvalue()
        return 0, out.getvalue()

    return command


def test_the_summary_says_what_is_new_refused_and_left_out(run):
    code, said = run(2, teacher(8, role="wizard"), teacher(9, role="student"))
    assert code == 1
    assert "cedar.zip: OneRoster 1.1\n  Schools: 3 new\n  People: 2 new, 1 refused\n" in said
    assert "  Left out on purpose: students: 1\n" in said
    assert "  x users.csv, row 4, column role: The role “wizard” is not known." in said


def test_a_second_run_has_nothing_to_write_and_leaves_no_entry(run):
    run(2)
    assert run(2) == (0, "cedar.zip: OneRoster 1.1\n  Schools: 3 unchanged\n  People: 2 unchanged\nNothing to write.\n")
    assert ImportBatch.objects.count() == 1


def test_remarks_on_rows_that_are_taken_are_counted(run):
    code, said = run(0, teacher(1, orgSourcedIds=""), teacher(2, orgSourcedIds=""))
    assert code == 0
    assert "  ? 2 × No school is named for this person." in said


def test_refused_rows_alone_write_nothing_but_stay_to_be_looked_at(run):
    run(1)
    code, said = run(1, teacher(2, role="wizard"))
    assert (code, "Nothing to write." in said) == (1, True)
    assert ImportBatch.objects.latest("uploaded_at").rows.filter(verdict="refused").count() == 1


def test_a_dry_run_writes_nothing_at_all(run):
    code, said = run(2, dry_run=True)
    assert (code, "This was a dry run: nothing was written." in said) == (0, True)
    assert not any(model.objects.exists() for model in (Person, School, ImportBatch, AuditEntry))


@pytest.mark.parametrize(("stay", "code", "active"), [(18, 0, 18), (17, 3, 20)])
def test_ten_percent_may_leave_and_one_more_needs_an_answer(run, stay, code, active):
    run(20)
    assert run(stay)[0] == code
    assert Person.objects.filter(is_active=True).count() == active


@pytest.mark.parametrize(("percent", "code"), [(15, 0), (14, 3)])
def test_the_district_sets_how_many_may_leave(run, district, percent, code):
    district.bulk_stop_percent = percent
    district.save()
    run(20)
    assert run(17)[0] == code


def test_a_stop_names_the_numbers_and_the_appointed_and_goes_on_when_told(run):
    run(4)
    AppointmentFactory(person=Person.objects.get(source_id="U3"))
    code, said = run(2)
    assert code == 3
    assert "2 of 4 people from this source would be marked as having left." in said
    assert "1 person who leaves holds an appointment that has not ended: Ortiz3, Ana" in said
    assert run(2, confirm_deactivations=True)[0] == 0
    assert Person.objects.filter(is_active=True).count() == 2


def test_a_bulk_file_with_statuses_can_be_taken_as_all_staff(run):
    run(20)
    some = [teacher(number, status="active") for number in range(19)]
    assert "nobody missing here has left" in run(0, *some)[1]
    assert Person.objects.filter(is_active=True).count() == 20
    assert run(0, *some, all_staff=True)[0] == 0
    assert Person.objects.filter(is_active=True).count() == 19


def test_the_history_names_the_user_given_by_e_mail(run, coordinator):
    run(1, by=coordinator.email)
    assert set(AuditEntry.objects.values_list("actor", flat=True)) == {coordinator.pk}


@pytest.mark.parametrize("kind", ["viewer", "business_office"])
def test_the_history_names_only_people_who_may_import(run, kind):
    with pytest.raises(CommandError):
        run(1, by=UserFactory(kind=kind).email)
    assert not Person.objects.exists()


def test_a_path_that_does_not_exist_is_refused(district, tmp_path):
    with pytest.raises(SystemExit) as end:
        call_command("import_roster", str(tmp_path / "nothing.zip"))
    assert end.value.code == 2


def test_many_refused_rows_and_changes_are_cut_with_their_number(run):
    many = [teacher(number, role="wizard") for number in range(103)]
    assert "… and 3 more refused rows" in run(0, *many)[1]
    run(21)
    assert "… and 1 more change\n" in run(0, *(teacher(n, familyName="Brown") for n in range(21)))[1]
