from django.db import models
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """A row that people edit: `version` guards against lost updates, and changes only through `leaders.actions`."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True
