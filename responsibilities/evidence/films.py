"""Films keep pictures and sound; what phones write beside them (place, device, owner) is blanked where it stands.

An MP4 file is a row of boxes, each with its length and a name of four letters; boxes of metadata become empty ones of
the same length, so that nothing else moves.
"""

BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash", b"mmp4"}
HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
METADATA = {b"udta", b"meta", b"uuid"}
DEEPEST = 8
MOST_BOXES = 20_000


class NoFilm(Exception):
    """The bytes are not an MP4 film."""


def without_place(data):
    """The same film without its metadata."""
    if data[4:8] != b"ftyp" or data[8:12] not in BRANDS:
        raise NoFilm
    film = bytearray(data)
    names = _blank(film, 0, len(film), 0)
    if not {b"ftyp", b"moov", b"mdat"} <= names:
        raise NoFilm
    return bytes(film)


def _blank(film, start, end, depth):
    """Blanks metadata between two places; answers the names of the boxes there."""
    names, count = set(), 0
    while start < end:
        name, body, after = _box(film, start, end)
        names.add(name)
        if name in METADATA:
            film[start + 4 : start + 8] = b"free"
            film[body:after] = bytes(after - body)
        elif name in HOLDERS and depth < DEEPEST:
            _blank(film, body, after, depth + 1)
        start, count = after, count + 1
        if count > MOST_BOXES:
            raise NoFilm
    return names


def _box(film, start, end):
    """`(name, where its body begins, where it ends)`."""
    size, name = int.from_bytes(film[start : start + 4]), bytes(film[start + 4 : start + 8])
    body = start + 8
    if size == 1:
        size, body = int.from_bytes(film[start + 8 : start + 16]), start + 16
    elif size == 0:
        size = end - start
    after = start + size
    if after > end or after < body or body > end:
        raise NoFilm
    return name, body, after
