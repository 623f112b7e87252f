"""Awards and credentials of a person: add, edit, remove; each leads back to the person."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible_or_404
from leaders.actions.records import remove_record, save_record
from leaders.forms.people import CredentialForm, RecognitionForm
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import Credential, Person, Recognition


def _page(request, form, act, person, **page):
    """The page of one award or credential, which belongs to its person."""
    address = person.get_absolute_url()
    crumbs = [(_("People"), "/people/"), (person.name, address)]

    def back():
        act()
        return address

    return form_page(request, form, back, crumbs=crumbs, cancel_url=address, **page)


def _create(request, pk, form_class, model, title):
    person = visible_or_404(request, Person, pk=pk)
    form = form_class(request.POST or None, instance=model(person=person))

    def act():
        save_record(record=form.instance, by=request.user, reason=form.cleaned_data["why"])

    return _page(request, form, act, person, title=title % {"name": person})


def _edit(request, pk, form_class, model):
    row = visible_or_404(request, model, pk=pk)
    form = form_class(request.POST or None, instance=row)

    def act():
        reason = form.cleaned_data["why"]
        save_record(record=row, by=request.user, reason=reason, version=version_of(request))

    title = _("Edit %(name)s") % {"name": row}
    return _page(request, form, act, row.person, record=row, title=title, subtitle=row.person)


def _remove(request, pk, model):
    """Asks for the reason; what was removed stays in the history of the person. Sent twice it leads there again."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    row = visible_or_404(request, model, pk=pk)
    form = ReasonForm(request.POST or None)

    def act():
        reason = form.cleaned_data["reason"]
        remove_record(record=row, by=request.user, reason=reason, version=version_of(request))

    title = _("Remove %(name)s") % {"name": row}
    page = {"title": title, "subtitle": row.person, "said": _("Removed."), "save_label": _("Remove")}
    return _page(request, form, act, row.person, record=row, **page)


@requires("leaders.change_people")
def recognition_create(request, pk):
    return _create(request, pk, RecognitionForm, Recognition, _("Award for %(name)s"))


@requires("leaders.change_people")
def recognition_edit(request, pk):
    return _edit(request, pk, RecognitionForm, Recognition)


@requires("leaders.change_people")
def recognition_remove(request, pk):
    return _remove(request, pk, Recognition)


@requires("leaders.change_people")
def credential_create(request, pk):
    return _create(request, pk, CredentialForm, Credential, _("Credential of %(name)s"))


@requires("leaders.change_people")
def credential_edit(request, pk):
    return _edit(request, pk, CredentialForm, Credential)


@requires("leaders.change_people")
def credential_remove(request, pk):
    return _remove(request, pk, Credential)
