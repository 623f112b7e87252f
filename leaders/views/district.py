from django.utils.translation import gettext_lazy as _

from config.access import requires
from leaders.forms.people import DistrictForm
from leaders.forms.saving import form_page, saved
from leaders.models import District


@requires("leaders.change_district")
def district_edit(request):
    """Settings of the district: one row, made when first saved."""
    district = District.stored()
    form = DistrictForm(request.POST or None, instance=district)
    return form_page(request, form, saved(request, form), title=_("Settings of the district"), record=district)
