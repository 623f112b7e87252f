"""The settings of the district, and what is kept by them."""

from django.db import transaction

from leaders import committed
from leaders.actions.records import save_record
from leaders.models import District


@transaction.atomic
def change_settings(*, district, by, reason="", version=None):
    """Save the settings; committed dollars move when fiscal years begin in another month."""
    before = District.stored().fiscal_year_start_month
    save_record(record=district, by=by, reason=reason, version=version)
    if district.fiscal_year_start_month != before:
        committed.rebuild()
    return district
