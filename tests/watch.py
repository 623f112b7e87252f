"""What a request did to the data: the tables it wrote to, and the rows that differ afterwards."""

import re
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
BOOKKEEPING = {"django_session", "shared_cache"}


@contextmanager
def writes():
    """Collects the names of tables that statements inside write to, sessions and the cache left out."""
    tables = set()

    def look(execute, sql, params, many, context):
        if found := WRITE.match(sql):
            tables.update({found[1].lower()} - BOOKKEEPING)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


@contextmanager
def undone():
    """Whatever the block does to the database is taken back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def models(*labels):
    """Models of our apps with the hidden ones behind many-to-many fields."""
    return [
        model
        for label in labels or ("leaders", "responsibilities", "programs")
        for model in apps.get_app_config(label).get_models(True)
    ]


def snapshot(*labels):
    """`{table: {key: row}}` of all rows as the tables hold them: read without models, as hundreds are taken."""
    return {model._meta.db_table: _stored(model._meta) for model in models(*labels)}


def _stored(table):
    names = [field.column for field in table.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, names))} FROM {table.db_table}")
        rows = [dict(zip(names, map(_plain, values), strict=True)) for values in cursor.fetchall()]
    return {row[table.pk.column]: row for row in rows}


def _plain(value):
    """PostgreSQL hands out files as views, whose words are their places in memory."""
    return bytes(value) if isinstance(value, memoryview) else value


def differences(before, after):
    """`{(table, key): (row before, row after)}` of rows that differ."""
    return {
        (table, key): (rows.get(key), after[table].get(key))
        for table, rows in before.items()
        for key in rows.keys() | after[table].keys()
        if rows.get(key) != after[table].get(key)
    }
