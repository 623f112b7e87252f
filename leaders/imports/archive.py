"""Reads zip archives that strangers made: everything is checked before anything is unpacked.

The limits are those of the security design: 10 MB a file, 50 members, 64 MB unpacked, 50:1 a member. Real school
packages compress about 7:1. Sizes in headers are not believed: bytes are counted while they are unpacked.
"""

import stat
import struct
import tempfile
import zipfile
import zlib
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from leaders.imports.problems import Unusable, shown

MEGABYTE = 1024 * 1024
MAX_FILE = 10 * MEGABYTE
MAX_MEMBERS = 50
MAX_UNPACKED = 64 * MEGABYTE
MAX_RATIO = 50
MAX_DIRECTORY = 64 * 1024
CHUNK = 64 * 1024
END_RECORD = struct.Struct("<4s4H2LH")
IGNORED_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}
ARCHIVES = {".zip", ".jar", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab"}
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    UnicodeError,
    ValueError,
)


def is_zip(path):
    """Whether the file begins like a zip archive or is an empty one."""
    with open(path, "rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def members(path):
    """The archive's real files by cleaned name (`folder/users.csv`); refuses any archive that looks like an attack."""
    check_end_record(path)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except BROKEN:
        raise Unusable(_("The zip file is damaged."), _("Export it again from the system it came from.")) from None
    check_all(infos)
    found = [(checked_name(info), info) for info in infos if not info.filename.endswith("/")]
    found = [(name, info) for name, info in found if not is_ignored(name)]
    for name, info in found:
        check_member(info, name)
    check_distinct([name for name, _info in found])
    return dict(found)


def weight(path):
    """Bytes that reading may take: what a zip says that it unpacks to, otherwise the size; 0 when it is damaged."""
    if not is_zip(path):
        return path.stat().st_size
    try:
        return sum(info.file_size for info in members(path).values())
    except Unusable:
        return 0


def check_end_record(path):
    """Bound the table of contents before the zip library reads it: a small file can list millions of members."""
    with open(path, "rb") as stream:
        size = stream.seek(0, 2)
        check_size(size)
        stream.seek(max(0, size - END_RECORD.size - 65535))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END_RECORD.size:
        raise Unusable(_("This is not a complete zip file."), _("Upload it again, or export it again."))
    _sign, _disk, _start, _here, entries, directory, _offset, _comment = END_RECORD.unpack_from(tail, at)
    if not entries:
        raise Unusable(_("The zip file is empty."), _("Export it again with its files inside."))
    if entries > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise Unusable(
            _("The zip file holds more than %(limit)s files.") % {"limit": MAX_MEMBERS},
            _("Put only the roster files into it."),
        )


def check_size(size):
    if size > MAX_FILE:
        raise Unusable(
            _("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE // MEGABYTE},
            _("Leave out files that are not needed, such as enrollments and demographics."),
        )
    if not size:
        raise Unusable(_("The file is empty."), _("Export it again, then upload it."))


def check_all(infos):
    """Limits on the archive as a whole; members that share bytes are the mark of an overlapping bomb."""
    if len(infos) > MAX_MEMBERS:
        raise Unusable(_("The zip file holds more than %(limit)s files.") % {"limit": MAX_MEMBERS})
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise Unusable(_("The zip file would unpack to more than %(limit)s MB.") % {"limit": MAX_UNPACKED // MEGABYTE})
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Unusable(_("Files inside the zip overlap each other. It was not made by an ordinary zip program."))
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size


def checked_name(info):
    """The member's path with forward slashes; refuses names that point outside the archive."""
    name = info.filename.replace("\\", "/")
    parts = name.rstrip("/").split("/")
    outside = name.startswith("/") or ".." in parts or ":" in parts[0]
    if outside or not all(parts) or "\x00" in info.orig_filename:
        raise Unusable(
            _("The zip holds a file with a forbidden path: “%(name)s”.") % {"name": shown(info.orig_filename)},
            _("Make the zip again from the files themselves."),
        )
    return name


def is_ignored(name):
    """Files that macOS and Windows add by themselves."""
    path = PurePosixPath(name)
    return path.parts[0] == "__MACOSX" or path.name.lower() in IGNORED_NAMES or path.name.startswith("._")


def check_member(info, name):
    """One member: a plain, unencrypted, stored or deflated file of a believable size that is no archive itself."""
    mode = stat.S_IFMT(info.external_attr >> 16)
    faults = {
        _("is not an ordinary file (a link or a device)"): mode not in (0, stat.S_IFREG),
        _("is locked with a password"): info.flag_bits & 0x2041,
        _("is packed in a way that is not supported"): info.compress_type
        not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
        _("is an archive inside the archive"): PurePosixPath(name).suffix.lower() in ARCHIVES,
        _("unpacks to far more than a roster file does"): info.file_size > MAX_RATIO * max(1, info.compress_size),
    }
    for fault, present in faults.items():
        if present:
            raise Unusable(
                _("The file “%(name)s” inside the zip %(fault)s.") % {"name": shown(name), "fault": fault},
                _("Make the zip again with plain CSV files only, without a password."),
            )


def check_distinct(names):
    """Two members whose names differ at most in capitals: nobody can say which one is meant."""
    seen = {}
    for name in names:
        twin = seen.get(name.casefold())
        seen[name.casefold()] = name
        if twin is not None:
            raise Unusable(
                _("The zip holds both “%(one)s” and “%(two)s”.") % {"one": shown(twin), "two": shown(name)},
                _("Keep one of them."),
            )


def unpack(path, info, budget=MAX_UNPACKED):
    """The member's bytes in a temporary file, read to at most `budget` bytes whatever its header claims."""
    out = tempfile.SpooledTemporaryFile(max_size=MEGABYTE)
    limit = min(budget, MAX_RATIO * max(1, info.compress_size))
    try:
        with zipfile.ZipFile(path) as archive, archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                if out.tell() + len(chunk) > limit:
                    raise Unusable(
                        _("The file “%(name)s” unpacks to far more than it says.") % {"name": shown(info.filename)}
                    )
                out.write(chunk)
    except BROKEN:
        raise Unusable(
            _("The file “%(name)s” inside the zip is damaged.") % {"name": shown(info.filename)},
            _("Export it again from the system it came from."),
        ) from None
    out.seek(0)
    return out
