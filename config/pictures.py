"""Pictures are drawn anew: what remains is what one sees, without camera, time and place, and without hidden extras."""

import io
import warnings

from PIL import Image, ImageOps

MOST_PIXELS = 60_000_000  # a phone's largest; each takes four bytes while it is drawn
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
QUALITY = {"JPEG": {"quality": 88}, "WEBP": {"quality": 85}}


class NoPicture(Exception):
    """The bytes are not a picture of that kind, or too large a one."""


def redrawn(data, media_type):
    """The same picture, upright, in the same format, from its first frame."""
    kind = FORMATS[media_type]
    return _drawn(data, [kind], kind)


def small_png(data, width, height):
    """Any picture of ours within a box of pixels, as PNG."""
    return _drawn(data, list(FORMATS.values()), "PNG", (width, height))


def _drawn(data, kinds, kind, box=None):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redrawn(data, kinds, kind, box)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise NoPicture from error


def _redrawn(data, kinds, kind, box):
    with Image.open(io.BytesIO(data), formats=kinds) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture
        upright = ImageOps.exif_transpose(picture)
        plain = upright.convert("RGBA" if kind != "JPEG" and _is_clear(upright) else "RGB")
    if box:
        plain.thumbnail(box)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    bare.save(out, kind, **QUALITY.get(kind, {}))
    return out.getvalue()


def _is_clear(picture):
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
