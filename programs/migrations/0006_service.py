import datetime
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0005_surveys"),
    ]

    operations = [
        migrations.AddField(
            model_name="serviceobligation",
            name="due_on",
            field=models.DateField(
                default=datetime.date(2030, 6, 30),
                editable=False,
                help_text="Last day of the school year in which the years and pauses end.",
                verbose_name="due until",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="servicepause",
            name="why",
            field=models.CharField(
                choices=[
                    ("leave", "leave or illness"),
                    ("no_position", "no position to hold"),
                    ("district", "the district asked for it"),
                    ("other", "other reason"),
                ],
                default="other",
                max_length=12,
                verbose_name="why",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="cohort",
            name="service_years",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="School years in a teacher leader role that whoever completes the cohort owes; 0 for none.",
                validators=[django.core.validators.MaxValueValidator(10)],
                verbose_name="years of service owed",
            ),
        ),
        migrations.AddIndex(
            model_name="serviceobligation",
            index=models.Index(fields=["status", "due_on"], name="obligation_due"),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(("service_years__lte", 10)),
                name="cohort_service_years",
                violation_error_message="At most 10 years of service are owed.",
            ),
        ),
        migrations.AlterField(
            model_name="evidencepiece",
            name="link",
            field=models.URLField(
                help_text="Where it can be read, for instance in the district's drive.",
                max_length=500,
                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                verbose_name="link",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencepiece",
            constraint=models.CheckConstraint(
                condition=models.Q(link__istartswith="http://") | models.Q(link__istartswith="https://"),
                name="piece_link_of_the_web",
                violation_error_message="Enter a web address that begins with https:// or http://.",
            ),
        ),
    ]
