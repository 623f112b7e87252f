"""What the demo district consists of: every app adds its part in a module or package named `demo`.

`@part` over a function in `<app>/demo/` that makes the rows of that app once and answers whether it made any. The parts
run in the order of the apps, so that one finds the rows of those to its left.
"""

import functools

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

PARTS = []


def part(make):
    """Let the decorated function take part in making the demo district, on tables that the planner knows.

    Without counts of the rows just added, PostgreSQL plans for empty tables: one question took minutes.
    """

    @functools.wraps(make)
    def on_known_tables():
        if connection.vendor == "postgresql":
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in apps.get_models(True))
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {tables}")  # not the catalog, which other databases of the server wait for
        return make()

    PARTS.append(on_known_tables)
    return on_known_tables


@transaction.atomic
def build():
    """Make what is missing of the demo district, all or nothing. Returns whether anything was."""
    autodiscover_modules("demo")
    made = [make() for make in PARTS]  # all of them, also after one that made something
    return any(made)
