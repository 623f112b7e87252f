from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.folding import begins, folded
from leaders import access
from leaders.models.places import Discipline, School
from leaders.models.record import Record

SHARE = [MinValueValidator(0), MaxValueValidator(1)]


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        return access.people(self, user)

    def active(self):
        return self.filter(is_active=True)

    def at(self, school):
        """Staff of a school: as their home school, or as a further one."""
        return access.any_of(self, Q(home_school=school), Q(other_schools=school))

    def matching(self, text):
        """Every word of `text` begins a part of the name, or is a staff number; “Ortiz, Ana” finds her too."""
        rows = self
        for word in folded(text.replace(",", " ")).split():
            rows = access.any_of(rows, begins("search_name", word), Q(local_id__in=[word, word.upper()]))
        return rows


class Person(Record):
    """Someone on the district's staff roster who matters here. Never a student; no home address, no SSN."""

    class StaffKind(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        ADMINISTRATOR = "administrator", _("administrator")
        PARAPROFESSIONAL = "paraprofessional", _("paraprofessional")
        OTHER_STAFF = "other_staff", _("other staff")
        CONSULTANT = "consultant", _("outside consultant")

    given_name = models.CharField(_("given name"), max_length=120)
    middle_name = models.CharField(_("middle name"), max_length=120, blank=True)
    family_name = models.CharField(_("family name"), max_length=120)
    suffix = models.CharField(_("suffix"), max_length=20, blank=True)
    preferred_name = models.CharField(_("preferred given name"), max_length=120, blank=True)
    search_name = models.CharField(max_length=600, editable=False, default="")
    email = models.EmailField(_("work e-mail"), blank=True)
    staff_kind = models.CharField(
        _("kind of staff"), max_length=16, choices=StaffKind.choices, default=StaffKind.TEACHER
    )
    home_school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("home school")
    )
    other_schools = models.ManyToManyField(
        School, blank=True, related_name="other_staff", verbose_name=_("other schools")
    )
    teaching_fte = models.DecimalField(
        _("teaching FTE"),
        max_digits=4,
        decimal_places=3,
        default=0,
        validators=SHARE,
        help_text=_("Share of full-time spent teaching own classes, from 0 to 1."),
    )
    teaches = models.ManyToManyField(Discipline, blank=True, related_name="teachers", verbose_name=_("teaches"))
    local_id = models.CharField(_("staff number"), max_length=255, blank=True)
    source_id = models.CharField(
        _("id in the student information system"), max_length=255, null=True, blank=True, unique=True
    )
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    is_active = models.BooleanField(_("works here"), default=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name", "pk"]
        indexes = [
            models.Index(fields=["family_name", "given_name", "id"], name="person_name"),
            models.Index(fields=["home_school", "family_name", "given_name", "id"], name="person_school_name"),
            models.Index(fields=["staff_kind", "family_name", "given_name", "id"], name="person_kind_name"),
            models.Index(fields=["search_name"], name="person_search"),
            models.Index(
                fields=["home_school", "id"], condition=Q(is_active=True, staff_kind="teacher"), name="person_teacher"
            ),
            GinIndex(fields=["search_name"], name="person_words", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["email"], name="person_email"),
            models.Index(fields=["local_id"], name="person_local_id"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(teaching_fte__gte=0, teaching_fte__lte=1),
                name="person_teaching_fte_share",
                violation_error_message=_("Teaching FTE is a share from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, left_on__isnull=True) | Q(is_active=False),
                name="person_left_is_inactive",
                violation_error_message=_("Someone with a leaving date no longer works here."),
            ),
            models.CheckConstraint(
                condition=Q(hired_on__isnull=True) | Q(left_on__isnull=True) | Q(hired_on__lte=F("left_on")),
                name="person_dates_in_order",
                violation_error_message=_("The leaving date is before the hiring date."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:person-detail", args=[self.pk])

    @property
    def name(self):
        """“Ana Ortiz Jr.” – the preferred given name when there is one."""
        return " ".join(filter(None, [self.preferred_name or self.given_name, self.family_name, self.suffix]))

    @property
    def sort_name(self):
        """“Ortiz, Ana”, as lists show it."""
        return f"{self.family_name}, {self.preferred_name or self.given_name}"

    def fold_name(self):
        """Refresh the searchable text; called by whoever writes the row."""
        parts = [self.family_name, self.given_name, self.preferred_name, self.middle_name, self.email]
        self.search_name = folded(" ".join(filter(None, parts)))[:600]

    def clean(self):
        self.fold_name()
        if self.left_on and self.is_active:
            raise ValidationError(
                {"left_on": _("Someone with a leaving date no longer works here. Untick “works here”.")}
            )


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a person and are seen by whoever sees that person."""

    def visible_to(self, user):
        return self.filter(person__in=Person.objects.visible_to(user))


class Recognition(Record):
    """An award. It confers no teacher leader status, and its money is no district compensation."""

    class Kind(models.TextChoices):
        PAEMST = "paemst", _("Presidential Award (PAEMST)")
        NBPTS = "nbpts", _("National Board Certification")
        STATE_MASTER = "state_master", _("state master teacher")
        OTHER = "other", _("other award")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recognitions", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=160)
    awarded_on = models.DateField(_("awarded on"))
    awarded_by = models.CharField(_("awarded by"), max_length=160, blank=True)
    amount = models.DecimalField(_("award money"), max_digits=10, decimal_places=2, null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ["-awarded_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="recognition_amount_not_negative",
                violation_error_message=_("Award money cannot be below zero."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "title", "awarded_on"],
                name="recognition_once",
                violation_error_message=_("This award is already recorded."),
            ),
        ]

    def __str__(self):
        return self.title


class Credential(Record):
    """An endorsement, micro-credential, certificate or career-ladder stage of a person."""

    class Kind(models.TextChoices):
        LADDER_STAGE = "ladder_stage", _("career-ladder stage")
        ENDORSEMENT = "endorsement", _("endorsement")
        MICRO_CREDENTIAL = "micro_credential", _("micro-credential")
        CERTIFICATE = "certificate", _("certificate")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credentials", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=160)
    issuer = models.CharField(_("issued by"), max_length=160, blank=True)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    discipline = models.ForeignKey(
        Discipline, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("discipline")
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ["-issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(issued_on__lte=F("expires_on")),
                name="credential_dates_in_order",
                violation_error_message=_("The credential expires before it is issued."),
            ),
        ]

    def __str__(self):
        return self.title
