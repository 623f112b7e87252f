"""Workbooks, and the rarer zips, that an attacker or a broken program would make; each entry makes one file."""

import io
import struct
import zipfile

from tests.leaders.imports.packages import files_1_1, teacher

USERS = files_1_1([teacher(1)])["users.csv"]
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
ROWS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>sourcedId</t></is></c></row></sheetData>'
WORKBOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
<Relationship Id="rId2" Target="sharedStrings.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>"""
ROOT_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="xl/workbook.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def plain(*members, method=zipfile.ZIP_DEFLATED):
    """Bytes of a zip with (name or ZipInfo, content) members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def patched(data, at, code, value, sign=CENTRAL, which=0):
    """The zip with one field of the `which`-th header overwritten."""
    place = -1
    for _each in range(which + 1):
        place = data.index(sign, place + 1)
    packed = struct.pack(code, value)
    return data[: place + at] + packed + data[place + at + len(packed) :]


def raw_name(name):
    """A member whose name no zip program writes."""
    same = "x" * len(name)
    return plain((same, USERS)).replace(same.encode(), name.encode())


def claims_megabytes(count, size):
    data = plain(*[(f"f{n}.csv", "x" * 200_000) for n in range(count)], method=zipfile.ZIP_STORED)
    for n in range(count):
        data = patched(data, 24, "<I", size, which=n)
    return data


def overlapping_inside():
    return patched(plain(("a.csv", USERS * 9), ("b.csv", USERS)), 42, "<I", 60, which=1)


def lying_small_stored():
    data = plain(("users.csv", USERS), method=zipfile.ZIP_STORED)
    return patched(patched(data, 24, "<I", 10), 22, "<I", 10, sign=LOCAL)


def masked():
    data = plain(("users.csv", USERS))
    return patched(patched(data, 8, "<H", 0x2000), 6, "<H", 0x2000, sign=LOCAL)


def many_members(count):
    """A table of contents of `count` lines that all point at one empty file; its end speaks of one."""
    local = LOCAL + struct.pack("<5H3I2H", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"u"
    lines = CENTRAL + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"u"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(lines) * count, len(local), 0)
    return local + lines * count + end


def zip64_end():
    data = plain(("users.csv", USERS))
    at = data.rindex(b"PK\x05\x06")
    return data[: at + 8] + struct.pack("<2H2L", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + data[at + 20 :]


def workbook(**parts):
    """An XLSX of given parts; `workbook`, `sheet`, `strings` and `styles` replace the ordinary ones."""
    names = {
        "types": ("[Content_Types].xml", TYPES),
        "root": ("_rels/.rels", ROOT_RELATIONS),
        "workbook": ("xl/workbook.xml", WORKBOOK),
        "relations": ("xl/_rels/workbook.xml.rels", RELATIONS),
        "sheet": ("xl/worksheets/sheet1.xml", SHEET.format(ROWS)),
        "strings": ("xl/sharedStrings.xml", STRINGS.format("")),
        "styles": ("xl/styles.xml", "<styleSheet/>"),
    }
    members = [(name, parts.get(key, XML + content)) for key, (name, content) in names.items()]
    return plain(*members, *((name, content) for name, content in parts.items() if "/" in name))


def doctype(body, content):
    return f'<?xml version="1.0"?><!DOCTYPE x [{body}]>{content}'


def far_cell():
    return SHEET.format(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def wide_sheet(columns):
    cells = "".join(
        f'<c r="{chr(65 + n // 26 - 1) if n > 25 else ""}{chr(65 + n % 26)}1"><v>1</v></c>' for n in range(columns)
    )
    return SHEET.format(f'<sheetData><row r="1">{cells}</row></sheetData>')


ZIPS = {
    "file without a name.zip": lambda: raw_name("\0users.csv"),
    "zero byte in a name.zip": lambda: raw_name("users.csv\0.txt"),
    "zip called csv in a zip.zip": lambda: plain(("users.csv", plain(("users.csv", USERS)))),
    "zip64 sizes.zip": zip64_end,
    "stored, says 10 bytes.zip": lying_small_stored,
    "overlapping inside.zip": overlapping_inside,
    "claims 80 MB.zip": lambda: claims_megabytes(10, 8_000_000),
    "masked headers.zip": masked,
    "200000 members.zip": lambda: many_members(200_000),
}
WORKBOOKS = {
    "external entity.xlsx": lambda: workbook(
        workbook=doctype('<!ENTITY e SYSTEM "file:///etc/passwd">', WORKBOOK.replace("Sheet1", "&e;"))
    ),
    "external entity in strings.xlsx": lambda: workbook(
        strings=doctype('<!ENTITY e SYSTEM "file:///etc/passwd">', STRINGS.format("<si><t>&e;</t></si>"))
    ),
    "parameter entity.xlsx": lambda: workbook(
        styles=doctype('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;', "<styleSheet/>")
    ),
    "billion laughs.xlsx": lambda: workbook(strings=doctype('<!ENTITY a0 "ha">' + LAUGHS, STRINGS.format("&a9;"))),
    "entity in utf-16.xlsx": lambda: workbook(strings=doctype("", STRINGS.format("")).encode("utf-16")),
    "strings bomb.xlsx": lambda: workbook(strings=XML + STRINGS.format(f"<si><t>{'a' * 50_000_000}</t></si>")),
    "far cell.xlsx": lambda: workbook(sheet=XML + far_cell()),
    "101 columns.xlsx": lambda: workbook(sheet=XML + wide_sheet(101)),
    "macros.xlsx": lambda: workbook(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "macro type.xlsx": lambda: workbook(types=XML + TYPES.replace("application/xml", "x.macroEnabled.main+xml")),
    "workbook in workbook.xlsx": lambda: workbook(**{"xl/embeddings/a.zip": plain(("a.csv", "x"))}),
    "broken sheet.xlsx": lambda: workbook(sheet=b"<worksheet><sheetData><row"),
    "no sheet.xlsx": lambda: workbook(sheet=XML + SHEET.format("<sheetData/>")),
    "an old workbook.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


HOSTILE = ZIPS | WORKBOOKS
