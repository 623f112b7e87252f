from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("responsibilities", "0005_request_to_unlock"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="month",
            index=models.Index(
                fields=["month"], name="month_waiting", condition=Q(status="attested") | ~Q(unlock_wish="")
            ),
        ),
    ]
