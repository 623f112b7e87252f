"""The sums as they follow from the log, a whole table at a time: to check the stored ones, and to build them anew."""

from django.db import connection, transaction
from django.db.models import Case, Count, ExpressionWrapper, F, IntegerField, Min, Sum, Value, When
from django.db.models.functions import TruncMonth

from responsibilities.models import COUNTED, LANES, Activity, Contact, Support
from responsibilities.rollups.changes import TABLES
from responsibilities.rollups.tables import MONTH_SUMS

SHOWN = 20


def rebuild():
    """Make all sums anew from the log; after bulk inserts, in their transaction. Writers wait meanwhile."""
    with transaction.atomic():
        hold_writers()
        for table in TABLES:
            table.model._base_manager.all()._raw_delete(table.model._base_manager.db)
            columns, rows = from_log(table)
            sql, params = rows.query.sql_with_params()
            with connection.cursor() as cursor:
                named = [table.model._meta.get_field(name).column for name in columns]
                cursor.execute(" ".join(["INSERT INTO", table.name, "(", ", ".join(named), ")", sql]), params)


def check():
    """Lines that say where stored sums and the log differ, at most `SHOWN` a table; empty when they agree."""
    with transaction.atomic():
        return [line for table in TABLES for line in differences(table)]


def differences(table):
    columns, expected = from_log(table)
    stored = table.model._base_manager.order_by().values_list(*columns)
    found = [("stored", row) for row in stored.difference(expected)[:SHOWN]]
    found += [("log", row) for row in expected.difference(stored)[:SHOWN]]
    pairs = [(where, dict(zip(columns, row, strict=True))) for where, row in found]
    return [f"{table.model._meta.model_name}: {where} has {told(row)}" for where, row in pairs]


def told(row):
    return ", ".join(f"{name} {value}" for name, value in row.items())


def hold_writers():
    """Nobody writes sums until this transaction ends, and a large log may take its time (PostgreSQL; SQLite has one
    writer anyway)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
        for table in TABLES:
            cursor.execute(" ".join(["LOCK TABLE", table.name, "IN EXCLUSIVE MODE"]))


def from_log(table):
    """`(columns, rows)` of a table as the log has them, each a tuple in the order of the columns."""
    if table.sums == MONTH_SUMS:
        return month_sums(table)
    return visit_sums(table)


def month_sums(table):
    """Minutes by the key of the table."""
    entries = Activity.objects.counted().order_by().annotate(of_month=TruncMonth("date"))
    lane = ExpressionWrapper(F("leader") % LANES, output_field=IntegerField())
    entries = entries.annotate(lane=lane)
    key = ["of_month" if name == "month" else name for name in table.key]
    sums = {
        "of_all": Sum("minutes"),
        "of_one": Sum(minutes_if(contact=Contact.ONE_ON_ONE)),
        "of_group": Sum(minutes_if(contact=Contact.GROUP)),
        "of_contract": Sum(minutes_if(in_contract=True)),
        "of_participants": Sum(F("minutes") * F("participants"), output_field=IntegerField()),
        "of_entries": Count("pk"),
    }
    return [*table.key, *MONTH_SUMS], entries.values(*key).annotate(**sums).values_list(*key, *sums)


def minutes_if(**facts):
    return Case(When(**facts, then=F("minutes")), default=Value(0), output_field=IntegerField())


def visit_sums(table):
    """Visits by the key of the table, with the first month or the number of teachers beside them."""
    visits = Support.objects.filter(activity__status__in=COUNTED).order_by()
    visits = visits.annotate(of_year=F("activity__school_year"), of_leader=F("activity__leader"))
    names = {"school_year": "of_year", "leader": "of_leader"}
    key = [names.get(name, name) for name in table.key]
    sums = {"of_minutes": Sum("activity__minutes"), "of_visits": Count("pk")}
    beside = {"of_first": Min(TruncMonth("date"))} if table.first else {"of_teachers": Count("person", distinct=True)}
    rows = visits.values(*key).annotate(**sums, **beside).values_list(*key, *sums, *beside)
    return [*table.key, *table.sums, "first" if table.first else "teachers"], rows
