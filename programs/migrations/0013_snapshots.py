"""Frozen reports, which are added once and never changed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

REFUSAL = "Frozen reports are never changed or removed."
POSTGRESQL = f"""
CREATE FUNCTION programs_snapshot_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER programs_snapshot_kept BEFORE UPDATE OR DELETE ON programs_reportsnapshot
FOR EACH ROW EXECUTE FUNCTION programs_snapshot_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER programs_snapshot_kept ON programs_reportsnapshot;
DROP FUNCTION programs_snapshot_refuse();
"""
SQLITE = [
    f"CREATE TRIGGER programs_snapshot_no_{verb} BEFORE {verb.upper()} ON programs_reportsnapshot "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
]
# REPLACE deletes without firing the trigger on deletion.
SQLITE += [
    """
CREATE TRIGGER programs_snapshot_no_replace BEFORE INSERT ON programs_reportsnapshot
WHEN EXISTS (SELECT 1 FROM programs_reportsnapshot WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'Frozen reports are never changed or removed.'); END
"""
]
SQLITE_BACK = [f"DROP TRIGGER programs_snapshot_no_{verb}" for verb in ("update", "delete", "replace")]


def _run(schema_editor, postgresql, sqlite):
    for statement in [postgresql] if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


def protect(apps, schema_editor):
    """The database itself refuses to change or remove a frozen report."""
    _run(schema_editor, POSTGRESQL, SQLITE)


def release(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_sorted_participants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, verbose_name="number of the report")),
                ("slug", models.SlugField(verbose_name="report")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("period", models.CharField(max_length=120, verbose_name="period")),
                ("chosen", models.JSONField(blank=True, default=dict, verbose_name="chosen")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("document", models.JSONField(verbose_name="figures and definitions")),
                ("pdf", models.BinaryField(verbose_name="PDF")),
                ("xlsx", models.BinaryField(verbose_name="workbook")),
                ("data_version", models.CharField(max_length=40, verbose_name="data version")),
                ("is_aggregate", models.BooleanField(default=False, verbose_name="open to everyone")),
                ("made_on", models.DateTimeField(default=django.utils.timezone.now, verbose_name="frozen on")),
                ("why", models.CharField(max_length=255, verbose_name="why")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="frozen by",
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen report",
                "verbose_name_plural": "frozen reports",
                "ordering": ["-made_on", "-pk"],
                "indexes": [models.Index(fields=["-made_on", "-id"], name="snapshot_when")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="snapshot_has_a_reason",
                        violation_error_message="Say what it is frozen for.",
                    )
                ],
            },
        ),
        migrations.RunPython(protect, release),
    ]
