"""Freezing a report as it stands."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.access import requires
from leaders.forms.saving import form_page
from leaders.forms.terms import ReasonForm
from programs.access import FREEZE
from programs.actions.snapshots import freeze
from programs.reports import registry
from programs.reports.made import made
from programs.views.report_pages import address
from programs.views.reports import TITLE

FOR_EVERYONE = _("Everyone who reads reports will see it.")
FOR_FEW = _("Only you and the coordinator will see it.")


@requires(FREEZE)
def report_freeze(request, slug):
    """Asks what for, then keeps the report of what is chosen in the address."""
    report = registry.report_or_404(request.user, slug)
    filters = report.form(request.GET, user=request.user)
    document = report.build(request.user, filters.chosen(), timezone.localdate())
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = _("For example: for the board's meeting in December.")

    def act():
        snapshot = freeze(
            report=report,
            document=document,
            chosen=chosen(request, filters),
            made=made(request.user),
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        return snapshot.get_absolute_url()

    page = {
        "title": _("Freeze this report"),
        "subtitle": f"{document.title}, {document.period}. {FOR_EVERYONE if document.is_aggregate else FOR_FEW}",
        "crumbs": [(TITLE, reverse("programs:report-list")), (document.title, address(slug, chosen(request, filters)))],
        "cancel_url": address(slug, chosen(request, filters)),
        "save_label": _("Freeze"),
        "said": _("Frozen. Its figures and files stay as they are."),
    }
    return form_page(request, form, act, **page)


def chosen(request, filters):
    """What is chosen in the address and could be read, by name, as text; days also where left to the default.

    Else the report of two weeks, or of a date, would later be compared with that of other ones.
    """
    found = filters.chosen()
    given = [name for name in filters.fields if request.GET.get(name)]
    asked = {name: request.GET[name] for name in given if name not in filters.errors}
    days = {"on": found.get("on"), "period": found.get("period") and found["period"].start}
    return {**asked, **{name: day.isoformat() for name, day in days.items() if day}, "year": str(found["year"])}
