from django.contrib import admin

from leaders.admin.audited import AuditedAdmin, ReadOnlyAdmin
from programs.models import Cohort, Program, Session

MONEY = ["cost_per_seat", "fund"]  # seen on the program's own page, by coordinator and business office


@admin.register(Program)
class ProgramAdmin(AuditedAdmin):
    list_display = ["name", "kind", "provider_kind", "purpose", "is_retired"]
    list_filter = ["kind", "provider_kind", "is_retired"]
    search_fields = ["name", "provider"]
    filter_horizontal = ["disciplines", "leads_to"]
    exclude = MONEY


@admin.register(Cohort)
class CohortAdmin(ReadOnlyAdmin):
    """Cohorts change on the site, where the seats that people hold and the sessions are asked."""

    list_display = ["name", "program", "school_year", "start", "end", "capacity", "is_cancelled"]
    list_filter = ["school_year", "is_cancelled"]
    list_select_related = ["program"]
    search_fields = ["name", "program__name"]
    exclude = MONEY


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Sessions change on the site, where attendance and logs of facilitators follow; links and codes stay there."""

    list_display = ["title", "cohort", "date", "mode", "is_cancelled"]
    list_filter = ["mode", "is_cancelled"]
    list_select_related = ["cohort__program"]
    search_fields = ["title", "cohort__name", "cohort__program__name"]
    exclude = ["link", "door_code", "exit_code"]
