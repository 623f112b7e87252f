from django.utils.translation import gettext_lazy as _

from config.access import requires
from leaders.actions.district import change_settings
from leaders.forms.people import DistrictForm
from leaders.forms.saving import form_page, version_of
from leaders.models import District


@requires("leaders.change_district")
def district_edit(request):
    """Settings of the district: one row, made when first saved."""
    district = District.stored()
    form = DistrictForm(request.POST or None, instance=district)

    def act():
        change_settings(
            district=district,
            by=request.user,
            reason=form.cleaned_data.get("why", ""),
            version=version_of(request) if district.pk else None,
        )
        return district.get_absolute_url()

    return form_page(request, form, act, title=_("Settings of the district"), record=district)
