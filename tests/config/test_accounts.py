"""Signing in: closed to strangers, patient with mistakes, deaf to guessing."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


@pytest.fixture
def user():
    cache.clear()
    return get_user_model().objects.create_user(email="ana@example.org", password=PASSWORD)


def sign_in(client, email, password):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_the_right_password_opens_the_door(client, user):
    assert sign_in(client, "ana@example.org", PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_case_of_the_address_does_not_matter(client, user):
    assert sign_in(client, "Ana@Example.org", PASSWORD).status_code == 302


@pytest.mark.parametrize(("email", "password"), [("ana@example.org", "wrong"), ("nobody@example.org", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, user, email, password):
    answer = sign_in(client, email, password)
    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)
    assert [str(error) for error in answer.context["form"].non_field_errors()] == [
        "The email address and/or password you specified are not correct."
    ]


def test_a_closed_account_does_not_open(client, user):
    user.is_active = False
    user.save()
    sign_in(client, "ana@example.org", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped_before_the_hash_is_computed(client, user, monkeypatch):
    for _ in range(5):
        sign_in(client, "ana@example.org", "wrong")
    hashed = []
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda *seen: hashed.append(seen))
    answer = sign_in(client, "ana@example.org", PASSWORD)
    assert (answer.status_code, answer["Retry-After"], hashed) == (429, "300", [])


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/", "/accounts/confirm-email/"])
def test_nobody_makes_an_account_for_themselves(client, path):
    assert client.get(path).status_code == 404


def test_admin_has_no_sign_in_of_its_own(client):
    answer = client.get("/admin/login/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_reset_mail_leads_to_our_own_address_only(client, user, settings):
    settings.BASE_URL = "https://trellis.example.org"
    client.post("/accounts/password/reset/", {"email": "ana@example.org"}, HTTP_X_FORWARDED_HOST="evil.example.org")
    assert re.findall(r"https?://[^/\s]+", mail.outbox[0].body) == ["https://trellis.example.org"]


def test_reset_for_an_unknown_address_tells_nothing_and_sends_nothing(client, user):
    known = client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]
