from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires
from config.uploads import is_cut_off
from leaders import logos
from leaders.actions.district import save_district
from leaders.forms.people import DistrictForm
from leaders.forms.saving import form_page, version_of
from leaders.models import District


@requires("leaders.change_district")
def district_edit(request):
    """Settings of the district: one row, made when first saved."""
    district = District.stored()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DistrictForm(*sent, instance=district, is_cut_off=is_cut_off(request))

    def act():
        data = form.cleaned_data
        save_district(
            district=form.instance,
            by=request.user,
            logo=data["new_logo"],
            without_logo=data.get("without_logo", False),
            reason=data["why"],
            version=version_of(request) if form.instance.pk else None,
        )
        return form.instance.get_absolute_url()

    return form_page(request, form, act, title=_("Settings of the district"), record=district, multipart=True)


@requires("leaders.view_home")
@require_safe
def district_logo(request, pk):
    """The logo; another one has another address, so browsers may keep it."""
    picture = logos.read(pk) if pk == District.current().logo else b""
    if not picture:
        raise Http404
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
