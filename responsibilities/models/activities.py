import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Discipline, Person, Role, School
from leaders.models.record import Record
from responsibilities import access
from responsibilities.models.categories import Category
from responsibilities.models.cycles import CoachingCycle

STEP = 15  # minutes
DAY = 24 * 60
COUNTED = ("submitted", "approved", "returned")


class Kind(models.TextChoices):
    """What was done (domain.md §2)."""

    CO_PLAN = "co_plan", _("co-plan")
    OBSERVE = "observe", _("observe")
    DEBRIEF = "debrief", _("debrief")
    MODEL_LESSON = "model_lesson", _("model lesson")
    CO_TEACH = "co_teach", _("co-teach")
    STUDENT_WORK = "student_work", _("look at student work")
    LEARNING_WALK = "learning_walk", _("learning walk")
    WALKTHROUGH = "walkthrough", _("walkthrough")
    PEER_VISIT = "peer_visit", _("peer visit")
    FORMAL_EVALUATION = "formal_evaluation", _("formal evaluation (fact and minutes only)")
    PLC = "plc", _("PLC")
    CONSULT = "consult", _("consult")
    REMOTE = "remote", _("e-mail or remote")
    PD_DESIGN = "pd_design", _("PD design")
    PD_DELIVERY = "pd_delivery", _("PD delivery")
    DATA_MEETING = "data_meeting", _("data meeting")
    MATERIALS = "materials", _("materials")
    OUTREACH_EVENT = "outreach_event", _("outreach event")
    LEADERSHIP_MEETING = "leadership_meeting", _("leadership meeting")
    TRAINING = "training", _("training or role-alike meeting")
    SUBSTITUTE = "substitute", _("covering a class")
    DUTY = "duty", _("lunch, bus or test duty")
    TRAVEL = "travel", _("travel")
    ADMIN = "admin", _("admin")


class Contact(models.TextChoices):
    """With whom: exactly one supported teacher, at least two, or none (domain.md §3)."""

    ONE_ON_ONE = "one_on_one", _("one-on-one")
    GROUP = "group", _("group")
    NONE = "none", _("without teachers")


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.activities(self, user)

    def own(self, user):
        return access.own_activities(self, user)

    def counted(self):
        """Time that was spent: what is planned or still a draft is not."""
        return self.filter(status__in=COUNTED)

    def waiting(self):
        """Planned or drafted: to be done, confirmed or dropped."""
        return self.exclude(status__in=COUNTED)

    def between(self, start, end):
        """Dates in the span, both inclusive."""
        return self.filter(date__gte=start, date__lte=end)

    def in_month(self, month):
        """Dates in the month that `month` (its first day) begins."""
        return self.filter(date__gte=month, date__lt=next_month(month))

    def with_names(self):
        """What a row of any list shows, in three queries."""
        return self.select_related("leader", "category", "site", "cycle").prefetch_related("supported")


class Activity(Record):
    """One log entry: what a teacher leader did on a date, for how many minutes, with whom. Tier B."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    class Source(models.TextChoices):
        FORM = "form", _("form")
        USUAL = "usual", _("usual activity")
        QUICK = "quick", _("quick entry")
        WEEK = "week", _("week")
        CALENDAR = "calendar", _("calendar file")
        REQUEST = "request", _("request for support")
        OFFLINE = "offline", _("phone, offline")
        PROGRAM = "program", _("program session")
        IMPORT = "import", _("import")

    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="activities", verbose_name=_("teacher leader")
    )
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="activities", verbose_name=_("appointment")
    )
    date = models.DateField(_("date"))
    start_time = models.TimeField(_("start"), null=True, blank=True, help_text=_("Optional."))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MaxValueValidator(DAY)], help_text=_("In steps of 15 minutes.")
    )
    school_year = models.PositiveSmallIntegerField(
        _("school year"), help_text=_("The calendar year in which it ends: 2027 is 2026–27.")
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="activities", verbose_name=_("category")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    contact = models.CharField(_("contact"), max_length=10, choices=Contact.choices)
    supported = models.ManyToManyField(
        Person, through="Support", related_name="supported_in", blank=True, verbose_name=_("supported teachers")
    )
    unnamed = models.PositiveSmallIntegerField(
        _("further participants"), default=0, help_text=_("In a group: how many more took part without being named.")
    )
    participants = models.PositiveSmallIntegerField(_("participants"), default=0, editable=False)
    site = models.ForeignKey(School, on_delete=models.PROTECT, related_name="activities", verbose_name=_("site"))
    stem_mode = models.CharField(
        _("STEM mode"), max_length=12, choices=Role.StemMode.choices, default=Role.StemMode.DISCIPLINE
    )
    disciplines = models.ManyToManyField(
        Discipline, blank=True, related_name="activities", verbose_name=_("disciplines")
    )
    cycle = models.ForeignKey(
        CoachingCycle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("coaching cycle"),
    )
    in_contract = models.BooleanField(_("in the contract day"), default=True)
    focus = models.CharField(
        _("focus"), max_length=120, blank=True, help_text=_("A few words, seen by coordinator and principal.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    returned_why = models.CharField(_("why it was returned"), max_length=255, blank=True)
    source = models.CharField(_("entered by"), max_length=8, choices=Source.choices, default=Source.FORM)
    calendar_uid = models.CharField(_("id in the calendar"), max_length=255, blank=True, editable=False)
    requested_by = models.ForeignKey(
        "leaders.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("requested by"),
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["leader", "-date", "-id"], name="activity_leader_date"),
            models.Index(fields=["site", "-date", "-id"], name="activity_site_date"),
            models.Index(fields=["-date", "-id"], name="activity_date"),
            models.Index(fields=["cycle", "-date"], name="activity_cycle", condition=Q(cycle__isnull=False)),
            models.Index(fields=["appointment", "-date"], name="activity_appointment"),
            models.Index(
                fields=["leader", "date"], name="activity_waiting", condition=Q(status__in=["planned", "draft"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=DAY, minutes=F("minutes") / STEP * STEP),
                name="activity_minutes_in_steps",
                violation_error_message=_("Minutes go in steps of 15, from 15 to 1,440."),
            ),
            models.CheckConstraint(
                condition=Q(contact="one_on_one", participants=1, unnamed=0)
                | Q(contact="group", participants__gte=2)
                | Q(contact="none", participants=0, unnamed=0),
                name="activity_contact",
                violation_error_message=_(
                    "One-on-one has exactly one supported teacher, a group at least two participants, "
                    "work without teachers has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "draft", "submitted", "approved", "returned"]),
                name="activity_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(returned_why=""),
                name="activity_returned_says_why",
                violation_error_message=_("Say what to mend."),
            ),
            models.UniqueConstraint(
                fields=["leader", "calendar_uid", "date"],
                condition=~Q(calendar_uid=""),
                name="activity_calendar_once",
                violation_error_message=_("This calendar event is already in the log."),
            ),
        ]

    def __str__(self):
        return _("%(minutes)s min on %(date)s") % {
            "minutes": self.minutes,
            "date": date_format(self.date, "SHORT_DATE_FORMAT"),
        }

    def get_absolute_url(self):
        return reverse("responsibilities:activity-detail", args=[self.pk])

    @property
    def month(self):
        """First day of the month that the entry belongs to."""
        return self.date.replace(day=1)

    @property
    def is_counted(self):
        return self.status in COUNTED

    def ends_at(self):
        """The minute of the day at which a timed entry ends, from 0 to 1440; None when it has no start."""
        if self.start_time is None:
            return None
        return self.start_time.hour * 60 + self.start_time.minute + self.minutes


class SupportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.supports(self, user)


class Support(models.Model):
    """One supported teacher of an activity, with the school where that teacher belonged on the day."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="supports", verbose_name=_("activity")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="supports", verbose_name=_("supported teacher")
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="supports", verbose_name=_("school"))
    date = models.DateField(_("date"))

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = _("supported teacher")
        verbose_name_plural = _("supported teachers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "-date"], name="support_person_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                name="support_once",
                violation_error_message=_("This teacher is listed twice."),
            ),
        ]

    def __str__(self):
        return str(self.person)


class ActivityVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(activity__in=Activity.objects.visible_to(user))


class ActivityVersion(models.Model):
    """How an entry of a locked month stood before a late amendment: kept for good, with who changed it and why."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="versions", verbose_name=_("activity")
    )
    number = models.PositiveIntegerField(_("version"))
    facts = models.JSONField(_("as it stood"))
    reason = models.CharField(_("why it was changed"), max_length=255)
    by = models.ForeignKey("leaders.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by"))
    at = models.DateTimeField(_("changed"), auto_now_add=True)

    objects = ActivityVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "number"],
                name="activity_version_once",
                violation_error_message=_("This version is already kept."),
            ),
        ]

    def __str__(self):
        return str(self.number)


def next_month(month):
    """First day of the month after the one that begins on `month`."""
    return (month + datetime.timedelta(days=31)).replace(day=1)
