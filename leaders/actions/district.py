"""Settings of the district: its logo, which lies on the disk, and what is kept by them."""

from django.db import transaction

from leaders import committed, logos
from leaders.actions.records import save_record
from leaders.models import District


@transaction.atomic
def save_district(*, district, by, logo=None, without_logo=False, reason="", version=None):
    """Save the settings; `logo` (a checked picture) takes the place of the one that was there, which is removed.

    Committed dollars move when fiscal years begin in another month.
    """
    before, month = district.logo, District.stored().fiscal_year_start_month
    if logo or without_logo:
        district.logo = logos.keep(logo) if logo else None
    save_record(record=district, by=by, reason=reason, version=version)
    if district.fiscal_year_start_month != month:
        committed.rebuild()
    if before and before != district.logo:
        transaction.on_commit(lambda: logos.drop(before))
    return district
