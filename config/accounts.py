"""How sign-in differs from django-allauth's default: accounts are given, never taken."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from config import requests
from config.views import too_many_requests


class DistrictAccounts(DefaultAccountAdapter):
    """Sign-up is closed, tries are counted before the password is hashed, mail links lead to the configured address."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return requests.current().ip or "unknown"

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Tries are counted per account alone: the host that allauth adds, with its port, is the attacker's choice."""
        return credentials.get("email", "").lower()

    def pre_authenticate(self, request, **credentials):
        """Refuse further tries with 429 before the costly hash is computed, whether the account exists or not."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            raise ImmediateHttpResponse(too_many_requests(request)) from refusal

    def get_reset_password_from_key_url(self, key):
        """Link of a reset mail: never built from the request, whose host an attacker may choose."""
        uidb36, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[uidb36, token])
        return f"{settings.BASE_URL}{path}" if settings.BASE_URL else self.request.build_absolute_uri(path)


def change_password(request, extra_context=None):
    """Django admin's own page would count no tries and keep no history: passwords are changed in one place."""
    return redirect("account_change_password")
