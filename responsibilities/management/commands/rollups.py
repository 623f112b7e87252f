from django.core.management.base import BaseCommand, CommandError

from responsibilities import rollups


class Command(BaseCommand):
    help = "Check the sums of the log against the log itself, or build them anew from it."

    def add_arguments(self, parser):
        either = parser.add_mutually_exclusive_group(required=True)
        either.add_argument("--check", action="store_true", help="say what differs; exit status 1 if anything does")
        either.add_argument("--rebuild", action="store_true", help="build all sums anew; who logs meanwhile waits")

    def handle(self, *, rebuild, **options):
        if rebuild:
            rollups.rebuild()
            self.stdout.write("All sums are built anew from the log.")
        elif found := rollups.check():
            self.stdout.write("\n".join(found))
            raise CommandError("Sums and log differ. Set the sums right with: manage.py rollups --rebuild")
        else:
            self.stdout.write("Sums and log agree.")
