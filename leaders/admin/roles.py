from decimal import Decimal

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from leaders.admin.audited import AuditedAdmin
from leaders.models import Position, Role, RoleDiscipline


class SharesFormSet(BaseInlineFormSet):
    """Discipline shares of a role make 100 percent."""

    def clean(self):
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        total = sum((row["share"] for row in kept if row.get("share") and not row.get("DELETE")), Decimal(0))
        if total != 100 and not any(self.errors):
            raise ValidationError(
                _("The shares of the disciplines add up to %(total)s percent; they must make 100.") % {"total": total}
            )


class RoleDisciplineInline(admin.TabularInline):
    model = RoleDiscipline
    formset = SharesFormSet
    extra = 1
    autocomplete_fields = ["discipline"]


@admin.register(Role)
class RoleAdmin(AuditedAdmin):
    list_display = ["name", "code", "serves", "is_formal", "sphere", "first_year", "last_year"]
    list_filter = ["serves", "is_formal", "sphere", "stem_mode"]
    search_fields = ["name", "code"]
    inlines = [RoleDisciplineInline]


@admin.register(Position)
class PositionAdmin(AuditedAdmin):
    list_display = ["label", "site", "school_year", "fte", "budget", "is_open"]
    list_filter = ["school_year", "is_open"]
    list_select_related = ["role", "site"]
    search_fields = ["title", "role__name", "site__name"]
    autocomplete_fields = ["role", "site", "other_sites", "fund"]
