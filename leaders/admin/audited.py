from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leaders import audit
from leaders.access import PAY_FIELDS, PAY_MODELS, sees_all_pay
from leaders.admin.removal import removed_with
from leaders.models import AuditEntry


class WhyForm(forms.ModelForm):
    """Any admin form, with the reason that the history keeps, and the version that the editor saw."""

    why = forms.CharField(label=_("Why"), required=False, max_length=255, help_text=_("Kept in the history."))
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = getattr(self.instance, "version", None)

    def clean(self):
        """Of two editors with the same version one wins; the other is told (trust D3)."""
        seen = self.cleaned_data.get("seen_version")
        stored = type(self.instance)._base_manager.select_for_update().filter(pk=self.instance.pk)
        if self.instance.pk and seen is not None and not stored.filter(version=seen).exists():
            raise forms.ValidationError(_("Someone else changed this record while you were editing it."))
        return super().clean()


class Looked(admin.ModelAdmin):
    """What all lists share: no full counts, and only such filters in the address as the list itself offers.

    Django would take any field of the model there, so that hidden money could be guessed by comparing.
    """

    show_full_result_count = False
    list_per_page = 50

    def lookup_allowed(self, lookup, value, request=None):
        offered = {name.partition("__")[0] for name in self.list_filter}
        return lookup.partition("__")[0] in offered and super().lookup_allowed(lookup, value, request)


class AuditedAdmin(Looked):
    """Admin of one model: money hidden from who may not see it, every write audited."""

    form = WhyForm

    def get_exclude(self, request, obj=None):
        hidden = [] if sees_all_pay(request.user) else sorted(PAY_FIELDS & {f.name for f in self.opts.fields})
        return [*(super().get_exclude(request, obj) or []), *hidden]

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return shown if sees_all_pay(request.user) else [name for name in shown if name not in PAY_FIELDS]

    def save_model(self, request, obj, form, change):
        write(obj, request.user, form.cleaned_data.get("why", ""))

    def save_formset(self, request, form, formset, change):
        why = form.cleaned_data.get("why", "")
        formset.save(commit=False)
        for row in formset.deleted_objects:
            remove(row, request.user, why)
        for row in [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]:
            write(row, request.user, why)
        formset.save_m2m()

    def save_related(self, request, form, formsets, change):
        before = _related(form) if change else {}
        super().save_related(request, form, formsets, change)
        changes = audit.difference(before, _related(form))
        if changes:
            entry = {"verb": AuditEntry.Verb.CHANGED, "by": request.user, "reason": form.cleaned_data.get("why", "")}
            audit.record(row=form.instance, changes=changes, **entry)

    def get_deleted_objects(self, objs, request):
        """What would go along, and what stands in the way: pay, and what the admin does not know, is not named."""
        tree, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        protected, kinds = [_without_pay(text, request.user) for text in protected], _unknown_kinds(self.admin_site)
        return _by_kind(tree, kinds), counts, perms_needed, list(dict.fromkeys(_by_kind(protected, kinds)))

    def delete_model(self, request, obj):
        remove(obj, request.user, "")

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for row in queryset:
                remove(row, request.user, "")

    def log_addition(self, request, obj, message):
        """Our own history replaces Django's admin log."""

    def log_change(self, request, obj, message):
        """Our own history replaces Django's admin log."""

    def log_deletions(self, request, queryset):
        """Our own history replaces Django's admin log."""

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, when and why; entries about pay only for who sees pay."""
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = AuditEntry.objects.visible_to(request.user).about(row).select_related("actor")[:200]
        context = self.admin_site.each_context(request) | {
            "title": _("History of %(name)s") % {"name": row},
            "entries": [(entry, entry.changes_for(request.user)) for entry in entries],
            "object": row,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/leaders/history.html", context)


class ReadOnlyAdmin(Looked):
    """Rows that history must keep as they are: looked at, never added, changed or removed here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def write(row, by, why):
    """Save a row that the form has checked, with its history entry, in the admin's transaction."""
    before = {} if row._state.adding else audit.snapshot(type(row)._base_manager.get(pk=row.pk))
    verb = AuditEntry.Verb.CHANGED if before else AuditEntry.Verb.ADDED
    if hasattr(row, "version") and before:
        row.version += 1
    row.save()
    changes = audit.difference(before, audit.snapshot(row))
    if changes:
        audit.record(row=row, verb=verb, by=by, changes=changes, reason=why)


def remove(row, by, why):
    """Delete a row; it and all that goes with it stay in the history."""
    with transaction.atomic():
        for gone, related in removed_with(row):
            changes = audit.difference(audit.snapshot(gone) | related, {})
            audit.record(row=gone, verb=AuditEntry.Verb.REMOVED, by=by, changes=changes, reason=why)
        row.delete()


def _without_pay(text, user):
    """A line of the confirmation page; of a row about pay only that it is there."""
    about_pay = tuple(f"{capfirst(apps.get_model('leaders', name)._meta.verbose_name)}:" for name in PAY_MODELS)
    return text if sees_all_pay(user) or not str(text).startswith(about_pay) else capfirst(_("compensation"))


def _unknown_kinds(site):
    """What records are called that have no page here, like those of the log, which administrators do not see."""
    parts = {inline.model for page in site._registry.values() for inline in page.inlines}
    return {capfirst(model._meta.verbose_name) for model in apps.get_models() if model not in {*site._registry, *parts}}


def _by_kind(line, kinds):
    """A line of the confirmation page, or a list of such; of rows of these kinds only the kind."""
    if isinstance(line, list):
        return [_by_kind(part, kinds) for part in line]
    kind = str(line).partition(":")[0]
    return kind if kind in kinds else line


def _related(form):
    """Many-to-many values of the form's saved row: what `save_m2m` is about to change or has changed."""
    names = [f.name for f in form.instance._meta.many_to_many if f.name in form.cleaned_data]
    return {name: audit.related_ids(form.instance, name) for name in names}
