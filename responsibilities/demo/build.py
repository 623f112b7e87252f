from django.apps import apps
from django.db import connection, transaction

from config.demo import part
from leaders.models import User
from responsibilities.demo.asking import ask
from responsibilities.demo.log import Log
from responsibilities.demo.months import Months
from responsibilities.demo.notes import write_notes
from responsibilities.demo.promises import promise
from responsibilities.demo.stints import stints
from responsibilities.demo.story import NEXT_VISIT, tell
from responsibilities.demo.subjects import record_subjects
from responsibilities.demo.work import Work
from responsibilities.models import Activity, Category


@part
@transaction.atomic
def build():
    """Make the log of the demo district; does nothing when there is a log, or no demo. Returns whether it was made."""
    accounts = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@trellis.example")}
    if Activity.objects.exists() or "leader" not in accounts:
        return False
    categories = {row.code: row for row in Category.objects.all()}
    everyone, log = stints(), Log()
    leader, teacher = accounts["leader"].person, accounts["teacher"].person
    for stint in everyone:
        if stint.leader_id == leader.pk:
            tell(stint, teacher, log, categories)
        else:
            Work(stint, log, categories).fill()
    users = {user.person_id: user for user in accounts.values() if user.person_id}
    Months(log, accounts["coordinator"], users).close(everyone, keep_open=leader.pk)
    log.write()
    _count_rows()
    promise(everyone, categories)
    write_notes(accounts["leader"], accounts["teacher"], NEXT_VISIT)
    record_subjects()
    ask(accounts["principal"], leader, accounts["principal"].person.home_school)
    return True


def _count_rows():
    """Tell PostgreSQL of the new rows: until it looks by itself it takes tables for empty, and reads for minutes."""
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in apps.get_app_config("responsibilities").get_models()]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")
