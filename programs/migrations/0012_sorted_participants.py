"""Indexes for the orders in which participants are listed. Time and sessions have none: every check-in changes them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0008_stories_of_people"),
        ("programs", "0011_retention_measures"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["participant", "id"], name="enrollment_participant"),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["waiting_since", "id"], name="enrollment_waiting"),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["ended_on", "id"], name="enrollment_over"),
        ),
    ]
