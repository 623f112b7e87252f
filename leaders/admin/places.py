from django.contrib import admin

from leaders import committed
from leaders.admin.audited import AuditedAdmin
from leaders.models import Discipline, District, School


@admin.register(School)
class SchoolAdmin(AuditedAdmin):
    list_display = ["name", "code", "kind", "level", "nces_id", "is_open"]
    list_filter = ["kind", "level", "is_open", "title_i"]
    search_fields = ["name", "code", "nces_id"]


@admin.register(Discipline)
class DisciplineAdmin(AuditedAdmin):
    list_display = ["name", "code", "parent", "is_stem"]
    list_filter = ["is_stem"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent"]


@admin.register(District)
class DistrictAdmin(AuditedAdmin):
    list_display = ["name", "state", "nces_id"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "fiscal_year_start_month" in form.changed_data:
            committed.rebuild()

    def has_add_permission(self, request):
        return not District.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
