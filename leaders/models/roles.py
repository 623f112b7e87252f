from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders import access
from leaders.models.district import year_label
from leaders.models.funding import FundingSource
from leaders.models.people import SHARE
from leaders.models.places import Discipline, Grade, School, grade_span
from leaders.models.record import Record


class PayKind(models.TextChoices):
    """How an appointment is paid (domain terms of `Compensation`)."""

    ANNUAL_STIPEND = "annual_stipend", _("annual stipend")
    PER_DIEM_DAYS = "per_diem_days", _("per-diem days")
    DAILY_RATE = "daily_rate", _("daily rate")
    HOURLY = "hourly", _("hourly")
    PERCENT_OF_SALARY = "percent_of_salary", _("percent of salary")
    SALARY_ADDITION = "salary_addition", _("salary addition")
    RELEASE_ONLY = "release_only", _("release only")
    IN_LIEU = "in_lieu", _("release or materials in lieu of pay")
    EXTERNAL_GRANT = "external_grant", _("external grant supplement")


class RoleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The catalogue of roles is open to everyone signed in."""
        return self if user.is_authenticated else self.none()

    def offered_in(self, school_year):
        """Roles in use in a school year; retired ones stay for reports on the past."""
        return self.filter(Q(first_year__isnull=True) | Q(first_year__lte=school_year)).filter(
            Q(last_year__isnull=True) | Q(last_year__gte=school_year)
        )


class Role(Record):
    """A catalogue entry (job family): what the job is for, whom it serves, and on what usual terms."""

    class Serves(models.TextChoices):
        FELLOW_EDUCATORS = "fellow_educators", _("fellow educators")
        STEM_PROGRAMMING = "stem_programming", _("STEM programming")
        STUDENTS_ONLY = "students_only", _("students only")
        OPERATIONS = "operations", _("operations")

    class StemMode(models.TextChoices):
        DISCIPLINE = "discipline", _("discipline-specific")
        INTEGRATED = "integrated", _("integrated")
        PRACTICE = "practice", _("STEM practice")

    class Sphere(models.TextChoices):
        SCHOOL = "school", _("one school")
        MULTI_SCHOOL = "multi_school", _("several schools")
        DISTRICT = "district", _("whole district")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)
    responsibilities = models.TextField(_("responsibilities"), blank=True, help_text=_("One per line."))
    is_formal = models.BooleanField(_("formal role"), default=True, help_text=_("A written role with an approver."))
    approver = models.CharField(_("approved by (office)"), max_length=120, blank=True)
    serves = models.CharField(_("serves"), max_length=20, choices=Serves.choices, default=Serves.FELLOW_EDUCATORS)
    stem_mode = models.CharField(_("STEM mode"), max_length=12, choices=StemMode.choices, default=StemMode.DISCIPLINE)
    sphere = models.CharField(_("sphere"), max_length=12, choices=Sphere.choices, default=Sphere.SCHOOL)
    disciplines = models.ManyToManyField(
        Discipline, through="RoleDiscipline", related_name="roles", verbose_name=_("disciplines")
    )
    release_min = models.DecimalField(_("lowest release"), max_digits=4, decimal_places=3, default=0, validators=SHARE)
    release_max = models.DecimalField(_("highest release"), max_digits=4, decimal_places=3, default=1, validators=SHARE)
    pay_kind = models.CharField(_("usual pay"), max_length=20, choices=PayKind.choices, default=PayKind.RELEASE_ONLY)
    pay_amount = models.DecimalField(
        _("usual amount"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("From the public pay schedule, in dollars."),
    )
    extra_days = models.PositiveSmallIntegerField(_("extra contract days"), default=0)
    may_evaluate = models.BooleanField(_("may evaluate teachers"), default=False)
    first_year = models.PositiveSmallIntegerField(_("first school year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(
        _("last school year"), null=True, blank=True, help_text=_("Leave empty while the role is in use.")
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(release_min__gte=0, release_min__lte=F("release_max"), release_max__lte=1),
                name="role_release_bounds",
                violation_error_message=_("Release bounds go from low to high, between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(is_formal=False) | ~Q(approver=""),
                name="role_formal_has_approver",
                violation_error_message=_("A formal role names the office that approves it."),
            ),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True) | Q(last_year__isnull=True) | Q(first_year__lte=F("last_year")),
                name="role_years_in_order",
                violation_error_message=_("The last school year is before the first."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:role-detail", args=[self.pk])


class RoleDiscipline(models.Model):
    """The share of a role's work in one discipline; the shares of a role sum to 100 percent."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="discipline_shares", verbose_name=_("role"))
    discipline = models.ForeignKey(
        Discipline, on_delete=models.PROTECT, related_name="role_shares", verbose_name=_("discipline")
    )
    share = models.DecimalField(
        _("share (percent)"),
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("discipline of the role")
        verbose_name_plural = _("disciplines of the role")
        ordering = ["-share", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "discipline"],
                name="role_discipline_once",
                violation_error_message=_("This discipline is listed twice."),
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100),
                name="role_discipline_share",
                violation_error_message=_("A share is more than 0 and at most 100 percent."),
            ),
        ]

    def __str__(self):
        return f"{self.discipline} {self.share.normalize():f}%"


class PositionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.positions(self, user)

    def matching(self, text):
        """Title, role or site contains `text`."""
        return self.filter(Q(title__icontains=text) | Q(role__name__icontains=text) | Q(site__name__icontains=text))

    def at(self, school):
        """Based at the school or serving it too."""
        return access.any_of(self, *access.sites("", [school]))

    def in_year(self, school_year):
        return self.filter(school_year=school_year)


class Position(Record):
    """A budgeted slot: a role at a site in one school year, with FTE and budget. It may be vacant."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="positions", verbose_name=_("role"))
    site = models.ForeignKey(School, on_delete=models.PROTECT, related_name="positions", verbose_name=_("site"))
    other_sites = models.ManyToManyField(
        School, blank=True, related_name="shared_positions", verbose_name=_("also serves")
    )
    school_year = models.PositiveSmallIntegerField(
        _("school year"), help_text=_("The calendar year in which it ends: 2027 is 2026–27.")
    )
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Leave empty to use the name of the role.")
    )
    fte = models.DecimalField(_("budgeted FTE"), max_digits=4, decimal_places=3, default=0, validators=SHARE)
    budget = models.DecimalField(
        _("budget"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    fund = models.ForeignKey(
        FundingSource,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name=_("planned fund"),
    )
    lowest_grade = models.SmallIntegerField(_("lowest grade served"), choices=Grade.choices, null=True, blank=True)
    highest_grade = models.SmallIntegerField(_("highest grade served"), choices=Grade.choices, null=True, blank=True)
    is_open = models.BooleanField(
        _("to be filled"), default=True, help_text=_("Untick when the district no longer fills it.")
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["-school_year", "site__name", "role__name", "pk"]
        indexes = [models.Index(fields=["school_year", "site", "role"], name="position_year_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fte__gte=0, fte__lte=1),
                name="position_fte_share",
                violation_error_message=_("FTE is a share from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="position_budget_not_negative",
                violation_error_message=_("A budget cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(school_year__gte=2000, school_year__lte=2100),
                name="position_year",
                violation_error_message=_("A school year is named by the year in which it ends, like 2027."),
            ),
            models.CheckConstraint(
                condition=Q(lowest_grade__isnull=True)
                | Q(highest_grade__isnull=True)
                | Q(lowest_grade__lte=F("highest_grade")),
                name="position_grades_in_order",
                violation_error_message=_("The lowest grade comes after the highest grade."),
            ),
        ]

    def __str__(self):
        return f"{self.label}, {self.site}, {self.year_label}"

    def get_absolute_url(self):
        return reverse("leaders:position-detail", args=[self.pk])

    @property
    def label(self):
        return self.title or self.role.name

    @property
    def year_label(self):
        return year_label(self.school_year)

    @property
    def grades(self):
        return grade_span(self.lowest_grade, self.highest_grade)

    def clean(self):
        if self.role_id and self.school_year and self.role.last_year and self.school_year > self.role.last_year:
            raise ValidationError(
                {"role": _("This role ended in %(year)s.") % {"year": year_label(self.role.last_year)}}
            )
