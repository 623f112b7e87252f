from allauth.account.forms import ResetPasswordForm
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from leaders.admin.audited import AuditedAdmin, WhyForm
from leaders.models import Grant, User


class GrantInline(admin.TabularInline):
    model = Grant
    extra = 1
    autocomplete_fields = ["school"]


class NewUserForm(AdminUserCreationForm):
    """A new sign-in; without a password the person sets their own from the invitation."""

    why = forms.CharField(label=_("Why"), required=False, max_length=255, help_text=_("Kept in the history."))

    class Meta:
        model = User
        fields = ["email", "person"]
        field_classes = {}


class UserForm(WhyForm):
    class Meta:
        model = User
        fields = ["email", "person", "is_active"]


@admin.register(User)
class UserAdmin(AuditedAdmin):
    list_display = ["email", "person", "is_active", "last_login"]
    list_filter = ["is_active", "grants__kind"]
    list_select_related = ["person"]
    search_fields = ["email", "person__search_name"]
    autocomplete_fields = ["person"]
    inlines = [GrantInline]
    form = UserForm
    actions = ["invite"]

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **(kwargs if obj else {"form": NewUserForm, **kwargs}))

    def has_delete_permission(self, request, obj=None):
        """History refers to its people: a sign-in is switched off, not removed."""
        return False

    @admin.action(description=_("Send an invitation to set a password"))
    def invite(self, request, queryset):
        sent = 0
        for user in queryset.filter(is_active=True):
            form = ResetPasswordForm({"email": user.email})
            if form.is_valid():
                form.save(request)
                sent += 1
        self.message_user(request, _("Invitations sent: %(sent)s") % {"sent": sent}, messages.SUCCESS)
