"""The floor's tables about programs: the columns that its pages read."""

from django.db import models


class Program(models.Model):
    name = models.CharField(max_length=160)

    class Meta:
        app_label = "floor_app"

    def __str__(self):
        return self.name


class Cohort(models.Model):
    program = models.ForeignKey(Program, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    school_year = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()
    capacity = models.PositiveSmallIntegerField()
    held = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor_app"
        indexes = [
            models.Index(fields=["-start", "id"], name="floor_start"),
            models.Index(fields=["school_year"], name="floor_year"),
        ]

    def __str__(self):
        return self.name


class Enrollment(models.Model):
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT)
    person = models.ForeignKey("floor_app.Person", on_delete=models.PROTECT)
    participant = models.CharField(max_length=8)
    status = models.CharField(max_length=10)
    applied_on = models.DateField()
    minutes = models.PositiveIntegerField()
    attended = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor_app"
        indexes = [
            models.Index(fields=["-applied_on", "id"], name="floor_applied"),
            models.Index(fields=["status", "participant"], name="floor_status"),
        ]

    def __str__(self):
        return self.status
