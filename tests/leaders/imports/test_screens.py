"""The pages of an import, as a coordinator walks through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leaders.models import ImportBatch, Person
from tests.factories import SchoolFactory, UserFactory
from tests.leaders.imports.crafted import USERS, attacks, zipped

pytestmark = pytest.mark.django_db
ROWS = USERS + b"T2,S1,teacher,,,not-an-address\r\nT3,S1,wizard,Eve,Khan,eve@district.example\r\n"
WHOLE = b"propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\n"


@pytest.fixture
def desk(client, district, coordinator, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    SchoolFactory(source_id="S1")
    client.force_login(coordinator)
    return client


def hand_in(client, data, name="staff.csv"):
    return client.post(reverse("leaders:import-add"), {"files": SimpleUploadedFile(name, data)})


def preview(client):
    hand_in(client, ROWS)
    return ImportBatch.objects.get()


def post(client, step, batch, **data):
    return client.post(reverse(f"leaders:import-{step}", args=[batch.pk]), data, follow=True)


def test_a_coordinator_imports_a_file_with_a_refused_row(desk):
    batch = preview(desk)
    assert "refused" in desk.get(batch.get_absolute_url()).content.decode()
    post(desk, "apply", batch, digest=batch.digest)
    assert Person.objects.get().family_name == "Ortiz"


def test_the_refused_rows_come_as_csv_with_their_reason(desk):
    batch = preview(desk)
    response = desk.get(f"{batch.get_absolute_url()}?verdict=refused&export=csv")
    said = b"".join(response).decode("utf-8-sig")
    assert len(said.strip().splitlines()) == 1 + batch.rows.filter(verdict="refused").count() > 1


def test_an_old_page_cannot_apply_another_preview(desk):
    batch = preview(desk)
    post(desk, "apply", batch, digest="0" * 64)
    assert not Person.objects.exists()


def test_a_double_click_applies_once(desk):
    batch = preview(desk)
    for _click in range(2):
        post(desk, "apply", batch, digest=batch.digest)
    assert Person.objects.count() == 1


def test_an_import_is_undone_from_its_page(desk):
    batch = preview(desk)
    post(desk, "apply", batch, digest=batch.digest)
    post(desk, "undo", batch)
    assert not Person.objects.exists()


def test_a_preview_can_be_discarded(desk):
    batch = preview(desk)
    post(desk, "discard", batch)
    assert ImportBatch.objects.get().status == "discarded"
    assert not batch.rows.exists()


def test_the_list_shows_imports(desk):
    preview(desk)
    assert "staff.csv" in desk.get(reverse("leaders:import-list")).content.decode()


@pytest.mark.parametrize("name", ["flat bomb", "empty", "symlink", "path ../../../../etc/passwd"])
def test_an_attack_is_answered_beside_the_file_box(desk, name):
    response = hand_in(desk, attacks()[name] or b" ", "staff.zip")
    assert response.status_code == 422
    assert not list(ImportBatch.objects.filter(status="ready"))


def test_a_list_of_all_staff_asks_before_most_of_them_leave(desk):
    everyone = USERS + b"".join(b"X%d,S1,teacher,Ana,Ortiz%d,a%d@x.example\r\n" % (n, n, n) for n in range(9))
    hand_in(desk, zipped(("manifest.csv", WHOLE), ("users.csv", everyone)), "all.zip")
    first = ImportBatch.objects.get()
    post(desk, "apply", first, digest=first.digest)
    hand_in(desk, zipped(("manifest.csv", WHOLE), ("users.csv", USERS)), "one.zip")
    second = ImportBatch.objects.get(name="one.zip")
    page = post(desk, "apply", second, digest=second.digest).content.decode()
    assert "9 of 10 people" in page
    assert Person.objects.filter(is_active=True).count() == 10


@pytest.mark.parametrize("kind", ["viewer", "business_office"])
def test_others_are_refused_at_the_door(client, district, kind):
    client.force_login(UserFactory(kind=kind))
    assert client.get(reverse("leaders:import-list")).status_code == 403
    assert hand_in(client, ROWS).status_code == 403


def test_refused_rows_can_be_corrected_in_a_spreadsheet_and_handed_in_again(desk):
    data = USERS + b'T2,NOWHERE,aide,Eve,"Khan, Jr.",eve@district.example\r\nT3,S1,wizard,Max,Secret,\r\n'
    hand_in(desk, data)
    batch = ImportBatch.objects.get()
    post(desk, "apply", batch, digest=batch.digest)
    file = b"".join(desk.get(f"/imports/{batch.pk}/refused/?kind=person")).decode("utf-8-sig")
    assert "Secret" not in file
    assert "The role “wizard” is not known." in file
    hand_in(desk, file.replace('"NOWHERE"', '"S1"').encode(), "corrected.csv")
    second = ImportBatch.objects.get(name="corrected.csv")
    post(desk, "apply", second, digest=second.digest)
    eve = Person.objects.get(source_id="T2")
    assert (eve.family_name, eve.suffix, eve.staff_kind) == ("Khan", "Jr.", "paraprofessional")


SCHOOLS = b"sourcedId,name,type,identifier\r\nS7,Bay,college,7\r\nS8,,district,8\r\n"
LIST = b"NCESSCH,LEAID,SCH_NAME\r\n1.2E+11,1200090,Bay High\r\n"


@pytest.mark.parametrize(("data", "lines"), [(SCHOOLS, ["S7", "S8"]), (LIST, ["Bay High"])], ids=["orgs", "NCES"])
def test_refused_schools_come_back_in_the_layout_they_came_in(desk, data, lines):
    hand_in(desk, data)
    batch = ImportBatch.objects.get()
    file = b"".join(desk.get(f"/imports/{batch.pk}/refused/?kind=school")).decode("utf-8-sig")
    head = data.decode().split(",")[0]
    assert file.startswith(f'"{head}",')
    assert [line for line in lines if line not in file] == []
    assert hand_in(desk, file.encode(), "again.csv").status_code == 302


def test_a_stricter_setting_asks_even_for_an_older_preview(desk, district):
    everyone = USERS + b"".join(b"X%d,S1,teacher,Ana,Ortiz%d,\r\n" % (n, n) for n in range(19))
    hand_in(desk, zipped(("manifest.csv", WHOLE), ("users.csv", everyone)), "all.zip")
    first = ImportBatch.objects.get()
    post(desk, "apply", first, digest=first.digest)
    hand_in(desk, zipped(("manifest.csv", WHOLE), ("users.csv", everyone[:-40])), "less.zip")
    second = ImportBatch.objects.get(name="less.zip")
    assert 'name="confirmed"' not in desk.get(second.get_absolute_url()).content.decode()
    district.bulk_stop_percent = 0
    district.save()
    page = post(desk, "apply", second, digest=second.digest).content.decode()
    assert 'name="confirmed"' in page
    post(desk, "apply", second, digest=second.digest, confirmed="on")
    assert Person.objects.filter(is_active=False).exists()


def test_a_file_that_says_nothing_is_called_so(desk):
    hand_in(desk, USERS.splitlines()[0] + b"\r\n")
    page = desk.get(ImportBatch.objects.get().get_absolute_url()).content.decode()
    assert "says nothing about staff or schools that is news here" in page
