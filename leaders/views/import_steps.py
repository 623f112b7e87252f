"""The steps of an import: hand in a file, choose, apply, undo, discard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.access import requires, visible_or_404
from config.uploads import is_cut_off
from leaders.actions import imports as actions
from leaders.forms.imports import UploadForm
from leaders.forms.saving import form_page
from leaders.imports.apply import AlreadyApplied, NeedsConfirmation, PreviewChanged
from leaders.imports.undo import CannotUndo, NotApplied
from leaders.models import ImportBatch
from leaders.views.imports import CRUMBS, PERMISSION


@requires(PERMISSION)
def import_add(request):
    """Hand in a file."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, is_cut_off=is_cut_off(request))

    def act():
        return actions.receive_import(uploads=form.cleaned_data["files"], by=request.user).get_absolute_url()

    return form_page(
        request,
        form,
        act,
        template="leaders/import_add.html",
        said=_("Here is what the file would do. Nothing is written yet."),
        title=_("Import a file"),
        crumbs=CRUMBS,
        cancel_url=reverse("leaders:import-list"),
        save_label=_("Look at it first"),
        multipart=True,
    )


@requires(PERMISSION)
def import_progress(request, pk):
    """The waiting part of the page; tells the page to load anew once the work is done. A post tries again."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    if request.method == "POST":
        return redirect(actions.retry_import(batch=batch))
    if not batch.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "leaders/_import_working.html", {"batch": batch})


@requires(PERMISSION)
@require_POST
def import_choose(request, pk):
    """Choose the district to read from a list of several."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    return redirect(actions.choose_district(batch=batch, code=request.POST.get("district", "")))


@requires(PERMISSION)
@require_POST
def import_whole(request, pk):
    """Take the file as the list of all staff, or as changes only."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    return redirect(actions.set_whole(batch=batch, is_whole=request.POST.get("whole") == "yes"))


@requires(PERMISSION)
@require_POST
def import_apply(request, pk):
    """Write what the preview shows."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    try:
        if request.POST.get("digest") != batch.digest:
            raise PreviewChanged
        actions.start_apply(batch=batch, by=request.user, is_confirmed="confirmed" in request.POST)
        messages.success(request, _("Imported.") if not batch.is_working else _("The import has begun."))
    except AlreadyApplied:
        messages.info(request, _("This import was applied before. Nothing was done twice."))
    except (NeedsConfirmation, PreviewChanged, actions.ImportBusy) as failure:
        messages.warning(request, actions.why(failure))
    return redirect(batch)


@requires(PERMISSION)
@require_POST
def import_undo(request, pk):
    """Take an import back as a whole, or show what stands in the way."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    try:
        actions.undo_import(batch=batch, by=request.user)
        messages.success(request, _("The import was undone."))
    except NotApplied:
        messages.info(request, _("This import is not applied, so there is nothing to undo."))
    except CannotUndo as refusal:
        page = {
            "batch": batch,
            "title": _("This import cannot be undone"),
            "crumbs": [*CRUMBS, (batch, batch.get_absolute_url())],
        }
        return render(request, "leaders/import_obstacles.html", page | {"obstacles": refusal.obstacles}, status=409)
    return redirect(batch)


@requires(PERMISSION)
@require_POST
def import_discard(request, pk):
    """Drop a preview."""
    batch = visible_or_404(request, ImportBatch, pk=pk)
    actions.discard_import(batch=batch)
    messages.success(request, _("The preview was discarded. Nothing was imported."))
    return redirect("leaders:import-list")
