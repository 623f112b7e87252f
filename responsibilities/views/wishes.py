"""My settings: what a user wishes for themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible
from leaders.actions.records import save_record
from leaders.forms.saving import form_page, version_of
from responsibilities.forms.wishes import WishesForm
from responsibilities.models import Wishes


@requires("responsibilities.change_wishes")
def wishes_edit(request):
    """Switch reminders on or off; the calendar has a page of its own."""
    wishes = visible(request, Wishes).first() or Wishes(user=request.user)
    form = WishesForm(request.POST or None, instance=wishes)

    def act():
        save_record(record=form.instance, by=request.user, version=version_of(request) if wishes.pk else None)
        return reverse("responsibilities:wishes-edit")

    page = {"title": _("My settings"), "record": wishes, "cancel_url": reverse("leaders:home")}
    return form_page(request, form, act, template="responsibilities/wishes.html", **page)
