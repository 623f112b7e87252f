"""Indexes for lists of 100,000 participants: seats of teacher leaders by cohort, and what was handed in by its day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0008_stories_of_people"),
        ("programs", "0009_application_files"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(("participant", "current"), ("status__in", ["accepted", "enrolled", "completed"])),
                fields=["cohort"],
                name="enrollment_leader_seats",
            ),
        ),
        migrations.AddIndex(
            model_name="evidencepiece",
            index=models.Index(fields=["submitted_on", "id"], name="piece_submitted"),
        ),
    ]
