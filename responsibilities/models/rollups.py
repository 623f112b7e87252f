"""Sums of the log, kept in the transaction of each entry and rebuildable from it: what pages and reports read.

Only `responsibilities.rollups` writes them. People do not add up over months or schools, so who was reached has tables
of its own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Person, School
from responsibilities import access
from responsibilities.models.activities import Contact
from responsibilities.models.categories import Category


class Sums(models.Model):
    """Minutes and entries of a month; `participant_minutes` are minutes × participants, never mixed with them."""

    month = models.DateField(_("month"))
    school_year = models.PositiveSmallIntegerField(_("school year"))
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category"))
    site = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    contact = models.CharField(_("contact"), max_length=10, choices=Contact.choices)
    in_contract = models.BooleanField(_("in the contract day"))
    minutes = models.PositiveBigIntegerField(_("minutes"), default=0)
    participant_minutes = models.PositiveBigIntegerField(_("participant minutes"), default=0)
    entries = models.PositiveIntegerField(_("entries"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.minutes}"


class LeaderMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.leader_months(self, user)


class LeaderMonth(Sums):
    """Time of one appointment in a month by category, site, contact and contract day."""

    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("teacher leader"))
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="month_sums", verbose_name=_("appointment")
    )

    objects = LeaderMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of a teacher leader")
        verbose_name_plural = _("months of teacher leaders")
        indexes = [
            models.Index(fields=["leader", "school_year", "month"], name="leader_month_leader"),
            models.Index(fields=["month", "leader"], name="leader_month_month"),
            models.Index(fields=["site", "month"], name="leader_month_site"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "month", "school_year", "category", "site", "contact", "in_contract"],
                name="leader_month_once",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=0, entries__gte=0), name="leader_month_not_negative"),
        ]


class SchoolMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.school_months(self, user)


class SchoolMonth(Sums):
    """Time at one site in a month by category, contact and contract day: what the district's charts add up."""

    objects = SchoolMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of a school")
        verbose_name_plural = _("months of schools")
        indexes = [models.Index(fields=["school_year", "site", "month"], name="school_month_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "month", "school_year", "category", "contact", "in_contract"], name="school_month_once"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=0, entries__gte=0), name="school_month_not_negative"),
        ]


class ReachedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.reached(self, user)


class Reached(models.Model):
    """One supported teacher in a school year, by leader and the school where the teacher belonged."""

    school_year = models.PositiveSmallIntegerField(_("school year"))
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name=_("school"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("supported teacher"))
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("teacher leader"))
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    visits = models.PositiveIntegerField(_("visits"), default=0)

    objects = ReachedQuerySet.as_manager()

    class Meta:
        verbose_name = _("reached teacher")
        verbose_name_plural = _("reached teachers")
        indexes = [
            models.Index(fields=["leader", "school_year"], name="reached_leader"),
            models.Index(fields=["school_year", "school", "person"], name="reached_school"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "leader", "school_year", "school"], name="reached_once"),
            models.CheckConstraint(condition=Q(visits__gt=0), name="reached_visits"),
        ]

    def __str__(self):
        return f"{self.school_year}: {self.minutes}"


class SchoolReachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.school_months(self, user, "school")


class SchoolReach(models.Model):
    """How many different teachers of a school were supported in a school year, and for how many minutes in all."""

    school_year = models.PositiveSmallIntegerField(_("school year"))
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name=_("school"))
    teachers = models.PositiveIntegerField(_("supported teachers"), default=0)
    minutes = models.PositiveBigIntegerField(_("minutes"), default=0)
    visits = models.PositiveIntegerField(_("visits"), default=0)

    objects = SchoolReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("reach of a school")
        verbose_name_plural = _("reach of schools")
        constraints = [
            models.UniqueConstraint(fields=["school_year", "school"], name="school_reach_once"),
            models.CheckConstraint(
                condition=Q(teachers__gte=0, minutes__gte=0, visits__gte=0), name="school_reach_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.school_year}: {self.teachers}"
