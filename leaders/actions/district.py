"""Settings of the district with its logo, which lies on the disk."""

from django.db import transaction

from leaders import logos
from leaders.actions.records import save_record


@transaction.atomic
def save_district(*, district, by, logo=None, without_logo=False, reason="", version=None):
    """Save the settings; `logo` (a checked picture) takes the place of the one that was there, which is removed."""
    before = district.logo
    if logo or without_logo:
        district.logo = logos.keep(logo) if logo else None
    save_record(record=district, by=by, reason=reason, version=version)
    if before and before != district.logo:
        transaction.on_commit(lambda: logos.drop(before))
    return district
