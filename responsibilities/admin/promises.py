from decimal import Decimal

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from leaders.admin.audited import AuditedAdmin
from responsibilities.actions.commitments import check_shares
from responsibilities.models import UsualPromise, UsualShare


class UsualShares(BaseInlineFormSet):
    """Shares of time make 100 percent, or there are none."""

    def clean(self):
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        found = {
            place: row["percent"] for place, row in enumerate(kept) if row.get("percent") and not row.get("DELETE")
        }
        if not any(self.errors):
            try:
                check_shares({place: Decimal(percent) for place, percent in found.items()})
            except ValidationError as error:
                raise ValidationError(error.messages) from None


class UsualShareInline(admin.TabularInline):
    model = UsualShare
    formset = UsualShares
    extra = 1


@admin.register(UsualPromise)
class UsualPromiseAdmin(AuditedAdmin):
    list_display = ["role", "direct_share", "meetings_per_week"]
    list_select_related = ["role"]
    search_fields = ["role__name"]
    autocomplete_fields = ["role"]
    inlines = [UsualShareInline]
