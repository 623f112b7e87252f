from django.db import migrations, models

CHOICES = [
    ("reach", "reach: share of teachers supported"),
    ("direct", "share of direct time"),
    ("cycles", "coaching cycles completed"),
    ("headcount", "teacher leaders in the year"),
    ("fte", "TL FTE in the year"),
    ("seats", "seats taken in programs"),
    ("completions", "programs completed"),
    ("retention_1", "completers in a teacher leader role one year later"),
    ("retention_2", "completers in a teacher leader role two years later"),
    ("retention_3", "completers in a teacher leader role three years later"),
]


class Migration(migrations.Migration):
    dependencies = [("programs", "0010_speed")]

    operations = [
        migrations.AlterField(
            model_name="indicator",
            name="measure",
            field=models.CharField(
                blank=True,
                choices=CHOICES,
                help_text="A figure that Trellis can fill in, when somebody asks it to.",
                max_length=12,
                verbose_name="own figure",
            ),
        ),
    ]
