"""Import a OneRoster package or a school list from the command line; see docs/imports.md."""

import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.actions.imports import ImportBusy, apply_import, reading_of, why
from leaders.imports.apply import NeedsConfirmation, PreviewChanged
from leaders.imports.preview import keep_preview
from leaders.imports.problems import Problem, Unusable
from leaders.imports.rows import PERSON
from leaders.imports.words import changes_in_words, counts_in_words, passed_over, stop_in_words
from leaders.models import ImportBatch, ImportRow, User

DONE, REFUSED_ROWS, UNUSABLE, NEEDS_ANSWER = 0, 1, 2, 3
EXIT_CODES = """exit codes:
  0  done, or nothing to do
  1  some rows were refused; the others, if any, were imported
  2  the file cannot be used, or the arguments are wrong; nothing was imported
  3  an answer is needed (--confirm-deactivations or --district), or another import was faster; nothing was imported"""
SHOWN_CHANGES = 20
SHOWN_REFUSED = 100


class Rehearsal(Exception):
    """Ends a dry run, so that nothing of it stays."""


class Command(BaseCommand):
    help = "Import staff and schools from OneRoster (zip, folder, users.csv, orgs.csv) or an NCES school list."

    def create_parser(self, *args, **kwargs):
        parser = super().create_parser(*args, **kwargs)
        parser.epilog = EXIT_CODES
        return parser

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="zip, folder, CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--district", default="", metavar="LEAID", help="district to take from a list of several")
        parser.add_argument(
            "--confirm-deactivations", action="store_true", help="go on although many people or schools would leave"
        )
        parser.add_argument(
            "--all-staff",
            action="store_true",
            help="the file lists all staff: those it does not hold have left",
        )
        parser.add_argument("--by", default="", metavar="EMAIL", help="user that the history names")

    def handle(self, *, path, dry_run, district, confirm_deactivations, all_staff, by, **options):
        user = self.user(by)
        batch = ImportBatch(name=path.name[:255], uploaded_by=user, options={"district": district} if district else {})
        try:
            reading = reading_of(batch, path)
            reading.whole |= {PERSON} if all_staff else set()
            with transaction.atomic():
                code = self.run(batch, reading, user, dry_run, confirm_deactivations)
                if dry_run or code == NEEDS_ANSWER:
                    raise Rehearsal(code)
        except Rehearsal as rehearsal:
            code = rehearsal.args[0]
        except Unusable as unusable:
            self.stderr.write(self.style.ERROR(str(unusable)))
            code = UNUSABLE
        if code:
            sys.exit(code)

    def user(self, email):
        if not email:
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None or not user.may("leaders.import_data"):
            raise CommandError(_("%(email)s is not a user who may import.") % {"email": email}, returncode=UNUSABLE)
        return user

    def run(self, batch, reading, user, dry_run, is_confirmed):
        """Compare, tell, and write unless it is a dry run; answers the exit code."""
        diff = keep_preview(batch, reading, timezone.localdate())
        self.tell(batch)
        if batch.status == ImportBatch.Status.CHOOSING:
            return NEEDS_ANSWER
        refused = any(finding.verdict == ImportRow.Verdict.REFUSED for finding in diff.findings)
        if batch.summary["stops"] and not is_confirmed:
            self.stderr.write(
                self.style.ERROR(_("Nothing was imported. Add --confirm-deactivations if this is right."))
            )
            return NEEDS_ANSWER
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was written."))
        elif not batch.rows.written().exists():
            self.stdout.write(_("Nothing to write."))
            if not refused:
                batch.delete()
        elif not self.write(batch, user, is_confirmed):
            return NEEDS_ANSWER
        return REFUSED_ROWS if refused else DONE

    def write(self, batch, user, is_confirmed):
        try:
            apply_import(batch=batch, by=user, is_confirmed=is_confirmed)
        except (NeedsConfirmation, PreviewChanged, ImportBusy) as failure:
            self.stderr.write(self.style.ERROR(why(failure)))
            return False
        self.stdout.write(
            self.style.SUCCESS(_("Imported on %(at)s.") % {"at": f"{timezone.localtime():%Y-%m-%d %H:%M}"})
        )
        return True

    def tell(self, batch):
        """The summary that people read: what the file is, what it would do, what is odd about it."""
        summary = batch.summary
        self.stdout.write(f"{batch.name}: {batch.format}")
        for kind, counts in summary["counts"].items() if not summary["choices"] else ():
            self.stdout.write(f"  {counts_in_words(kind, counts)}")
        if left_out := passed_over(summary):
            said = "; ".join(f"{what}: {count}" for what, count in left_out)
            self.stdout.write("  " + _("Left out on purpose: %(said)s") % {"said": said})
        for problem in summary["problems"]:
            self.stdout.write(self.style.WARNING(f"  ! {Problem(**problem)}"))
        self.tell_rows(batch)
        self.tell_questions(summary)

    def tell_rows(self, batch):
        refused = batch.rows.filter(verdict=ImportRow.Verdict.REFUSED)
        for row in refused[:SHOWN_REFUSED]:
            problem = Problem(row.reason, row.mend, row.file, row.row, row.column)
            self.stdout.write(self.style.ERROR(f"  x {problem}"))
        more = refused.count() - SHOWN_REFUSED
        self.tell_more(ngettext("… and %(n)s more refused row", "… and %(n)s more refused rows", more), more)
        changed = batch.rows.filter(verdict__in=[ImportRow.Verdict.CHANGED, ImportRow.Verdict.LEAVES])
        for row in changed[:SHOWN_CHANGES]:
            self.stdout.write(f"  ~ {row.label}: {changes_in_words(row)}")
        more = changed.count() - SHOWN_CHANGES
        self.tell_more(ngettext("… and %(n)s more change", "… and %(n)s more changes", more), more)
        noted = batch.rows.exclude(verdict=ImportRow.Verdict.REFUSED).exclude(reason="")
        for reason, count in Counter(noted.values_list("reason", flat=True)).most_common(SHOWN_CHANGES):
            self.stdout.write(self.style.WARNING(f"  ? {count} × {reason}"))

    def tell_more(self, said, count):
        if count > 0:
            self.stdout.write("  " + said % {"n": count})

    def tell_questions(self, summary):
        if summary["leaders"]:
            said = ngettext(
                "%(n)s person who leaves holds an appointment that has not ended: %(names)s",
                "%(n)s people who leave hold appointments that have not ended: %(names)s",
                len(summary["leaders"]),
            )
            named = {"n": len(summary["leaders"]), "names": "; ".join(summary["leaders"][:SHOWN_CHANGES])}
            self.stdout.write(self.style.WARNING(f"  ! {said % named}"))
        for kind in summary["stops"]:
            self.stderr.write(self.style.ERROR(stop_in_words(summary, kind)))
        if summary["choices"]:
            self.stderr.write(self.style.ERROR(_("The file holds several districts. Choose one with --district:")))
            for choice in summary["choices"]:
                self.stderr.write(f"  {choice['code']}  {choice['label']} ({choice['schools']})")
