from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.folding import FoldedField, spaced
from leaders.models.record import Record


class Grade(models.IntegerChoices):
    """Grades in order; labels are the codes of domain terms (`PK`, `KG`, `01` … `12`)."""

    PK = -1, "PK"
    KG = 0, "KG"
    G01 = 1, "01"
    G02 = 2, "02"
    G03 = 3, "03"
    G04 = 4, "04"
    G05 = 5, "05"
    G06 = 6, "06"
    G07 = 7, "07"
    G08 = 8, "08"
    G09 = 9, "09"
    G10 = 10, "10"
    G11 = 11, "11"
    G12 = 12, "12"


def grade_span(lowest, highest):
    """Two grades as people read them: “KG–05”, “PK”, or nothing when unknown."""
    if lowest is None or highest is None:
        return ""
    low, high = Grade(lowest).label, Grade(highest).label
    return low if low == high else f"{low}–{high}"


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Schools are public facts: everyone signed in sees them."""
        return self if user.is_authenticated else self.none()

    def open(self):
        return self.filter(is_open=True)

    def matching(self, text):
        """Name, code or NCES id begins with or contains `text`; accents do not matter."""
        fits = Q(name__icontains=text) | Q(code__istartswith=text) | Q(nces_id__startswith=text)
        return self.filter(fits | Q(search_name__contains=plain) if (plain := spaced(text)) else fits)


class School(Record):
    """A site of the district: a school, or the district office."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("school")
        DISTRICT_OFFICE = "district_office", _("district office")
        OUTSIDE = "outside", _("outside the district")

    class Level(models.TextChoices):
        PREK = "prek", _("pre-kindergarten")
        ELEMENTARY = "elementary", _("elementary")
        MIDDLE = "middle", _("middle")
        HIGH = "high", _("high")
        SECONDARY = "secondary", _("secondary")
        OTHER = "other", _("other")

    class Locale(models.TextChoices):
        CITY_LARGE = "11", _("City: large")
        CITY_MIDSIZE = "12", _("City: midsize")
        CITY_SMALL = "13", _("City: small")
        SUBURB_LARGE = "21", _("Suburb: large")
        SUBURB_MIDSIZE = "22", _("Suburb: midsize")
        SUBURB_SMALL = "23", _("Suburb: small")
        TOWN_FRINGE = "31", _("Town: fringe")
        TOWN_DISTANT = "32", _("Town: distant")
        TOWN_REMOTE = "33", _("Town: remote")
        RURAL_FRINGE = "41", _("Rural: fringe")
        RURAL_DISTANT = "42", _("Rural: distant")
        RURAL_REMOTE = "43", _("Rural: remote")

    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.SCHOOL)
    code = models.CharField(_("local code"), max_length=40, blank=True)
    source_id = models.CharField(
        _("id in the student information system"), max_length=255, null=True, blank=True, unique=True
    )
    nces_id = models.CharField(
        _("NCES id"),
        max_length=12,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{12}$", _("An NCES school id has 12 digits."))],
    )
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, blank=True)
    lowest_grade = models.SmallIntegerField(_("lowest grade"), choices=Grade.choices, null=True, blank=True)
    highest_grade = models.SmallIntegerField(_("highest grade"), choices=Grade.choices, null=True, blank=True)
    title_i = models.BooleanField(_("Title I"), null=True, blank=True)
    locale = models.CharField(_("locale"), max_length=2, choices=Locale.choices, blank=True)
    enrollment = models.PositiveIntegerField(_("students enrolled"), null=True, blank=True)
    teachers = models.DecimalField(_("teachers (FTE)"), max_digits=7, decimal_places=2, null=True, blank=True)
    eligible_teachers = models.PositiveIntegerField(
        _("STEM-teaching teachers"),
        null=True,
        blank=True,
        help_text=_("Teachers a leader could support. Reach is measured against this number."),
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    search_name = FoldedField(of=("name", "code", "nces_id"), max_length=320)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="school_name"),
            models.Index(fields=["level", "name", "id"], name="school_level"),
            GinIndex(fields=["search_name"], name="school_words", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest_grade__isnull=True)
                | Q(highest_grade__isnull=True)
                | Q(lowest_grade__lte=F("highest_grade")),
                name="school_grades_in_order",
                violation_error_message=_("The lowest grade comes after the highest grade."),
            ),
            models.CheckConstraint(
                condition=Q(nces_id__isnull=True) | Q(nces_id__regex=r"^[0-9]{12}$"),
                name="school_nces_id_digits",
                violation_error_message=_("An NCES school id has 12 digits."),
            ),
            models.CheckConstraint(
                condition=Q(teachers__isnull=True) | Q(teachers__gte=0),
                name="school_teachers_not_negative",
                violation_error_message=_("The number of teachers cannot be below zero."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:school-detail", args=[self.pk])

    @property
    def grades(self):
        return grade_span(self.lowest_grade, self.highest_grade)


class DisciplineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated else self.none()

    def stem(self):
        return self.filter(is_stem=True)

    def within(self, discipline):
        """A discipline and all of its parts: computer science lies within technology."""
        return self.filter(Q(pk=discipline.pk) | Q(parent=discipline) | Q(parent__parent=discipline))


class Discipline(Record):
    """A field of teaching; the STEM ones make a teacher leader count (definition, part d)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    is_stem = models.BooleanField(_("STEM"), default=True)

    objects = DisciplineQuerySet.as_manager()

    class Meta:
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="discipline_not_own_parent",
                violation_error_message=_("A discipline cannot be part of itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.parent_id and self.parent.is_stem != self.is_stem:
            raise ValidationError({"is_stem": _("A part of a STEM discipline is STEM too, and the other way round.")})
