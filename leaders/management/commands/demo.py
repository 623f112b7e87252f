from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import demo
from leaders.demo.accounts import PASSWORD
from leaders.models import Person, School, User


class Command(BaseCommand):
    help = "Make the demo district (once) and print its sign-ins. Refused on a production site."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demo district has known passwords. Set TRELLIS_MODE=demo to use it, on your own machine only."
            )
        made = demo.build()
        self.stdout.write("Demo district made." if made else "Demo district is already there.")
        self.stdout.write(f"{School.objects.count()} sites, {Person.objects.count()} people.")
        self.stdout.write(f"Sign in as any of these with the password {PASSWORD}")
        for email in (
            User.objects.filter(email__endswith="@trellis.example").order_by("pk").values_list("email", flat=True)
        ):
            self.stdout.write(f"  {email}")
