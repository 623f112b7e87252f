"""`manage.py evidence`: scan what waits, compare files with their rows, sweep up what is left over; run it nightly."""

from django.core.management.base import BaseCommand, CommandError

from responsibilities.confidential.upkeep import look_after

SHOWN = ["whole", "scanned", "waiting", "infected", "swept up", "missing", "changed"]


class Command(BaseCommand):
    help = "Look after evidence files; exit code 1 when a file is missing or was changed."

    def handle(self, *args, **options):
        counts = look_after()
        self.stdout.write(", ".join(f"{counts[word]} {word}" for word in SHOWN))
        if counts["missing"] or counts["changed"]:
            raise CommandError("Some files are missing or were changed outside the site: restore them from a backup.")
