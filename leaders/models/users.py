from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leaders import access, audit
from leaders.models.appointments import Appointment
from leaders.models.audit import AuditEntry


def _record_new(row):
    """History of a row made from the command line, where nobody is signed in."""
    changes = audit.difference({}, audit.snapshot(row))
    audit.record(row=row, verb=AuditEntry.Verb.ADDED, by=None, changes=changes)


class UserManager(BaseUserManager.from_queryset(access.UserQuerySet)):
    """Creates sign-ins; e-mail addresses are stored in lower case."""

    @transaction.atomic
    def create_user(self, email, password=None, **fields):
        """A sign-in, with its entry in the history."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        _record_new(user)
        return user

    @transaction.atomic
    def create_superuser(self, email, password=None, **fields):
        """An administrator, as Django's `createsuperuser` command makes one."""
        user = self.create_user(email, password, **fields)
        _record_new(Grant.objects.create(user=user, kind=Grant.Kind.ADMINISTRATOR))
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """One sign-in, by e-mail; what it may do follows from its grants and from its person's appointments today."""

    email = models.EmailField(_("e-mail"), unique=True)
    person = models.OneToOneField(
        "leaders.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
        verbose_name=_("person"),
        help_text=_("The staff record of this sign-in. It decides whose own page and pay they see."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), auto_now_add=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_once", violation_error_message=_("This e-mail already has a sign-in.")
            ),
        ]

    def __str__(self):
        return self.email

    def get_absolute_url(self):
        return reverse("admin:leaders_user_change", args=[self.pk])

    @cached_property
    def rights(self):
        """Kinds and schools of this user, read once per request (see `leaders.access.Rights`)."""
        return access.Rights.of(self)

    @cached_property
    def leads_today(self):
        """Whether an appointment of theirs is in force; the signed-in user comes with the answer."""
        return Appointment.objects.in_force(timezone.localdate()).filter(person=self.person_id).exists()

    @cached_property
    def has_default_views(self):
        """Whether some list opens a view of their choice; the signed-in user comes with the answer."""
        return self.default_views.exists()

    @cached_property
    def kinds(self):
        """Kinds of user this sign-in is today; `teacher_leader` follows from an appointment in force."""
        kinds = set(self.rights.kinds)
        if self.person_id:
            kinds.add(access.SUPPORTED_TEACHER)
            if self.leads_today:
                kinds.add(access.TEACHER_LEADER)
        return frozenset(kinds)

    @property
    def school_ids(self):
        return self.rights.school_ids

    def may(self, permission):
        """Whether one of this user's kinds holds `permission` (`"leaders.view_people"`)."""
        return self.is_active and access.holds(self, permission)

    def has_perm(self, perm, obj=None):
        return self.is_active and access.admin_may(self, perm)

    def has_module_perms(self, app_label):
        return self.is_staff

    @property
    def is_staff(self):
        return self.is_active and access.ADMINISTRATOR in self.rights.kinds


class Grant(models.Model):
    """One kind of access given to a user by an administrator; a principal's is for one school."""

    class Kind(models.TextChoices):
        ADMINISTRATOR = access.ADMINISTRATOR, _("administrator")
        COORDINATOR = access.COORDINATOR, _("coordinator")
        PRINCIPAL = access.PRINCIPAL, _("principal")
        BUSINESS_OFFICE = access.BUSINESS_OFFICE, _("business office")
        VIEWER = access.VIEWER, _("viewer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("user"))
    kind = models.CharField(_("kind of user"), max_length=20, choices=Kind.choices)
    school = models.ForeignKey(
        "leaders.School",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("school"),
        help_text=_("Principals only: the school they see."),
    )

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("access")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "school"],
                name="grant_once_per_school",
                violation_error_message=_("This user already has that access."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=models.Q(school__isnull=True),
                name="grant_once",
                violation_error_message=_("This user already has that access."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=access.PRINCIPAL, school__isnull=False)
                | (~models.Q(kind=access.PRINCIPAL) & models.Q(school__isnull=True)),
                name="grant_principal_has_school",
                violation_error_message=_("A principal needs a school; other kinds of user have none."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.school})" if self.school_id else self.get_kind_display()
