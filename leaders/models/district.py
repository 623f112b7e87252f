import datetime

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config import requests
from leaders.models.record import Record

MONTH = [MinValueValidator(1), MaxValueValidator(12)]


def year_label(year):
    """A school or fiscal year, named by the calendar year in which it ends, as people write it: 2027 is “2026–27”."""
    return f"{year - 1}–{year % 100:02d}"


def year_of(on, first_month):
    """The year (named by its end) that `on` lies in, when years begin on the 1st of `first_month`."""
    if first_month == 1:
        return on.year
    return on.year + 1 if on.month >= first_month else on.year


def year_dates(year, first_month):
    """First and last day of `year`, both inclusive."""
    first_year = year if first_month == 1 else year - 1
    start = datetime.date(first_year, first_month, 1)
    return start, datetime.date(first_year + 1, first_month, 1) - datetime.timedelta(days=1)


class District(Record):
    """The district that runs this site: one row with its settings."""

    class PrincipalSees(models.TextChoices):
        NAMES = "names", _("names of supported teachers")
        COUNTS = "counts", _("counts only")

    class Accent(models.TextChoices):
        BLUE = "blue", _("blue")
        TEAL = "teal", _("teal")
        GREEN = "green", _("green")
        PURPLE = "purple", _("purple")
        CRIMSON = "crimson", _("crimson")
        SLATE = "slate", _("slate")

    name = models.CharField(_("district name"), max_length=120)
    state = models.CharField(
        _("state"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, like FL."))],
    )
    nces_id = models.CharField(
        _("NCES district id"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^\d{7}$", _("Seven digits, like 1200090."))],
    )
    accent = models.CharField(_("accent color"), max_length=10, choices=Accent.choices, default=Accent.BLUE)
    logo = models.UUIDField(_("logo"), null=True, editable=False)  # the name of its file (leaders.logos)
    school_year_start_month = models.PositiveSmallIntegerField(
        _("school year begins in month"), default=7, validators=MONTH
    )
    fiscal_year_start_month = models.PositiveSmallIntegerField(
        _("fiscal year begins in month"), default=7, validators=MONTH
    )
    contract_days = models.PositiveSmallIntegerField(
        _("contract days in a year"), default=186, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    contract_minutes = models.PositiveSmallIntegerField(
        _("minutes in a contract day"),
        default=450,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )
    month_lock_days = models.PositiveSmallIntegerField(
        _("days until a month locks"), default=15, validators=[MaxValueValidator(60)]
    )
    rotation_years = models.PositiveSmallIntegerField(
        _("years until rotation is due"), default=3, validators=[MinValueValidator(1)]
    )
    bulk_stop_percent = models.PositiveSmallIntegerField(
        _("share of staff an import may deactivate without asking (percent)"),
        default=10,
        validators=[MaxValueValidator(100)],
    )
    principal_sees = models.CharField(
        _("principals see"), max_length=6, choices=PrincipalSees.choices, default=PrincipalSees.NAMES
    )

    class Meta:
        verbose_name = _("district settings")
        verbose_name_plural = _("district settings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="district_is_one",
                violation_error_message=_("There is one district per site."),
            ),
            models.CheckConstraint(
                condition=models.Q(school_year_start_month__range=(1, 12), fiscal_year_start_month__range=(1, 12)),
                name="district_months",
                violation_error_message=_("A month is a number from 1 to 12."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:district-edit")

    @classmethod
    def current(cls):
        """The district's settings, read once a request; the defaults, unsaved, before anyone has set it up."""
        kept = requests.current().kept
        if kept is None:
            return cls.stored()
        if "district" not in kept:
            kept["district"] = cls.stored()
        return kept["district"]

    @classmethod
    def stored(cls):
        """The settings as they are stored now."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name=str(_("Your district")))

    def school_year(self, on):
        """School year of a date, named by the calendar year in which it ends."""
        return year_of(on, self.school_year_start_month)

    def school_year_span(self, on):
        """First and last day of the school year that a date lies in."""
        return self.school_year_dates(self.school_year(on))

    def school_year_dates(self, year):
        return year_dates(year, self.school_year_start_month)

    def fiscal_year(self, on):
        """Fiscal year of a date, named by the calendar year in which it ends."""
        return year_of(on, self.fiscal_year_start_month)

    def fiscal_year_dates(self, year):
        return year_dates(year, self.fiscal_year_start_month)
