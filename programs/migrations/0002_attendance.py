import django.db.models.deletion
from django.db import migrations, models

import programs.models.sessions


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0001_programs"),
        ("responsibilities", "0006_months_waiting"),
    ]

    operations = [
        migrations.RenameField(model_name="session", old_name="code", new_name="door_code"),
        migrations.RenameField(model_name="session", old_name="end_code", new_name="exit_code"),
        migrations.AlterField(
            model_name="session",
            name="exit_code",
            field=models.CharField(
                default=programs.models.sessions.new_exit_code,
                editable=False,
                max_length=6,
                unique=True,
                verbose_name="code at the end",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="activity",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                help_text="What the participant logged for it as a teacher leader: once.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="attendance",
                to="responsibilities.activity",
                verbose_name="entry in the log",
            ),
        ),
    ]
