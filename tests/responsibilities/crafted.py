"""Files made by hand: honest ones of each kind, and those that pretend (trust A14)."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PLACE = "GPS-CANARY"
MACRO = "word/vbaProject.bin"
TYPES_PART = "[Content_Types].xml"


def picture(kind="PNG", size=(8, 6), exif=True, **options):
    image = Image.new("RGB", size, (200, 30, 40))
    facts = Image.Exif()
    if exif:
        facts[0x010E] = PLACE  # description
        facts[0x8825] = {1: "N", 2: (40.0, 26.0, 46.0), 3: "W", 4: (79.0, 58.0, 56.0)}
    out = io.BytesIO()
    image.save(out, kind, exif=facts, **options)
    return out.getvalue()


def turned():
    """Taken with the camera on its side: wide as stored, high when looked at."""
    facts = Image.Exif()
    facts[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (8, 4)).save(out, "JPEG", exif=facts)
    return out.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes that says it has 3,600 million points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def pdf(inside=b""):
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def office(kind="docx", *more, main=None, packed=zipfile.ZIP_DEFLATED, size=0):
    names = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as package:
        for name in (TYPES_PART, main or names[kind], *more):
            package.writestr(name, "<xml/>")
        if size:
            with package.open("word/media/big.xml", "w", force_zip64=True) as part:
                for _ in range(size // 1_000_000):
                    part.write(bytes(1_000_000))
    return out.getvalue()


def archive(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


def box(name, body=b""):
    return (8 + len(body)).to_bytes(4) + name + body


def film(brand=b"isom", *, place=True, moov=True):
    where = box(b"udta", box(b"\xa9xyz", f"+40.44-079.98/{PLACE}".encode())) if place else b""
    track = box(b"trak", box(b"tkhd", bytes(84)) + (box(b"meta", PLACE.encode()) if place else b""))
    inner = box(b"moov", box(b"mvhd", bytes(100)) + track + where) if moov else b""
    return box(b"ftyp", brand + bytes(4) + b"isommp42") + inner + box(b"mdat", b"frames" * 20)
