from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leaders.models import Credential, Discipline, FundingSource, Role
from leaders.models.record import Record
from programs import access

REFUSED = {
    "own_practice": _(
        "This is professional development, no teacher leader program: it helps teachers with their own practice. "
        "A teacher leader program directly supports the development or the work of teacher leaders. "
        "A teacher leader who gives it logs the sessions as activities; one who attends it has no enrollment."
    ),
    "one_workshop": _(
        "A workshop that a teacher leader gives is an activity, no program. Its leader logs it under professional "
        "development, with everybody who came."
    ),
}


class ProgramQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The catalogue of programs is open to everyone signed in."""
        return access.programs(self, user)

    def running(self):
        """Not retired."""
        return self.filter(is_retired=False)

    def matching(self, text):
        """Every word of `text` is in the name or in that of the provider."""
        rows = self
        for word in text.split():
            rows = rows.filter(Q(name__icontains=word) | Q(provider__icontains=word))
        return rows

    def with_cohort_count(self):
        """Each row with `cohort_count`, how often it was run or is to be run; what was called off does not count."""
        return self.annotate(cohort_count=Count("cohorts", filter=Q(cohorts__is_cancelled=False)))


class Program(Record):
    """What develops teacher leaders or supports their work: an institute, an academy, a network (domain.md §1)."""

    class Kind(models.TextChoices):
        INSTITUTE = "institute", _("institute")
        ACADEMY = "academy", _("academy")
        NETWORK = "network", _("network or role-alike meetings")
        MICRO_CREDENTIAL = "micro_credential", _("micro-credential")
        UNIVERSITY = "university", _("university program")
        STATE = "state", _("state program")
        OTHER = "other", _("other")

    class ProviderKind(models.TextChoices):
        DISTRICT = "district", _("the district")
        UNIVERSITY = "university", _("university or college")
        STATE = "state", _("state agency")
        NONPROFIT = "nonprofit", _("nonprofit")
        COMPANY = "company", _("company")

    class Purpose(models.TextChoices):
        """What it is for. The last two are asked so that they can be refused with the reason (cases 14–16)."""

        DEVELOPS = "develops", _("develops teacher leaders")
        SUPPORTS = "supports", _("supports the work of teacher leaders")
        BOTH = "both", _("develops teacher leaders and supports their work")
        OWN_PRACTICE = "own_practice", _("helps teachers with the teaching in their own classroom")
        ONE_WORKSHOP = "one_workshop", _("is a workshop that a teacher leader gives")

    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.INSTITUTE)
    purpose = models.CharField(_("what it does"), max_length=12, choices=Purpose.choices, default=Purpose.DEVELOPS)
    provider_kind = models.CharField(
        _("provided by"), max_length=12, choices=ProviderKind.choices, default=ProviderKind.DISTRICT
    )
    provider = models.CharField(
        _("name of the provider"), max_length=160, blank=True, help_text=_("Leave empty for the district itself.")
    )
    description = models.TextField(_("description"), blank=True)
    outcomes = models.TextField(_("expected outcomes"), blank=True, help_text=_("One per line."))
    disciplines = models.ManyToManyField(Discipline, blank=True, related_name="programs", verbose_name=_("disciplines"))
    stem_mode = models.CharField(
        _("STEM mode"), max_length=12, choices=Role.StemMode.choices, default=Role.StemMode.INTEGRATED
    )
    leads_to = models.ManyToManyField(
        Role,
        blank=True,
        related_name="programs",
        verbose_name=_("leads to roles"),
        help_text=_("Roles for which completing the program prepares."),
    )
    credential_kind = models.CharField(
        _("credential"),
        max_length=20,
        choices=Credential.Kind.choices,
        blank=True,
        help_text=_("What whoever completes the program gets on their page."),
    )
    credential_title = models.CharField(_("title of the credential"), max_length=160, blank=True)
    usual_seats = models.PositiveSmallIntegerField(
        _("usual seats"), default=20, validators=[MinValueValidator(1)], help_text=_("Of one cohort.")
    )
    cost_per_seat = models.DecimalField(
        _("cost per seat"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In dollars, whatever is spent on one participant besides their pay."),
    )
    fund = models.ForeignKey(
        FundingSource,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programs",
        verbose_name=_("usually paid from"),
    )
    is_retired = models.BooleanField(_("retired"), default=False, help_text=_("No new cohorts; history stays."))

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["develops", "supports", "both"]),
                name="program_is_for_leaders",
                violation_error_message=_(
                    "A teacher leader program develops teacher leaders or supports their work; anything else is "
                    "professional development."
                ),
            ),
            models.CheckConstraint(
                condition=Q(credential_kind="", credential_title="")
                | (~Q(credential_kind="") & ~Q(credential_title="")),
                name="program_credential_whole",
                violation_error_message=_("A credential has both a kind and a title."),
            ),
            models.CheckConstraint(
                condition=Q(cost_per_seat__isnull=True) | Q(cost_per_seat__gte=0),
                name="program_cost_not_negative",
                violation_error_message=_("The cost of a seat cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(usual_seats__gte=1),
                name="program_has_seats",
                violation_error_message=_("A program has one seat at least."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programs:program-detail", args=[self.pk])

    def clean(self):
        if why := REFUSED.get(self.purpose):
            raise ValidationError({"purpose": why})
        if bool(self.credential_kind) != bool(self.credential_title):
            raise ValidationError({"credential_title": _("A credential has both a kind and a title.")})
