from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DistrictAdminSite(AdminSite):
    """Django admin under the product's name."""

    site_title = _("Administration")
    site_header = "Trellis"
    index_title = _("Records and settings")
