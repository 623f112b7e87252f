from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leaders.models.funding import FundingSource
from leaders.models.pay import Compensation


class Committed(models.Model):
    """Dollars that one pay line commits of a fund (None: not yet allocated) in a fiscal year, named by its end.

    Only `leaders.committed` writes them, in the transaction of each change; a line that comes to nothing has no row.
    """

    compensation = models.ForeignKey(
        Compensation, on_delete=models.CASCADE, related_name="committed", verbose_name=_("compensation")
    )
    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("fund")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    dollars = models.DecimalField(_("committed"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("committed dollars")
        verbose_name_plural = _("committed dollars")
        indexes = [
            models.Index(fields=["fiscal_year", "source", "dollars"], name="committed_year"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["compensation", "fiscal_year", "source"],
                condition=Q(source__isnull=False),
                name="committed_once",
            ),
            models.UniqueConstraint(
                fields=["compensation", "fiscal_year"],
                condition=Q(source__isnull=True),
                name="committed_once_unallocated",
            ),
            models.CheckConstraint(condition=Q(dollars__gt=0), name="committed_is_something"),
        ]

    def __str__(self):
        return f"{self.fiscal_year}: {self.dollars}"
