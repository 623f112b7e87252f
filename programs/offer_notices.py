"""Mail about decisions: what came of an application, to the applicant alone.

It answers what somebody asked for, so it is sent whether or not they wish to be reminded of things. It never holds the
reason of a decision, a score, or the name of whoever decided or reviewed.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from leaders.models import District
from programs import notices


def tell_outcomes(rows):
    """Tell applicants what was decided, each in a mail of their own; whoever has no address is not written to.

    The rows' calls and people are loaded, the calls with what they are for.
    """
    addresses = notices.addresses_of([row.person for row in rows])
    district = District.current().name
    with translation.override(settings.LANGUAGE_CODE):
        for row in rows:
            if addresses[row.person_id]:
                subject = _("%(district)s: your application, %(call)s") % {"district": district, "call": row.call}
                notices.hand_over(addresses[row.person_id], subject, _text(row, district))


def _text(row, district):
    facts = {
        "name": row.person.given_name,
        "call": row.call,
        "target": row.call.target,
        "decision": row.decision,
        "respond_by": row.respond_by,
        "district": district,
        "address": f"{settings.BASE_URL}{row.get_absolute_url()}",
    }
    return render_to_string("programs/mail/outcome.txt", facts)
