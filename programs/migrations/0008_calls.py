import django.utils.timezone
from django.db import migrations, models


def versioned(name):
    """What a row that people edit has besides (`leaders.models.record.Record`)."""
    made = models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name="created")
    return [
        migrations.AddField(name, "created_at", made, preserve_default=False),
        migrations.AddField(name, "updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
        migrations.AddField(
            name, "version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("programs", "0007_facilitated")]

    operations = [*versioned("question"), *versioned("criterion")]
