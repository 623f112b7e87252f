"""Search by the beginning of any word of a name without reading all names; SQLite keeps reading them."""

import django.contrib.postgres.indexes
from django.db import migrations


def add_trigrams(apps, schema_editor):
    """PostgreSQL's own extension (from 13 on, the owner of the database may add it); it stays when this is undone."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


class Migration(migrations.Migration):
    dependencies = [("leaders", "0006_former_kinds")]
    operations = [
        migrations.RunPython(add_trigrams, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_name"], name="person_words", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
