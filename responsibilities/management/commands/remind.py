"""Send the reminders that are due: run it once a day from cron or a timer; see docs/for-it.md."""

from django.core.management.base import BaseCommand
from django.urls import get_resolver

from leaders.models import User
from responsibilities import reminders, rules


class Command(BaseCommand):
    help = "Mail the reminders that are due to those who switched them on; each is sent once, however often this runs."

    def handle(self, *args, **options):
        list(get_resolver().url_patterns)  # apps add what they remind of beside their pages
        users = User.objects.filter(is_active=True, wishes__reminders=True, person__isnull=False)
        today, mails, told = rules.today(), 0, 0
        for user in users.select_related("person").order_by("pk"):
            if count := reminders.send_digest(user, today):
                mails, told = mails + 1, told + count
        self.stdout.write(f"{mails} mails with {told} reminders.")
