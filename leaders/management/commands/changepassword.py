from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from leaders.actions.users import set_password
from leaders.models import User


class Command(changepassword.Command):
    """Django's command of this name, with an entry in the history."""

    help = "Give a user a new password: asks for it twice."

    def handle(self, *, username, **options):
        user = User.objects.filter(email__iexact=username or "").first()
        if user is None:
            raise CommandError(f"There is no user {username or ''}. Say whose password it is, by e-mail address.")
        password = self._get_pass()
        if password != self._get_pass("Password (again): "):
            raise CommandError("The two passwords differ. Nothing was changed.")
        try:
            validate_password(password, user)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        set_password(user=user, password=password, by=None)
        return f"{user} has a new password."
