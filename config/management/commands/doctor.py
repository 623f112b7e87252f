"""`manage.py doctor`: is this site set up so that it keeps what it is told, and to itself?"""

from django.core.management import BaseCommand, CommandError

from config import doctor


class Command(BaseCommand):
    help = "Proves database, static, mail and security settings; exit code 1 when one is weak."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--mail", action="store_true", help="also sign in to the mail server")

    def handle(self, *, mail, **options):
        findings = doctor.examine(mail_too=mail)
        for finding in findings:
            sign = "weak" if finding.advice else "ok"
            self.stdout.write(f"{sign:4}  {finding.subject:22} {finding.found}")
            if finding.advice:
                self.stdout.write(f"      → {finding.advice}")
        if weak := [finding.subject for finding in findings if finding.advice]:
            raise CommandError(f"Weak: {', '.join(weak)}.")
        self.stdout.write("All is well.")
