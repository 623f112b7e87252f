"""Mail to reviewers when applications are given to them: how many, by when, and where; never whose."""

from collections import Counter

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leaders.models import District, Person
from programs import notices


def tell_assigned(phase, reviews):
    """Tell each reviewer once of what is new for them; whoever has no address is not written to."""
    counted = Counter(review.reviewer_id for review in reviews)
    with translation.override(settings.LANGUAGE_CODE):
        for person in Person.objects.filter(pk__in=counted).order_by("pk"):
            if address := notices.address_of(person):
                _tell(address, person, phase, counted[person.pk])


def _tell(address, person, phase, count):
    district = District.current().name
    subject = _("%(district)s: applications to review") % {"district": district}
    facts = {"name": person.given_name, "district": district, "phase": phase, "count": count}
    facts["address"] = f"{settings.BASE_URL}{reverse('programs:review-list')}"
    notices.hand_over(address, subject, render_to_string("programs/mail/reviews.txt", facts))
