"""Mail about applications: that one arrived, and the request to somebody named as a reference.

Neither holds an answer. The request holds the one link with which its reader writes a statement, without signing in.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leaders.models import District
from programs.notices import address_of, hand_over
from responsibilities.rules import shown


def tell_arrived(application, *, changed):
    """Tell an applicant that the application, or its changes, arrived; whoever has no address is not written to."""
    address = address_of(application.person)
    if address:
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("%(district)s: your application to “%(call)s”") % _words(application)
            page = f"{settings.BASE_URL}{application.get_absolute_url()}"
            facts = {"name": application.person.given_name, "changed": changed, "address": page}
            _mail(address, subject, "programs/mail/application_arrived.txt", application, facts)


def ask_reference(reference, application):
    """Ask somebody named as a reference for a statement."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(district)s: a reference for %(applicant)s") % _words(application)
        link = f"{settings.BASE_URL}{reverse('programs:reference-answer', args=[reference.key])}"
        facts = {"name": reference.name, "address": link}
        _mail(reference.email, subject, "programs/mail/reference.txt", application, facts)


def _mail(address, subject, template, application, facts):
    hand_over(address, subject, render_to_string(template, facts | _words(application)))


def _words(application):
    call = application.call
    applicant = str(application.person)
    closes = shown(call.closes)
    return {"district": District.current().name, "call": call.title, "closes": closes, "applicant": applicant}
