from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from config import doctor
from responsibilities import checkup


class ResponsibilitiesConfig(AppConfig):
    name = "responsibilities"
    verbose_name = _("Responsibilities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        doctor.FURTHER.append(checkup.sealing)
