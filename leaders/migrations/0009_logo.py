"""The district's logo."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leaders", "0008_stories_of_people")]

    operations = [
        migrations.AddField(
            model_name="district",
            name="logo",
            field=models.UUIDField(editable=False, null=True, verbose_name="logo"),
        ),
    ]
