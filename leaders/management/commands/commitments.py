from django.core.management.base import BaseCommand, CommandError

from leaders import committed


class Command(BaseCommand):
    help = "Check what is kept of committed dollars against a reckoning anew, or build it anew."

    def add_arguments(self, parser):
        either = parser.add_mutually_exclusive_group(required=True)
        either.add_argument("--check", action="store_true", help="say what differs; exit status 1 if anything does")
        either.add_argument("--rebuild", action="store_true", help="build all committed dollars anew")

    def handle(self, *, rebuild, **options):
        if rebuild:
            committed.rebuild()
            self.stdout.write("All committed dollars are built anew.")
        elif found := committed.check():
            self.stdout.write("\n".join(found))
            raise CommandError("They differ. Set them right with: manage.py commitments --rebuild")
        else:
            self.stdout.write("Committed dollars agree with terms, pay and funding shares.")
