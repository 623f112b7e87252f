"""`manage.py reseal`: seal all notes and files anew with the first of `SEALING_KEYS`; see docs/privacy.md."""

from django.core.management.base import BaseCommand, CommandError

from responsibilities.confidential import sealing
from responsibilities.confidential.resealing import reseal


class Command(BaseCommand):
    help = "Seal notes and files anew with the current key. May be stopped and started again."

    def handle(self, *args, **options):
        counts = reseal(self._say)
        self.stdout.write(f"{counts['sealed anew']} sealed anew with key {sealing.current()}.")
        if counts["refused"]:
            raise CommandError(
                f"{counts['refused']} could not be opened: their key is missing, or they were changed. "
                "Keep the old keys until this says 0."
            )

    def _say(self, counts):
        self.stdout.write(f"  {counts.total()} …")
