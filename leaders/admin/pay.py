from django.contrib import admin

from leaders.access import sees_all_pay
from leaders.admin.audited import AuditedAdmin, ReadOnlyAdmin
from leaders.models import Compensation, FundingAllocation, FundingSource, StipendPool


class PayAdmin(ReadOnlyAdmin):
    """Pay is looked up here; it changes on the appointment's page, where shares and award windows are asked."""

    def has_view_permission(self, request, obj=None):
        return sees_all_pay(request.user) and super().has_view_permission(request, obj)


@admin.register(Compensation)
class CompensationAdmin(PayAdmin):
    list_display = ["appointment", "kind", "full_amount", "start", "end"]
    list_filter = ["kind"]
    list_select_related = ["appointment__person", "appointment__position__role", "appointment__position__site"]
    search_fields = ["appointment__person__search_name"]


@admin.register(FundingAllocation)
class FundingAllocationAdmin(PayAdmin):
    list_display = ["compensation", "source", "percent", "account_code"]
    list_select_related = ["compensation", "source"]
    search_fields = ["account_code", "source__code"]


@admin.register(StipendPool)
class StipendPoolAdmin(PayAdmin):
    list_display = ["name", "site", "school_year", "amount"]
    list_select_related = ["site"]
    search_fields = ["name"]


@admin.register(FundingSource)
class FundingSourceAdmin(AuditedAdmin):
    list_display = ["code", "name", "kind", "start", "end", "budget", "is_open"]
    list_filter = ["kind", "is_open"]
    search_fields = ["code", "name", "award_number"]
