"""What is done with a program: added, edited."""

from django.urls import reverse
from django.utils.translation import gettext as _

from config.access import requires, visible_or_404
from leaders.forms.saving import form_page, saved
from programs.forms.programs import ProgramForm
from programs.models import Program
from programs.views.programs import CRUMBS

RELATED = ("disciplines", "leads_to")


def _edit(request, program, **page):
    form = ProgramForm(request.POST or None, instance=program, user=request.user)
    return form_page(request, form, saved(request, form, RELATED), record=program, crumbs=CRUMBS, **page)


@requires("programs.change_programs")
def program_create(request):
    return _edit(request, Program(), title=_("Add a program"), cancel_url=reverse("programs:program-list"))


@requires("programs.change_programs")
def program_edit(request, pk):
    program = visible_or_404(request, Program, pk=pk)
    title = _("Edit %(name)s") % {"name": program}
    return _edit(request, program, title=title, cancel_url=program.get_absolute_url())
