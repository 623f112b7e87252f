"""`python -m tests.bench.insight_data`, after `tests.bench.log_data people`: pay of this school year and the last."""

import importlib
import random

importlib.import_module("django").setup()

timezone = importlib.import_module("django.utils.timezone")
data = importlib.import_module("tests.bench.data")
models = importlib.import_module("leaders.models")


def money():
    """A stipend for three of four appointments, from one or two funds."""
    this = models.District.current().school_year(timezone.localdate())
    held = models.Appointment.objects.filter(position__school_year__gte=this - 1).select_related("position")
    data.pay(list(held.order_by("pk")), random.Random(this))


if __name__ == "__main__":
    money()
