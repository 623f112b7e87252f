"""`manage.py application_files`: compare files of applications with their rows, sweep up leftovers; run it nightly."""

from django.core.management.base import BaseCommand, CommandError

from programs.application_files import look_after

SHOWN = ["whole", "swept up", "missing", "changed"]


class Command(BaseCommand):
    help = "Look after files of applications; exit code 1 when a file is missing or was changed."

    def handle(self, *args, **options):
        counts = look_after()
        self.stdout.write(", ".join(f"{counts[word]} {word}" for word in SHOWN))
        if counts["missing"] or counts["changed"]:
            raise CommandError("Some files are missing or were changed outside the site: restore them from a backup.")
