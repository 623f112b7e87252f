"""What pay lines commit of each fund by fiscal year, reckoned once for the pay that is there; kept from now on."""

from collections import defaultdict
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from leaders import earning
from leaders.models.district import year_dates, year_of

JULY = 7


def reckon(apps, schema_editor):
    """As `leaders.committed.rebuild`, over the tables as they are at this point."""
    Committed, Compensation = (apps.get_model("leaders", name) for name in ("Committed", "Compensation"))
    district = apps.get_model("leaders", "District").objects.first()
    month = district.fiscal_year_start_month if district else JULY
    rows = Compensation.objects.exclude(appointment__status="withdrawn").prefetch_related("allocations")
    terms = defaultdict(list)
    for term in apps.get_model("leaders", "Term").objects.filter(retired_at__isnull=True):
        terms[term.appointment_id].append(term)
    found = defaultdict(Decimal)
    for pay in rows.iterator(chunk_size=1000):
        for year in range(year_of(pay.start, month), year_of(pay.end, month) + 1):
            amount = earning.promised(pay, terms[pay.appointment_id], *year_dates(year, month))
            for share, part in earning.by_fund(amount, pay.allocations.all()) or [(None, amount)]:
                found[pay.pk, share and share.source_id, year] += part
    Committed.objects.bulk_create(
        (
            Committed(compensation_id=pay, source_id=fund, fiscal_year=year, dollars=dollars)
            for (pay, fund, year), dollars in found.items()
            if dollars
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0009_logo"),
    ]

    operations = [
        migrations.CreateModel(
            name="Committed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year")),
                ("dollars", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="committed")),
                (
                    "compensation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="committed",
                        to="leaders.compensation",
                        verbose_name="compensation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="leaders.fundingsource",
                        verbose_name="fund",
                    ),
                ),
            ],
            options={
                "verbose_name": "committed dollars",
                "verbose_name_plural": "committed dollars",
                "indexes": [models.Index(fields=["fiscal_year", "source", "dollars"], name="committed_year")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", False)),
                        fields=("compensation", "fiscal_year", "source"),
                        name="committed_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", True)),
                        fields=("compensation", "fiscal_year"),
                        name="committed_once_unallocated",
                    ),
                    models.CheckConstraint(condition=models.Q(("dollars__gt", 0)), name="committed_is_something"),
                ],
            },
        ),
        migrations.RunPython(reckon, migrations.RunPython.noop),
    ]
