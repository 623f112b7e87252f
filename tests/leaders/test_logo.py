"""The district's logo: drawn anew, shown to everyone signed in, replaced and removed."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from leaders import logos
from leaders.models import AuditEntry, District
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(kind="PNG", size=(1600, 400)):
    file = io.BytesIO()
    Image.new("RGB", size, (20, 80, 160)).save(file, kind)
    return file.getvalue()


@pytest.fixture
def settings_of(client):
    """Sends the settings of the district with more fields; answers what came."""
    District.objects.create(pk=1, name="Palm County")
    client.force_login(UserFactory(kind="coordinator"))

    def send(**more):
        numbers = {"school_year_start_month": 7, "fiscal_year_start_month": 7, "contract_days": 180}
        rest = {
            "month_lock_days": 15,
            "contract_minutes": 420,
            "rotation_years": 3,
            "bulk_stop_percent": 10,
            "principal_sees": "names",
        }
        names = {"name": "Palm County", "accent": "blue", "version": District.stored().version}
        return client.post("/settings/", names | numbers | rest | more)

    return send


def sent(data, name="logo.png"):
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_and_shown_to_everyone_signed_in(client, settings_of, kind):
    assert settings_of(new_logo=sent(picture(kind))).status_code == 302
    key = District.stored().logo
    client.force_login(UserFactory())
    answer = client.get(f"/logo/{key}/")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (720, 180)
    assert f'src="/logo/{key}/"' in client.get("/").content.decode()
    client.logout()
    assert client.get(f"/logo/{key}/").status_code == 302
    assert "/logo/" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("data", [b"<svg/>", picture()[:200], picture("GIF"), picture() + b"\0" * logos.MOST_BYTES])
def test_what_is_no_picture_or_too_large_is_refused_in_words(settings_of, data):
    answer = settings_of(new_logo=sent(data))
    assert answer.status_code == 422
    assert "1 MB." in answer.content.decode() or "not a proper" in answer.content.decode()
    assert District.stored().logo is None


def test_another_logo_takes_its_place_and_the_first_one_goes(
    client, settings_of, tmp_path, django_capture_on_commit_callbacks
):
    settings_of(new_logo=sent(picture()))
    first = District.stored().logo
    with django_capture_on_commit_callbacks(execute=True):
        settings_of(new_logo=sent(picture(size=(300, 300))))
    assert [file.stem for file in (tmp_path / "logo").iterdir()] == [str(District.stored().logo)]
    assert client.get(f"/logo/{first}/").status_code == 404


def test_settings_saved_without_a_file_keep_it_and_removing_is_told_in_history(
    settings_of, tmp_path, django_capture_on_commit_callbacks
):
    settings_of(new_logo=sent(picture()))
    key = District.stored().logo
    settings_of(contract_days=186)
    assert District.stored().logo == key
    with django_capture_on_commit_callbacks(execute=True):
        settings_of(without_logo="on", why="An old one")
    assert District.stored().logo is None
    assert list((tmp_path / "logo").iterdir()) == []
    entry = AuditEntry.objects.order_by("-pk").first()
    assert entry.changes["logo"] == [str(key), None]


def test_a_logo_whose_file_is_gone_is_no_error(client, settings_of):
    settings_of(new_logo=sent(picture()))
    logos.drop(District.stored().logo)
    assert client.get(f"/logo/{District.stored().logo}/").status_code == 404
    assert client.get(f"/logo/{uuid.uuid4()}/").status_code == 404
    assert client.get("/").status_code == 200
