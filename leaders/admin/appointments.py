from django.contrib import admin

from leaders.admin.audited import AuditedAdmin, ReadOnlyAdmin
from leaders.models import Appointment, Term


class TermInline(admin.TabularInline):
    """Terms as they stand and stood; they change on the appointment's own page, dated and with a reason."""

    model = Term
    extra = 0
    can_delete = False
    fields = readonly_fields = ["start", "end", "release_fte", "pattern", "on_leave", "reason", "retired_at"]

    def has_add_permission(self, request, obj):
        return False


@admin.register(Appointment)
class AppointmentAdmin(AuditedAdmin):
    list_display = ["person", "position", "status", "start", "end"]
    list_filter = ["status"]
    list_select_related = ["person", "position__role", "position__site"]
    search_fields = ["person__search_name", "position__role__name", "position__site__name"]
    autocomplete_fields = ["person", "position", "continues"]
    readonly_fields = ["person", "position", "status", "start", "end", "approved_by", "approved_on", "continues"]
    inlines = [TermInline]

    def has_add_permission(self, request):
        """Appointments are made on their own page, where the rules on terms are asked."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What was agreed is withdrawn or ended, so that its terms stay."""
        return False


@admin.register(Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ["appointment", "start", "end", "release_fte", "pattern", "on_leave", "retired_at"]
    list_filter = ["pattern", "on_leave"]
    list_select_related = ["appointment__person", "appointment__position__role", "appointment__position__site"]
    search_fields = ["appointment__person__search_name"]
