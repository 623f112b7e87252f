import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0003_history_is_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255, verbose_name="file")),
                (
                    "stored",
                    models.CharField(
                        blank=True, help_text="Random name; empty once read.", max_length=60, verbose_name="stored as"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="bytes")),
                ("format", models.CharField(blank=True, max_length=80, verbose_name="kind of file")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reading", "being read"),
                            ("choosing", "waits for a district to be chosen"),
                            ("ready", "ready to apply"),
                            ("applying", "being applied"),
                            ("applied", "applied"),
                            ("undone", "undone"),
                            ("refused", "cannot be used"),
                            ("discarded", "discarded"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("options", models.JSONField(default=dict, verbose_name="choices made")),
                (
                    "summary",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="counts and remarks",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=1000, verbose_name="what happened")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="fingerprint of the preview")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows in all")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="handed in")),
                ("touched_at", models.DateTimeField(auto_now=True, verbose_name="last sign of life")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="applied by",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed in by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-uploaded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[("school", "school"), ("person", "person")],
                        max_length=8,
                        verbose_name="kind of record",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("leaves", "leaves or closes"),
                            ("refused", "refused"),
                            ("unchanged", "unchanged"),
                        ],
                        max_length=10,
                        verbose_name="what will happen",
                    ),
                ),
                ("file", models.CharField(blank=True, max_length=120, verbose_name="file")),
                ("row", models.PositiveIntegerField(null=True, verbose_name="row")),
                ("column", models.CharField(blank=True, max_length=120, verbose_name="column")),
                ("label", models.CharField(blank=True, max_length=255, verbose_name="name")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="why")),
                ("mend", models.CharField(blank=True, max_length=500, verbose_name="how to mend it")),
                ("object_id", models.BigIntegerField(null=True, verbose_name="record")),
                (
                    "candidate",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what the file says",
                    ),
                ),
                (
                    "changes",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="before and after",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="leaders.importbatch",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "import row",
                "verbose_name_plural": "import rows",
                "ordering": ["batch", "number"],
            },
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["-uploaded_at", "-id"], name="import_when"),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", False), ("status__in", ["applied", "undone"])),
                    models.Q(
                        models.Q(("status__in", ["applied", "undone"]), _negated=True), ("applied_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="import_applied_has_date",
                violation_error_message="An applied import has a date; another has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "undone"), ("undone_at__isnull", False)),
                    models.Q(models.Q(("status", "undone"), _negated=True), ("undone_at__isnull", True)),
                    _connector="OR",
                ),
                name="import_undone_has_date",
                violation_error_message="An undone import has a date; another has none.",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"),
                name="import_row_number_once",
                violation_error_message="Each row of an import has its own number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="import_row_refused_says_why",
                violation_error_message="A refused row says why.",
            ),
        ),
    ]
