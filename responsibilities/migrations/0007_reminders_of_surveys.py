from django.db import migrations, models

KINDS = [
    ("empty_week", "week without entry"),
    ("open_month", "month not closed"),
    ("check_back", "check-back due"),
    ("survey", "survey to answer"),
    ("asked", "asked by the coordinator"),
    ("copy", "copy of a visit"),
]


class Migration(migrations.Migration):
    dependencies = [("responsibilities", "0006_months_waiting")]

    operations = [
        migrations.AlterField(
            model_name="sentreminder",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=12, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="wishes",
            name="reminders",
            field=models.BooleanField(
                default=False,
                help_text="One digest: a week without an entry, a month not closed, a check-back due, "
                "a survey to answer.",
                verbose_name="remind me by e-mail",
            ),
        ),
    ]
