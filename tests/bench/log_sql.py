"""The log of the bench as statements over a series of numbers: ten million rows in minutes, on both databases."""

import datetime
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from responsibilities.models import Activity, Month, Support

POSTGRES = connection.vendor == "postgresql"
# Percent of the entries up to which a category goes.
CATEGORIES = [
    (26, "coaching_modeling"),
    (43, "professional_development"),
    (49, "peer_observation_evaluation"),
    (62, "data_school_improvement"),
    (72, "program_implementation"),
    (84, "instructional_materials"),
    (87, "outreach_partners"),
    (90, "other_leadership"),
    (94, "own_learning"),
    (100, "diverted_duty"),
]
ONE, GROUP, IN_GROUP = 30, 42, 4  # percent one-on-one, percent up to which in groups; named teachers of a group


@dataclass
class Shape:
    """How many entries there are, and what surrounds them."""

    count: int
    leaders: int
    schools: int
    known: int
    per_school: int
    days: list
    years: list
    worked: int
    days_a_year: int
    first_appointment: int
    first_school: int
    first_cycle: int
    cycles_since: datetime.date
    open_since: datetime.date
    codes: dict

    @property
    def of_each(self):
        return -(-self.count // self.leaders)


def write(shape):
    """Entries and supported teachers in place of those that are there."""
    with unguarded(Activity, Support):
        run(insert(Activity, entries_from(shape), **entry(shape)))
        run(insert(Support, supports_from(shape), **support()))
    if POSTGRES:
        run(f"SELECT setval(pg_get_serial_sequence('{Activity._meta.db_table}', 'id'), {shape.count})")


def run(statement):
    with connection.cursor() as cursor:
        if POSTGRES:
            cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'")
        cursor.execute(statement)


@contextmanager
def unchecked():
    """Foreign keys hold by how the rows are made; nobody looks them up meanwhile (PostgreSQL)."""
    if POSTGRES:
        run("SET session_replication_role = replica")
    yield
    if POSTGRES:
        run("SET session_replication_role = origin")


@contextmanager
def unguarded(*tables):
    """Emptied tables without indexes and foreign keys, which come back, and are filled, at the end (PostgreSQL)."""
    names = [model._meta.db_table for model in tables]
    careful(False)
    for model in tables[::-1]:
        run(f"TRUNCATE {model._meta.db_table} CASCADE" if POSTGRES else f"DELETE FROM {model._meta.db_table}")
    indexes = plain_indexes(names) if POSTGRES else []
    for name, _definition in indexes:
        run(f'DROP INDEX "{name}"')
    with unchecked():
        yield
    for _name, definition in indexes:
        run(definition)
    careful(True)


def careful(wanted):
    """Whether the server writes so that a crash loses nothing; not while it is filled, it is only the bench's own."""
    if not POSTGRES:
        return
    verb = "RESET" if wanted else "SET"
    run(f"ALTER SYSTEM {verb} fsync{'' if wanted else ' = off'}")
    run(f"ALTER SYSTEM {verb} max_wal_size{'' if wanted else ' = 8192'}")
    run("SELECT pg_reload_conf()")


def plain_indexes(names):
    """`(name, definition)` of the indexes that keep no constraint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "JOIN pg_class t ON t.oid = i.indrelid WHERE NOT i.indisunique AND t.relname = ANY(%s)",
            [names],
        )
        return cursor.fetchall()


def insert(model, source, **columns):
    """INSERT … SELECT: the given expressions, and the model's own defaults for the rest."""
    fields = [field for field in model._meta.concrete_fields if field.attname in columns or not field.primary_key]
    values = [str(columns.get(field.attname) or literal(field)) for field in fields]
    names = ", ".join(f'"{field.column}"' for field in fields)
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values)} FROM {source}"


def literal(field):
    """A field's default as SQL."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "CURRENT_TIMESTAMP"
    return constant(field.get_default())


def constant(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, int) else f"'{value}'"


def series(count):
    """Rows `n` from 0 on."""
    if POSTGRES:
        return f"generate_series(0, {count - 1}) AS series(n)"
    return (
        f"(WITH RECURSIVE counted(n) AS (VALUES(0) UNION ALL SELECT n + 1 FROM counted WHERE n < {count - 1}) "
        "SELECT n FROM counted) AS series"
    )


def day(first, days):
    if POSTGRES:
        return f"(DATE '{first}' + {days})"
    return f"date('{first}', '+' || ({days}) || ' days')"


def entries_from(shape):
    """Numbers of each entry: leader `l`, turn `k`, school year `y`, day in it `i`, category `c`, contact `q`."""
    total = shape.days_a_year * (len(shape.years) - 1) + shape.worked
    last, size = len(shape.years) - 1, shape.days_a_year
    turns = (
        f"SELECT CAST(n AS bigint) AS n, n % {shape.leaders} AS l, n / {shape.leaders} AS k FROM {series(shape.count)}"
    )
    slots = f"SELECT n, l, k, k * {total} / {shape.of_each} AS slot FROM ({turns}) AS turns"
    year = f"CASE WHEN slot >= {last * size} THEN {last} ELSE slot / {size} END"
    return (
        f"(SELECT n, l, k, {year} AS y, slot - {size} * ({year}) AS i, "
        f"(k * 37 + l * 61) % 100 AS c, (k * 53 + k / 7 * 11 + l * 17) % 100 AS q FROM ({slots}) AS slots) AS entry"
    )


def entry(shape):
    """Columns of `Activity`."""
    date = date_of(shape)
    diverted = CATEGORIES[-2][0]
    return {
        "id": "n + 1",
        "leader_id": "l + 1",
        "appointment_id": f"{shape.first_appointment} + y * {shape.leaders} + l",
        "date": date,
        "minutes": "15 * (1 + (k * 5 + l) % 8)",
        "school_year": f"{shape.years[0]} + y",
        "category_id": "CASE "
        + " ".join(f"WHEN c < {most} THEN {shape.codes[code]}" for most, code in CATEGORIES)
        + " END",
        "kind": f"CASE WHEN c >= {diverted} THEN 'duty' WHEN q < {ONE} THEN 'co_plan' "
        f"WHEN q < {GROUP} THEN 'plc' ELSE 'materials' END",
        "contact": contact(),
        "participants": f"CASE {contact()} WHEN 'one_on_one' THEN 1 WHEN 'group' THEN {IN_GROUP} ELSE 0 END",
        "site_id": f"{shape.first_school} + l % {shape.schools}",
        "cycle_id": f"CASE WHEN {contact()} = 'one_on_one' AND k / 3 % {shape.known} = 0 "
        f"AND {date} >= '{shape.cycles_since}' THEN {shape.first_cycle} + l ELSE NULL END",
        "focus": "CASE WHEN n % 3 = 0 THEN '' ELSE 'questioning in fractions' END",
        "status": f"CASE WHEN {date} < '{shape.open_since}' THEN 'approved' ELSE 'submitted' END",
    }


def contact():
    return (
        f"CASE WHEN c >= {CATEGORIES[-2][0]} THEN 'none' WHEN q < {ONE} THEN 'one_on_one' "
        f"WHEN q < {GROUP} THEN 'group' ELSE 'none' END"
    )


def date_of(shape):
    weeks = "(i / 5) * 7 + i % 5"
    return "CASE y " + " ".join(f"WHEN {n} THEN {day(first, weeks)}" for n, first in enumerate(shape.days)) + " END"


def supports_from(shape):
    """One teacher of each one-on-one entry, four of each group, among those whom the leader knows."""
    place = f"({shape.known} * (l / {shape.schools}) + (k / 3 + g) % {shape.known}) % {shape.per_school}"
    teacher = f"{shape.leaders} + 1 + l % {shape.schools} + {shape.schools} * ({place})"
    turns = " UNION ALL ".join(f"SELECT {n} AS g" for n in range(IN_GROUP))
    which = f"({contact()} = 'one_on_one' AND g = 0) OR {contact()} = 'group'"
    return (
        f"(SELECT n + 1 AS entry, {teacher} AS person, {date_of(shape)} AS day FROM {entries_from(shape)}, "
        f"({turns}) AS turns WHERE {which}) AS visit JOIN leaders_person teacher ON teacher.id = visit.person"
    )


def support():
    return {
        "activity_id": "visit.entry",
        "person_id": "visit.person",
        "school_id": "teacher.home_school_id",
        "date": "day",
    }


def months(month, leaders, *, is_last):
    """A month of everybody: approved; the last one is closed by two of three."""
    source = series(leaders) + (" WHERE n % 3 > 0" if is_last else "")
    status = "attested" if is_last else "approved"
    at = f"'{timezone.now().isoformat(sep=' ')}'"
    run(
        insert(
            Month,
            source,
            leader_id="n + 1",
            month=f"'{month}'" if not POSTGRES else f"DATE '{month}'",
            status=f"'{status}'",
            attested_at=at if not POSTGRES else f"TIMESTAMPTZ {at}",
            minutes="600",
        )
    )
