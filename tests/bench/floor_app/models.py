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


CONTACTS = [("one_on_one", "one-on-one"), ("group", "group"), ("none", "without teachers")]
DONE = [("co_plan", "co-plan"), ("observe", "observe"), ("debrief", "debrief"), ("plc", "PLC")]


class Category(models.Model):
    name = models.CharField(max_length=80)

    class Meta:
        app_label = "floor_app"

    def __str__(self):
        return self.name


class Entry(models.Model):
    """What the site's log keeps of an entry, in one table."""

    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    supported = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    date = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    category = models.ForeignKey(Category, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=DONE)
    contact = models.CharField(max_length=10, choices=CONTACTS)
    site = models.ForeignKey(School, on_delete=models.PROTECT)
    focus = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor_app"
        indexes = [models.Index(fields=["leader", "-date", "-id"], name="floor_leader_date")]

    def __str__(self):
        return self.focus
