from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leaders.models.people import Person


class FormerKindQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(person__in=Person.objects.visible_to(user))

    def holding(self, on):
        """The kind that each person had on the date; none for those whose kind has not changed since."""
        later = self.filter(until__gte=on)
        return later.filter(~Exists(later.filter(person=OuterRef("person"), until__lt=OuterRef("until"))))


class FormerKind(models.Model):
    """What kind of staff a person was until a day, inclusive: a teacher who became an administrator led until then."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_kinds", verbose_name=_("person"))
    kind = models.CharField(_("kind of staff"), max_length=16, choices=Person.StaffKind.choices)
    until = models.DateField(_("until"))

    objects = FormerKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("former kind of staff")
        verbose_name_plural = _("former kinds of staff")
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "until"],
                name="former_kind_once_a_day",
                violation_error_message=_("The kind of staff already changed on that day."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.in_words()}"

    def in_words(self):
        """“teacher until June 30, 2026”."""
        return _("%(kind)s until %(day)s") % {"kind": self.get_kind_display(), "day": date_format(self.until)}
