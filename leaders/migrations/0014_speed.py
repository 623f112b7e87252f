"""Indexes from which pages of a large district count: teachers by school, terms that stand, and leave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leaders", "0013_search"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("is_active", True), ("staff_kind", "teacher")),
                fields=["home_school", "id"],
                name="person_teacher",
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("retired_at__isnull", True)),
                fields=["end", "start", "appointment", "release_fte", "on_leave"],
                name="term_current",
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("on_leave", True), ("retired_at__isnull", True)),
                fields=["appointment", "start", "end"],
                name="term_leave",
            ),
        ),
    ]
