"""Time of each appointment by school year, added up from the months that are kept already."""

import django.db.models.deletion
from django.db import migrations, models


SUMS = [
    "minutes",
    "one_on_one_minutes",
    "group_minutes",
    "in_contract_minutes",
    "participant_minutes",
    "entries",
]
KEY = ["school_year", "appointment_id", "category_id", "site_id"]


def fill(apps, schema_editor):
    """In one statement, which may take its time on a large log."""
    months, years = (apps.get_model("responsibilities", name) for name in ("LeaderMonth", "LeaderYear"))
    rows = months.objects.order_by().values(*KEY).annotate(**{f"of_{name}": models.Sum(name) for name in SUMS})
    sql, params = rows.values_list(*KEY, *(f"of_{name}" for name in SUMS)).query.sql_with_params()
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(" ".join(["INSERT INTO", years._meta.db_table, "(", ", ".join([*KEY, *SUMS]), ")", sql]), params)


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0008_stories_of_people"),
        ("responsibilities", "0007_reminders_of_surveys"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeaderYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("school_year", models.PositiveSmallIntegerField(verbose_name="school year")),
                ("minutes", models.PositiveIntegerField(default=0, verbose_name="minutes")),
                ("one_on_one_minutes", models.PositiveIntegerField(default=0, verbose_name="one-on-one minutes")),
                ("group_minutes", models.PositiveIntegerField(default=0, verbose_name="group minutes")),
                (
                    "in_contract_minutes",
                    models.PositiveIntegerField(default=0, verbose_name="minutes in the contract day"),
                ),
                ("participant_minutes", models.PositiveIntegerField(default=0, verbose_name="participant minutes")),
                ("entries", models.PositiveIntegerField(default=0, verbose_name="entries")),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="year_sums",
                        to="leaders.appointment",
                        verbose_name="appointment",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="responsibilities.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="leaders.school",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "school year of a teacher leader",
                "verbose_name_plural": "school years of teacher leaders",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school_year", "appointment", "category", "site"), name="leader_year_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("entries__gt", 0)), name="leader_year_holds_entries"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
