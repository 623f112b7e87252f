from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ConfigConfig(AppConfig):
    """How the site is put together; an app only so that its template tags and commands are found."""

    name = "config"


class DistrictAdminConfig(admin.AdminConfig):
    """Django admin with our own site instead of its default one."""

    default = False
    default_site = "config.admin.DistrictAdminSite"
