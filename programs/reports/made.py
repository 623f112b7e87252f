"""When, by whom and from which data a document was made: what stands at the foot of every file."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import logos
from leaders.models import AuditEntry, District


@dataclass(frozen=True)
class Made:
    """Facts about the making; `version` moves with every change that history keeps, and with the program."""

    district: str
    on: datetime.date
    by: str
    version: str
    logo: bytes = b""


def made(user):
    """As of now, by this user."""
    district = District.current()
    return Made(district.name, timezone.localdate(), str(user), data_version(), logos.read(district.logo))


def data_version():
    """The number of the last entry of history, and the version of the program that reckons."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{last or 0} / {settings.VERSION}"


def about(document, made):
    """`[(label, value)]` of everything that a file says about itself."""
    return [
        (_("District"), made.district),
        (_("Report"), f"{document.code} {document.title}"),
        (_("Period"), document.period),
        *((label, value) for label, value in document.about if str(value) != str(document.period)),
        (_("Made on"), made.on),
        (_("Made by"), made.by),
        (_("Data version"), made.version),
    ]


def why_hidden(document):
    """The sentence that explains values which are not shown; nothing where all are."""
    if not document.is_suppressed:
        return ""
    return _(
        "To protect people, a figure about fewer than five of them (in surveys: ten) is not shown, nor one from which "
        "it could be worked out."
    )


def described():
    """What no report claims."""
    return _("The figures describe what was logged. They do not say what caused it, or what came of it.")
