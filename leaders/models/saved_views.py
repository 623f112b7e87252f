from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.tables import opening
from leaders.models.record import Record


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and those that are shared, of the lists that the user may open."""
        routes = [name for name, view in opening.lists().items() if user.may(view.permission)]
        return self.filter(Q(owner=user.pk) | Q(is_shared=True), route__in=routes)

    def of(self, user):
        return self.filter(owner=user.pk)

    def removable_by(self, user):
        """One's own; who looks after the site also takes away what others shared."""
        return self.filter(Q(owner=user.pk) | Q(is_shared=True)) if user.may("leaders.tidy_views") else self.of(user)

    def default_at(self, path, user):
        """The view that the bare address `path` opens for a user."""
        return self.filter(defaults__user=user.pk, defaults__path=path)

    def with_defaults(self, user):
        """Each row with `is_default`, whether its list opens it for the user."""
        chosen = DefaultView.objects.filter(user=user.pk, view=models.OuterRef("pk"))
        return self.annotate(is_default=models.Exists(chosen))


class SavedView(Record):
    """What somebody keeps of a list under a name: its filters, columns, order and size, never its rows.

    Rows and columns are those of whoever opens it. `query` is the query string, `path` the list's address.
    """

    owner = models.ForeignKey(
        "leaders.User", on_delete=models.CASCADE, related_name="saved_views", verbose_name=_("saved by")
    )
    route = models.CharField(_("list"), max_length=100, editable=False)
    path = models.CharField(_("address of the list"), max_length=200, editable=False)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("what it shows"), max_length=2000, blank=True, editable=False)
    is_shared = models.BooleanField(
        _("share it"),
        default=False,
        help_text=_(
            "Everyone who may open this list finds the view by its name and its filters. It shows them only the rows "
            "and columns that they may see anyway."
        ),
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["path", "name"], name="savedview_path")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "path", "name"],
                name="savedview_name_once",
                violation_error_message=_(
                    "You have a view of this list with that name. Change that one, or choose another name."
                ),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="savedview_has_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("leaders:view-detail", args=[self.pk])

    @property
    def url(self):
        """The list as the view shows it."""
        return f"{self.path}?{self.query}&view={self.pk}" if self.query else f"{self.path}?view={self.pk}"

    @property
    def list_title(self):
        return opening.title_of(self.route)

    def shows(self, query):
        """Whether a query string asks for what the view keeps, in whatever order."""
        return sorted(parse_qsl(query)) == sorted(parse_qsl(self.query))

    def clean(self):
        listed = opening.listed_at(self.path)
        if self.is_shared and listed and listed.below:
            raise ValidationError(
                {
                    "is_shared": _(
                        "This list belongs to one record, which not everyone may see. Keep the view to yourself."
                    )
                }
            )


class DefaultView(models.Model):
    """The view that the bare address of a list opens for one user: their own choice, of their own or a shared view."""

    user = models.ForeignKey(
        "leaders.User", on_delete=models.CASCADE, related_name="default_views", verbose_name=_("user")
    )
    path = models.CharField(_("address of the list"), max_length=200)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults", verbose_name=_("view"))

    class Meta:
        verbose_name = _("default view")
        verbose_name_plural = _("default views")
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="defaultview_once")]

    def __str__(self):
        return f"{self.path}: {self.view}"
