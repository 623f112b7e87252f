"""Zip archives that no roster export makes, built in memory so that no binary lies in the repository."""

import io
import struct
import zipfile

USERS = b"sourcedId,orgSourcedIds,role,givenName,familyName,email\r\nT1,S1,teacher,Ana,Ortiz,ana@district.example\r\n"
MEGABYTE = 1024 * 1024
EMPTY_ZIP = b"PK\x05\x06" + b"\0" * 18


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """A zip of (name or ZipInfo, content) pairs; names may repeat."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content, compress_type=method)
    return out.getvalue()


def special(mode, name="users.csv"):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return zipped((info, b"/etc/passwd"))


def patched(data, *, local=None, central=None):
    """The zip with bytes at an offset into its first local and its first central header replaced."""
    data = bytearray(data)
    for sign, change in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        if change:
            at = data.find(sign) + change[0]
            data[at : at + len(change[1])] = change[1]
    return bytes(data)


def overlapping(count=30):
    """Many entries of the table of contents that point to the same bytes."""
    data = zipped(("users.csv", b"a,b\r\n" * 10))
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    record = data[start:end]
    copies = b"".join(record.replace(b"users.csv", f"user{n:02d}.csv"[:9].encode()) for n in range(count))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(copies), start, 0)
    return data[:start] + copies + tail


def crowd(count):
    return zipped(*((f"f{n}.csv", b"a") for n in range(count)))


def cut(data, share):
    return data[: int(len(data) * share)]


def wrong_bytes(data):
    """The packed content overwritten, so that it no longer unpacks to its checksum."""
    at = data.find(b"users.csv") + 12
    return data[:at] + b"\xff" * 20 + data[at + 20 :]


ROSTER = zipped(("users.csv", USERS))
OUTSIDE = [
    "../../../../etc/passwd",
    "..\\..\\x.csv",
    "/abs/users.csv",
    "C:\\x.csv",
    "a/../../users.csv",
    "a//users.csv",
]
INNER = ["more.zip", "more.7z", "more.tar", "more.gz", "more.rar", "more.jar"]
MODES = {"symlink": 0o120777, "device": 0o060666, "fifo": 0o010666, "socket": 0o140666, "char device": 0o020666}
TWINS = [("users.csv", "users.csv"), ("users.csv", "Users.csv"), ("users.csv", "USERS.CSV"), ("orgs.csv", "Orgs.csv")]


def attacks():
    """Name → bytes of every archive that must be refused."""
    made = {f"path {name}": zipped((name, USERS)) for name in OUTSIDE}
    made |= {f"inner {name}": zipped(("users.csv", USERS), (name, ROSTER)) for name in INNER}
    made |= {name: special(mode) for name, mode in MODES.items()}
    made |= {f"twins {one} {two}": zipped((one, USERS), (two, USERS)) for one, two in TWINS}
    return made | bombs() | broken() | others()


def bombs():
    zeros = b"0" * (8 * MEGABYTE)
    small = zipped(("users.csv", zeros))
    return {
        "flat bomb": small,
        "flat bomb of 60 MB": zipped(("users.csv", b"0" * (60 * MEGABYTE))),
        "bomb that says 10 bytes": patched(small, local=(22, b"\x0a\0\0\0"), central=(24, b"\x0a\0\0\0")),
        "bomb beside a roster": zipped(("orgs.csv", zeros), ("users.csv", USERS)),
        "many bombs": zipped(*((f"{n}.csv", zeros) for n in range(10))),
        "overlapping": overlapping(),
        "fifty-one files": crowd(51),
        "thousand files": crowd(1000),
        "says 4 GB": patched(ROSTER, central=(24, b"\xfe\xff\xff\xff")),
        "too large": zipped(("users.csv", b"x" * (11 * MEGABYTE)), method=zipfile.ZIP_STORED),
    }


def broken():
    return {
        "empty": EMPTY_ZIP,
        "nothing": b"",
        "text called zip": USERS,
        "page called zip": b"<!DOCTYPE html><title>Sign in</title>",
        "half": cut(ROSTER, 0.5),
        "without its end": cut(ROSTER, 0.9),
        "head only": ROSTER[:30],
        "wrong bytes": wrong_bytes(ROSTER),
        "wrong checksum": patched(ROSTER, local=(14, b"\1\2\3\4"), central=(16, b"\1\2\3\4")),
        "wrong offset": patched(ROSTER, central=(42, b"\xff\xff\0\0")),
    }


def others():
    return {
        "locked": patched(ROSTER, local=(6, b"\x01\0"), central=(8, b"\x01\0")),
        "strongly locked": patched(ROSTER, local=(6, b"\x41\0"), central=(8, b"\x41\0")),
        "bzip2": zipped(("users.csv", USERS), method=zipfile.ZIP_BZIP2),
        "lzma": zipped(("users.csv", USERS), method=zipfile.ZIP_LZMA),
        "unknown packing": patched(ROSTER, local=(8, b"\x63\0"), central=(10, b"\x63\0")),
        "two folders": zipped(("a/users.csv", USERS), ("b/orgs.csv", USERS)),
        "only junk": zipped((".DS_Store", b"x"), ("__MACOSX/._users.csv", b"x"), ("Thumbs.db", b"x")),
        "no roster": zipped(("notes.txt", b"hello")),
    }
