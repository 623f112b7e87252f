"""What the floor asks for: the columns of the site's tables that its page reads, and as many beside them."""

from django.db import models

KINDS = [("teacher", "teacher"), ("administrator", "administrator"), ("paraprofessional", "paraprofessional")]


class District(models.Model):
    name = models.CharField(max_length=120)

    class Meta:
        app_label = "floor_app"

    def __str__(self):
        return self.name


class School(models.Model):
    name = models.CharField(max_length=255)
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=12)
    enrollment = models.PositiveIntegerField(null=True)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor_app"

    def __str__(self):
        return self.name


class Person(models.Model):
    family_name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=600)
    email = models.EmailField()
    staff_kind = models.CharField(max_length=16, choices=KINDS)
    school = models.ForeignKey(School, on_delete=models.PROTECT)
    teaching_fte = models.DecimalField(max_digits=4, decimal_places=3)
    local_id = models.CharField(max_length=255)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor_app"
        indexes = [
            models.Index(fields=["family_name", "given_name", "id"], name="floor_name"),
            models.Index(fields=["staff_kind", "family_name", "given_name", "id"], name="floor_kind"),
        ]

    def __str__(self):
        return self.family_name
