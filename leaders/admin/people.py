from django.contrib import admin

from leaders.admin.audited import AuditedAdmin
from leaders.models import Credential, FormerKind, Person, Recognition


class RecognitionInline(admin.TabularInline):
    model = Recognition
    extra = 0


class CredentialInline(admin.TabularInline):
    model = Credential
    extra = 0
    autocomplete_fields = ["discipline"]


class FormerKindInline(admin.TabularInline):
    model = FormerKind
    extra = 0


@admin.register(Person)
class PersonAdmin(AuditedAdmin):
    list_display = ["sort_name", "email", "staff_kind", "home_school", "teaching_fte", "is_active"]
    list_filter = ["staff_kind", "is_active"]
    list_select_related = ["home_school"]
    search_fields = ["search_name", "local_id"]  # shows the box; what it finds is as on the site
    autocomplete_fields = ["home_school", "other_schools", "teaches"]
    inlines = [FormerKindInline, RecognitionInline, CredentialInline]

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=Person._meta.verbose_name, ordering="family_name")
    def sort_name(self, row):
        return row.sort_name


class OwnedAdmin(AuditedAdmin):
    list_filter = ["kind"]
    list_select_related = ["person"]
    search_fields = ["title", "person__search_name"]
    autocomplete_fields = ["person"]


@admin.register(Recognition)
class RecognitionAdmin(OwnedAdmin):
    list_display = ["person", "title", "kind", "awarded_on"]


@admin.register(Credential)
class CredentialAdmin(OwnedAdmin):
    list_display = ["person", "title", "kind", "issued_on", "expires_on"]
    autocomplete_fields = ["person", "discipline"]
