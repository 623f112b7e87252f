from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.folding import spaced, words_of
from leaders.models.record import Record

# What every district starts with (domain.md §1): labels and what belongs there, listed so that they are translated.
SEEDED = [
    _("Coaching and modeling"),
    _("Professional development"),
    _("Peer observation and evaluation"),
    _("Data and school improvement"),
    _("Program implementation"),
    _("Instructional materials"),
    _("Outreach and partners"),
    _("Other leadership"),
    _("Own learning"),
    _("Diverted duty"),
    _("Co-planning, model lessons, co-teaching, debriefs."),
    _("Designing and leading sessions for colleagues."),
    _("Peer visits, learning walks, walkthroughs."),
    _("Data meetings, improvement teams."),
    _("Rolling out curricula and STEM programs."),
    _("Choosing, writing and organizing materials."),
    _("Families, universities, industry, community."),
    _("Leadership that fits none of the seven."),
    _("Role-alike meetings and training as a teacher leader."),
    _("Covering classes, lunch or bus duty, test coordination."),
]


class CategoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The categories are the product's vocabulary: open to everyone signed in."""
        return self if user.is_authenticated else self.none()

    def in_use(self):
        return self.filter(is_active=True)

    def leader_time(self):
        """Those whose minutes are teacher leader time; diverted duty is not."""
        return self.filter(is_diverted=False)

    def matching(self, text):
        """Every word of `text` is in the label, in what belongs there, or in the code.

        Labels and hints are those of the reader's language, which the database does not know; the rows are few.
        """
        words = words_of(text)
        texts = {row.pk: spaced(f"{row.label} {row.explanation} {row.code}") for row in self}
        return self.filter(pk__in=[key for key, said in texts.items() if all(word in said for word in words)])


class Category(Record):
    """What a minute of work is for: one of the seven responsibilities, the three beside them, or the district's own."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("label"), max_length=80)
    hint = models.CharField(_("what belongs here"), max_length=255, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_diverted = models.BooleanField(
        _("diverted duty"),
        default=False,
        help_text=_("Not teacher leader time; always shown apart, because it eats teacher leader time."),
    )
    is_active = models.BooleanField(_("offered"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="category_has_label", violation_error_message=_("A category needs a label.")
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """The label in the reader's language: seeded ones are translated, a district's own stay as typed."""
        return gettext(self.name) if self.name else ""

    @property
    def explanation(self):
        """What belongs here, in the reader's language like the label."""
        return gettext(self.hint) if self.hint else ""
