from django.contrib import admin

from leaders.admin.audited import AuditedAdmin
from responsibilities.models import Category


@admin.register(Category)
class CategoryAdmin(AuditedAdmin):
    list_display = ["name", "code", "order", "is_diverted", "is_active"]
    list_filter = ["is_active", "is_diverted"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request, obj=None):
        """A code never changes once it is there."""
        return ["code"] if obj else []
