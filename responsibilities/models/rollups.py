"""Sums of the log, kept in the transaction of each entry and rebuildable from it: what pages and reports read.

Only `responsibilities.rollups` writes them. Time is kept by leader, by school and for the district, each as fine as its
pages ask. People do not add up over months or schools, so who was reached has tables of its own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models import Appointment, Person, School
from responsibilities import access
from responsibilities.models.categories import Category

UNINDEXED = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False}  # each index costs every write
LANES = 32


class Sums(models.Model):
    """Minutes and entries of a span in a category; the middle three are parts of `minutes`, the rest of the time was
    without teachers. `participant_minutes` are minutes × participants, never mixed with leaders' minutes.
    """

    school_year = models.PositiveSmallIntegerField(_("school year"))
    category = models.ForeignKey(Category, verbose_name=_("category"), **UNINDEXED)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    one_on_one_minutes = models.PositiveIntegerField(_("one-on-one minutes"), default=0)
    group_minutes = models.PositiveIntegerField(_("group minutes"), default=0)
    in_contract_minutes = models.PositiveIntegerField(_("minutes in the contract day"), default=0)
    participant_minutes = models.PositiveIntegerField(_("participant minutes"), default=0)
    entries = models.PositiveIntegerField(_("entries"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.school_year}: {self.minutes}"


class MonthSums(Sums):
    """Sums of one month, named by its first day."""

    month = models.DateField(_("month"))

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.minutes}"


class LeaderYear(Sums):
    """Time of one appointment in a school year by category and site: what a whole district's release is read from."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="year_sums", verbose_name=_("appointment")
    )
    site = models.ForeignKey(School, verbose_name=_("site"), **UNINDEXED)

    class Meta:
        verbose_name = _("school year of a teacher leader")
        verbose_name_plural = _("school years of teacher leaders")
        indexes = [
            models.Index(
                fields=["school_year", "appointment", "site", "category", "in_contract_minutes"],
                name="leader_year_release",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "appointment", "category", "site"],
                name="leader_year_once",
            ),
            models.CheckConstraint(condition=Q(entries__gt=0), name="leader_year_holds_entries"),
        ]


class LeaderMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.leader_months(self, user)


class LeaderMonth(MonthSums):
    """Time of one appointment in a month by category and site."""

    leader = models.ForeignKey(Person, verbose_name=_("teacher leader"), **UNINDEXED)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="month_sums", verbose_name=_("appointment")
    )
    site = models.ForeignKey(School, verbose_name=_("site"), **UNINDEXED)

    objects = LeaderMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of a teacher leader")
        verbose_name_plural = _("months of teacher leaders")
        indexes = [
            models.Index(fields=["month", "leader"], name="leader_month_month"),
            models.Index(fields=["site", "school_year", "month"], name="leader_month_site"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "school_year", "month", "category", "site", "appointment"],
                name="leader_month_once",
            ),
            models.CheckConstraint(condition=Q(entries__gt=0), name="leader_month_holds_entries"),
        ]


class SchoolMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.school_months(self, user)


class SchoolMonth(MonthSums):
    """Time at one site in a month by category."""

    site = models.ForeignKey(School, verbose_name=_("site"), **UNINDEXED)

    objects = SchoolMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of a school")
        verbose_name_plural = _("months of schools")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "school_year", "month", "category"],
                name="school_month_once",
            ),
            models.CheckConstraint(condition=Q(entries__gt=0), name="school_month_holds_entries"),
        ]


class DistrictMonthQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.district_months(self, user)


class DistrictMonth(MonthSums):
    """Time in the district in a month by category: what its charts add up.

    Leaders are spread over `LANES` rows, so that two who write at once seldom wait for one another.
    """

    lane = models.PositiveSmallIntegerField(_("lane"), help_text=_("Remainder of the leader's number."))

    objects = DistrictMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of the district")
        verbose_name_plural = _("months of the district")
        constraints = [
            models.UniqueConstraint(fields=["school_year", "month", "category", "lane"], name="district_month_once"),
            models.CheckConstraint(condition=Q(entries__gt=0), name="district_month_holds_entries"),
        ]


class Visits(models.Model):
    """What supported teachers got: visits, and the minutes of them; `first` is the month of the first one."""

    school_year = models.PositiveSmallIntegerField(_("school year"))
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    visits = models.PositiveIntegerField(_("visits"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.school_year}: {self.minutes}"


class ReachedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.reached(self, user)


class Reached(Visits):
    """One supported teacher in a school year, by leader and the school where the teacher belonged."""

    school = models.ForeignKey(School, verbose_name=_("school"), **UNINDEXED)
    person = models.ForeignKey(Person, verbose_name=_("supported teacher"), **UNINDEXED)
    leader = models.ForeignKey(Person, verbose_name=_("teacher leader"), **UNINDEXED)
    first = models.DateField(_("first month"))

    objects = ReachedQuerySet.as_manager()

    class Meta:
        verbose_name = _("reached teacher")
        verbose_name_plural = _("reached teachers")
        indexes = [
            models.Index(fields=["leader", "school_year"], name="reached_leader"),
            models.Index(fields=["person", "school_year"], name="reached_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["school_year", "school", "person", "leader"], name="reached_once"),
            models.CheckConstraint(condition=Q(visits__gt=0), name="reached_visits"),
        ]


class TeacherReachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.teacher_reach(self, user)


class TeacherReach(Visits):
    """One supported teacher in a school year, over all leaders and schools: the district counts each teacher once."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="reach", verbose_name=_("supported teacher"), db_index=False
    )
    first = models.DateField(_("first month"))

    objects = TeacherReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("reach of a teacher")
        verbose_name_plural = _("reach of teachers")
        constraints = [
            models.UniqueConstraint(fields=["person", "school_year"], name="teacher_reach_once"),
            models.CheckConstraint(condition=Q(visits__gt=0), name="teacher_reach_visits"),
        ]
        indexes = [models.Index(fields=["school_year", "first", "minutes", "person"], name="teacher_reach_year")]


class SchoolReachQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.school_months(self, user, "school")


class SchoolReach(Visits):
    """How many different teachers of a school were supported in a school year, and for how many minutes in all."""

    school = models.ForeignKey(School, verbose_name=_("school"), **UNINDEXED)
    teachers = models.PositiveIntegerField(_("supported teachers"), default=0, db_default=0)

    objects = SchoolReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("reach of a school")
        verbose_name_plural = _("reach of schools")
        constraints = [
            models.UniqueConstraint(fields=["school_year", "school"], name="school_reach_once"),
            models.CheckConstraint(condition=Q(visits__gt=0), name="school_reach_visits"),
        ]
