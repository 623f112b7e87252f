"""What an answer says, whatever kind of file it is: workbooks are unpacked, the text of PDFs is drawn out.

In a PDF the text stands compressed, as numbers of glyphs; each font says which letters they are. What a sweep looks for
is looked for in the letters of each font in turn, in the order in which they are set.
"""

import io
import re
import zipfile
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LETTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
SPANS = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
SHOWN = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.DOTALL)  # what is even may stand unescaped
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(response):
    """The text of an answer of the test client."""
    return as_text(response.getvalue())


def as_text(body):
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b" ".join(book.read(name) for name in book.namelist())
    told = body.decode("utf-8", "replace")
    return f"{told} {_drawn(body)}" if body[:4] == b"%PDF" else told


def _drawn(body):
    """The text of a PDF as it is drawn, once in the letters of each font, and all that its parts say in plain."""
    parts = [_unpacked(part) for part in STREAM.findall(body)]
    fonts = [_letters(part) for part in parts if b"begincmap" in part]
    pages = [part for part in parts if re.search(rb"\bBT\b", part) and re.search(rb"T[jJ]\b", part)]
    found = [_in_letters(page, font) for page in pages for font in fonts]
    return " ".join([*found, *(part.decode("utf-8", "replace") for part in parts)])


def _unpacked(part):
    try:
        return zlib.decompress(part)
    except zlib.error:  # kept as it is, or a picture
        return part


def _letters(part):
    """`{number of a glyph: its letters}` of one font."""
    found = {}
    for group in LETTERS.findall(part):
        numbers = HEX.findall(group)
        found |= {int(glyph, 16): _word(letters) for glyph, letters in zip(numbers[::2], numbers[1::2], strict=True)}
    for group in SPANS.findall(part):
        numbers = [int(number, 16) for number in HEX.findall(group)]
        for first, last, letter in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found |= {glyph: chr(letter + glyph - first) for glyph in range(first, last + 1)}
    return found


def _word(letters):
    return bytes.fromhex(letters.decode()).decode("utf-16-be", "replace")


def _in_letters(page, font):
    """A page in the letters of one font, with one blank between runs."""
    return " ".join(" ".join(_set(run, font) for run in re.split(rb"T[jJ]\b", page)).split())


def _set(run, font):
    """One run of glyphs in letters; its pieces stand side by side."""
    glyphs = b"".join(_plain(piece) for piece in SHOWN.findall(run))
    numbers = [int.from_bytes(glyphs[place : place + 2], "big") for place in range(0, len(glyphs), 2)]
    return "".join(font.get(number, "\ufffd") for number in numbers)


def _plain(piece):
    return ESCAPED.sub(_sign, piece)


def _sign(found):
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else SIGNS.get(sign, sign)
