"""Indexes that hold what is added up: release by appointment and site, and who was reached in a school year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0014_speed"),
        ("responsibilities", "0008_leader_years"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="teacherreach",
            name="teacher_reach_year",
        ),
        migrations.AddIndex(
            model_name="leaderyear",
            index=models.Index(
                fields=["school_year", "appointment", "site", "category", "in_contract_minutes"],
                name="leader_year_release",
            ),
        ),
        migrations.AddIndex(
            model_name="teacherreach",
            index=models.Index(fields=["school_year", "first", "minutes", "person"], name="teacher_reach_year"),
        ),
    ]
