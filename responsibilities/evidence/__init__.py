"""What may be kept as evidence, and what is left of it: names are mended, contents checked against them and cleaned.

A file is what its bytes say. Pictures are drawn anew, films lose what says where they were taken; whatever could run
in a browser or an office program is refused, in words.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config import pictures
from responsibilities.evidence import films

MOST_BYTES = 25 * 1024 * 1024
MOST_FILES = 10  # of one visit or cycle
LONGEST_NAME = 120
UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5000
OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": OFFICE + "wordprocessingml.document",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "pptx": OFFICE + "presentationml.presentation",
    "mp4": "video/mp4",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
ACTIVE_PARTS = re.compile(r"vbaproject|activex|oleobject|\.(exe|dll|js|vbs|bat|cmd|scr|bin|html?|svg)$", re.IGNORECASE)
HARMLESS_BIN = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
MARKUP = re.compile(r"\s*<([?!]|[a-z][\w-]*[\s>/])", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
# Controls, invisible characters and those that turn the direction of writing.
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


@dataclass(frozen=True)
class Checked:
    """A file as it is kept."""

    name: str = field(repr=False)
    media_type: str
    data: bytes = field(repr=False)


def checked(name, data):
    """The file as it may be kept, or `ValidationError` with the reason."""
    if not data:
        refuse(_("This file is empty."))
    if len(data) > MOST_BYTES:
        refuse(_("Files may have up to 25 MB."))
    name, ending = mended(name)
    data = CLEANERS.get(ending, _office)(ending, data)
    return Checked(name, TYPES[ending], data)


def mended(name):
    """`(name, ending)`: a name that is safe on any machine, or a refusal when its ending is not one of ours."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    name = "".join(letter for letter in name if unicodedata.category(letter) not in UNSEEN)
    stem, dot, ending = name.strip().rstrip(" .").rpartition(".")
    ending = ending.lower().strip()
    if not dot or ending not in TYPES:
        _refuse_ending(ending if dot else "")
    stem = re.sub(r'[<>:"|?*]', "_", stem).strip(" .")
    stem = re.sub(r"\.(?=[A-Za-z]\w{1,4}(\.|$))", "_", stem)[: LONGEST_NAME - len(ending) - 1].strip(" .")
    if RESERVED.match(stem) or not stem:
        stem = f"file {stem}".strip()
    return f"{stem}.{ending}", ending


def refuse(words):
    raise ValidationError({"file": words})


def _refuse_ending(ending):
    if ending in {"heic", "heif"}:
        refuse(_("HEIC pictures cannot be cleaned of the place where they were taken. Save it as JPEG and try again."))
    if ending == "mov":
        refuse(_("Save the film as MP4 and try again."))
    if ending in {"doc", "xls", "ppt"}:
        refuse(_("This is the old Office format. Save it as %(new)s and try again.") % {"new": f".{ending}x"})
    shown = ", ".join(sorted(TYPES))
    refuse(_("This kind of file is not kept here. You can add: %(endings)s.") % {"endings": shown})


def refuse_other(ending):
    refuse(_("This is not a proper .%(ending)s file.") % {"ending": ending})


def _pdf(ending, data):
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        refuse_other(ending)
    if _hides_zip(data):
        refuse(_("This PDF holds another file. Print it to a new PDF and try again."))
    if ACTIVE_PDF.search(data):
        refuse(_("This PDF holds scripts or attachments. Print it to a new PDF and try again."))
    return data


def _picture(ending, data):
    try:
        return pictures.redrawn(data, TYPES[ending])
    except pictures.NoPicture:
        return refuse_other(ending)


def _film(ending, data):
    try:
        return films.without_place(data)
    except films.NoFilm:
        return refuse_other(ending)


def _text(ending, data):
    """Text in UTF-8; what older spreadsheets write is turned into it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n\f" for letter in text) or "\ufffd" in text:
        refuse_other(ending)
    if MARKUP.match(text) or data.startswith((*PROGRAMS, b"%PDF-", b"PK")) or _hides_zip(data):
        refuse_other(ending)
    return text.encode()


def _office(ending, data):
    """An Office file without macros and embedded programs, that unpacks to a bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return refuse_other(ending)
    names = {part.filename for part in parts}
    if not data.startswith(b"PK\x03\x04") or not {"[Content_Types].xml", MAIN_PART[ending]} <= names:
        refuse_other(ending)
    _check_parts(parts, names)
    return data


def _check_parts(parts, names):
    """What an Office file is made of, before anything of it is unpacked."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        refuse(_("This file unpacks to far more than it seems. It is not kept."))
    if any(part.flag_bits & 1 for part in parts):
        refuse(_("This file is locked with a password. Save it without and try again."))
    if any(ACTIVE_PARTS.search(name) and not HARMLESS_BIN.search(name) for name in names):
        refuse(_("This file holds macros or programs. Save it without and try again."))


def _hides_zip(data):
    """Whether a zip archive stands in or behind the file: it would be two files in one."""
    return zipfile.is_zipfile(io.BytesIO(data))


CLEANERS = {
    "pdf": _pdf,
    "png": _picture,
    "jpg": _picture,
    "jpeg": _picture,
    "webp": _picture,
    "mp4": _film,
    "txt": _text,
    "csv": _text,
}
