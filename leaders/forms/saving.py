"""Doing what a form asks for: once, with every refusal put next to its field."""

import uuid

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leaders.actions.records import AlreadyDone, StaleRecord, once, save_record
from leaders.forms.stale import both_versions
from leaders.models import ClientKey


def put_errors(form, error, **renamed):
    """Show a `ValidationError` of an action next to the form's own fields; what fits no field goes on top."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        name = renamed.get(name, name)
        form.add_error(name if name in form.fields else None, errors)


def key_of(request):
    """The form's own key; a fresh one when the form carries none or a broken one."""
    try:
        return uuid.UUID(request.POST.get("client_key", ""))
    except ValueError:
        return uuid.uuid4()


def led_to(request):
    """Where this form led when it was sent before: its repeat may fail the form's checks, as its name is now taken."""
    return ClientKey.objects.filter(key=key_of(request), user=request.user).values_list("result", flat=True).first()


def version_of(request):
    """The version of the record that the editor saw."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def perform(request, form, act, **renamed):
    """`(address, stale)`: what `act` answers, or None with errors on the form, or the row as someone else left it."""
    try:
        with once(user=request.user, key=key_of(request)) as row:
            row.result = act()
    except AlreadyDone as done:
        return done.result or "/", None
    except StaleRecord as stale:
        return None, stale.current
    except ValidationError as error:
        put_errors(form, error, **renamed)
        return None, None
    return row.result, None


def form_page(
    request,
    form,
    act,
    *,
    template="components/form_page.html",
    said="",
    renamed=None,
    record=None,
    compare=both_versions,
    **page,
):
    """One form, one action: shows the page, or acts and goes on. 422: refused, 409: someone else was faster.

    `said` is what the next page says, “Saved.” unless told otherwise; None when that page tells itself.
    `record` is the row that is changed; the page says which version of it the editor saw, until they saw a newer one.
    `compare` tells the two versions apart for a record whose fields do not say what it holds.
    """
    stale = None
    if request.method == "POST":
        address, stale = _answer(request, form, act, record, renamed or {})
        if address:
            if said is not None:
                messages.success(request, said or _("Saved."))
            return redirect(address)
    status = 409 if stale else 422 if form.is_bound else 200
    context = {
        "form": form,
        "record": record,
        "stale": stale and compare(form, record, stale, request.user),
        "version": _version(request, record, stale),
        "client_key": request.POST.get("client_key"),
        **page,
    }
    return render(request, template, context, status=status)


def _answer(request, form, act, record, renamed):
    """Like `perform`; what an editor of an old version typed is never judged without telling them so."""
    behind = record is not None and record.pk and version_of(request) not in (None, record.version)
    valid = form.is_valid()
    address, stale = perform(request, form, act, **renamed) if valid else (led_to(request), None)
    if behind and not address and not stale:
        stale = type(record)._base_manager.get(pk=record.pk)
    return address, stale


def _version(request, record, stale):
    """The version of the record that the page shows; a refused form keeps the one its editor began with."""
    if record is None or not record.pk:
        return None
    return stale.version if stale else version_of(request) or record.version


def saved(request, form, related=()):
    """The action behind a form of one record: save it with its many-to-many fields `related`, answer its address."""

    def act():
        data, record = form.cleaned_data, form.instance
        save_record(
            record=record,
            by=request.user,
            reason=data.get("why", ""),
            version=version_of(request) if record.pk else None,
            related={name: data[name] for name in related},
        )
        return record.get_absolute_url()

    return act
