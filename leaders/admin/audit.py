from django.contrib import admin

from leaders.admin.audited import ReadOnlyAdmin
from leaders.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "verb", "model", "object_label", "reason"]
    list_filter = ["verb"]
    list_select_related = ["actor"]
    search_fields = ["object_label", "reason"]

    exclude = ["changes"]
    readonly_fields = ["before_and_after"]

    @admin.display(description=AuditEntry._meta.get_field("changes").verbose_name)
    def before_and_after(self, entry):
        return entry.shown

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        if entry:
            entry.shown = "; ".join(
                f"{name}: {old} → {new}" for name, (old, new) in entry.changes_for(request.user).items()
            )
        return entry

    def get_queryset(self, request):
        return AuditEntry.objects.visible_to(request.user)
