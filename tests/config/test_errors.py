"""What people see when something goes wrong: plain words, a number to quote, nothing of the inside."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import path

from config import urls
from config.access import public

SECRET = "the inside of the machine"


def failing(error):
    @public
    def view(request):
        raise error(SECRET)

    return view


handler400, handler403, handler404, handler500 = (urls.handler400, urls.handler403, urls.handler404, urls.handler500)
urlpatterns = [
    path("bad", failing(SuspiciousOperation)),
    path("refused", failing(PermissionDenied)),
    path("gone", failing(Http404)),
    path("broken", failing(RuntimeError)),
    *urls.urlpatterns,
]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bad", 400, "could not read"),
        ("/refused", 403, "does not open this page"),
        ("/gone", 404, "nothing here for you"),
        ("/broken", 500, "our fault"),
    ],
)
def test_error_is_told_in_plain_words_with_a_number(address, status, words):
    answer = Client(raise_request_exception=False).get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert answer["X-Request-ID"] in page
    assert SECRET not in page


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_page_for_a_broken_site_is_bilingual_and_needs_no_database(django_db_blocker):
    with django_db_blocker.block():
        page = Client(raise_request_exception=False).get("/broken").content.decode()
    assert 'lang="es"' in page
    assert "REQUEST_ID" not in page


@pytest.mark.django_db
def test_form_from_elsewhere_is_refused_in_our_words():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ana@example.org"})
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()
