"""The district's logo: a picture on the disk under a random name, drawn anew and small, for headers and reports."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config import pictures, storing

MOST_BYTES = 1024 * 1024
BOX = (720, 240)  # pixels: sharp on paper at half an inch


def checked(data):
    """The logo as it is kept, or `ValidationError` with the reason."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("A logo may have up to 1 MB."))
    try:
        return pictures.small_png(data, *BOX)
    except pictures.NoPicture:
        raise ValidationError(_("This is not a proper PNG, JPEG or WebP picture.")) from None


def folder():
    return Path(settings.MEDIA_ROOT) / "logo"


def keep(png):
    """Keep a checked logo; answers its name."""
    key = uuid.uuid4()
    storing.write(folder(), f"{key}.png", png)
    return key


def read(key):
    """The logo of a name; nothing where there is none."""
    try:
        return (folder() / f"{key}.png").read_bytes() if key else b""
    except OSError:
        return b""


def drop(key):
    (folder() / f"{key}.png").unlink(missing_ok=True)
