from django.db import models


class School(models.Model):
    name = models.CharField(max_length=255)

    class Meta:
        app_label = "floor_app"

    def __str__(self):
        return self.name


class Person(models.Model):
    family_name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=120)
    email = models.EmailField()
    staff_kind = models.CharField(max_length=16)
    school = models.ForeignKey(School, on_delete=models.PROTECT)

    class Meta:
        app_label = "floor_app"
        indexes = [
            models.Index(fields=["family_name", "given_name", "id"], name="floor_name"),
            models.Index(fields=["staff_kind", "family_name", "given_name", "id"], name="floor_kind"),
        ]

    def __str__(self):
        return self.family_name
