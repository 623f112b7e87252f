"""Schools by the beginning of any word of their name, accents or not, without reading all of them."""

import django.contrib.postgres.indexes
from django.db import migrations

import config.folding
from config.folding import spaced_out


def fold_names(apps, schema_editor):
    schools = apps.get_model("leaders", "School").objects.using(schema_editor.connection.alias)
    rows = list(schools.only("name", "code", "nces_id"))
    for row in rows:
        row.search_name = spaced_out(row.name, row.code, row.nces_id)[:320]
    schools.bulk_update(rows, ["search_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("leaders", "0012_saved_views")]
    operations = [
        migrations.AddField(
            model_name="school",
            name="search_name",
            field=config.folding.FoldedField(
                default="", editable=False, max_length=320, of=("name", "code", "nces_id")
            ),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="school",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_name"], name="school_words", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
