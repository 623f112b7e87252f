# A saved view leads to its list, whose address may be long.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0014_speed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clientkey",
            name="result",
            field=models.CharField(blank=True, max_length=2400, verbose_name="led to"),
        ),
    ]
