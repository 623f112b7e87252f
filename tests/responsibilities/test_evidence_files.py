"""What may be kept as evidence: a table of crafted files, each kept as said or refused with its reason (A14–A15)."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from responsibilities import evidence
from tests.responsibilities import crafted
from tests.responsibilities.crafted import archive, bomb, film, office, pdf, picture

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00" + bytes(60)
PNG, JPEG = picture("PNG"), picture("JPEG")
LONG = "a" * 300

# name, content, name under which it is kept
KEPT = [
    ("plan.pdf", pdf(), "plan.pdf"),
    ("PLAN.PDF", pdf(), "PLAN.pdf"),
    ("board.png", PNG, "board.png"),
    ("board.jpg", JPEG, "board.jpg"),
    ("board.jpeg", JPEG, "board.jpeg"),
    ("board.webp", picture("WEBP"), "board.webp"),
    ("plan.docx", office("docx"), "plan.docx"),
    ("data.xlsx", office("xlsx", "xl/printerSettings/printerSettings1.bin"), "data.xlsx"),
    ("talk.pptx", office("pptx"), "talk.pptx"),
    ("lesson.mp4", film(), "lesson.mp4"),
    ("lesson.mp4", film(b"mp42"), "lesson.mp4"),
    ("notes.txt", "¿Qué observas?".encode(), "notes.txt"),
    ("scores.csv", b"standard,share\n5.NF.3,0.6\n", "scores.csv"),
    ("excel.csv", "año,niños\n".encode("cp1252"), "excel.csv"),
    ("bom.csv", b"\xef\xbb\xbfa,b\n", "bom.csv"),
    # names that are mended
    (f"{LONG}.png", PNG, "a" * 116 + ".png"),
    ("../../etc/passwd.txt", b"x", "passwd.txt"),
    ("C:\\Users\\ana\\plan.pdf", pdf(), "plan.pdf"),
    ("/etc/cron.d/job.txt", b"x", "job.txt"),
    ("gnp\u202egpj.exe.txt", b"x", "gnpgpj_exe.txt"),
    ("zero\u200bwidth.txt", b"x", "zerowidth.txt"),
    ("line\r\nbreak.txt", b"x", "linebreak.txt"),
    ("nul\x00byte.txt", b"x", "nulbyte.txt"),
    ("photo.php.jpg", JPEG, "photo_php.jpg"),
    ("shell.asp;.jpg", JPEG, "shell.asp;.jpg"),
    ("page.html.txt", b"x", "page_html.txt"),
    ('a<b>:"c|d?e*.txt', b"x", "a_b___c_d_e_.txt"),
    ("CON.txt", b"x", "file CON.txt"),
    (".txt", b"x", "file.txt"),
    (" . .pdf", pdf(), "file.pdf"),
    ("plan.pdf. ", pdf(), "plan.pdf"),
    ("Año 1.º día.txt", b"x", "Año 1.º día.txt"),
    # polyglots that are harmless once drawn anew
    ("script.png", PNG + HTML, "script.png"),
    ("zip.png", PNG + archive("evil.exe"), "zip.png"),
    ("comment.jpg", picture("JPEG", comment=b"<?php system($_GET[0]); ?>"), "comment.jpg"),
]
# name, content, a word of the reason
REFUSED = [
    ("empty.pdf", b"", "empty"),
    ("empty.txt", b"", "empty"),
    ("photo.heic", b"\x00\x00\x00\x18ftypheic", "JPEG"),
    ("film.mov", film(b"qt  "), "MP4"),
    ("old.doc", b"\xd0\xcf\x11\xe0", ".docx"),
    ("logo.svg", SVG, "not kept"),
    ("page.html", HTML, "not kept"),
    ("page.htm", HTML, "not kept"),
    ("run.exe", EXE, "not kept"),
    ("plan.pdf.exe", EXE, "not kept"),
    ("gpj.\u202eexe", EXE, "not kept"),
    ("no ending", pdf(), "not kept"),
    ("", pdf(), "not kept"),
    ("archive.zip", archive("a.txt"), "not kept"),
    ("macro.docm", office("docx", crafted.MACRO), "not kept"),
    ("svg.png", SVG, "proper .png"),
    ("html.jpg", HTML, "proper .jpg"),
    ("exe.pdf", EXE, "proper .pdf"),
    ("jpeg.png", JPEG, "proper .png"),
    ("png.jpg", PNG, "proper .jpg"),
    ("gif.webp", b"GIF89a" + bytes(20), "proper .webp"),
    ("cut.png", PNG[:-30], "proper .png"),
    ("bomb.png", bomb(), "proper .png"),
    ("late.pdf", b"x" * 20 + pdf(), "proper .pdf"),
    ("endless.pdf", pdf()[:-7], "proper .pdf"),
    ("both.pdf", pdf() + archive("evil.exe"), "another file"),
    ("script.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "scripts"),
    ("launch.pdf", pdf(b"/Launch"), "scripts"),
    ("attached.pdf", pdf(b"/EmbeddedFiles"), "scripts"),
    ("svg.txt", SVG, "proper .txt"),
    ("html.csv", b"\n  " + HTML, "proper .csv"),
    ("xml.txt", b"<?xml version='1.0'?><a/>", "proper .txt"),
    ("exe.txt", EXE, "proper .txt"),
    ("shell.txt", b"#!/bin/sh\nrm -rf /", "proper .txt"),
    ("pdf.txt", pdf(), "proper .txt"),
    ("nul.csv", b"a\x00b", "proper .csv"),
    ("zip.docx", archive("a.txt"), "proper .docx"),
    ("sheet.docx", office("xlsx"), "proper .docx"),
    ("prefix.docx", b"GIF89a" + office("docx"), "proper .docx"),
    ("cut.docx", office("docx")[:-40], "proper .docx"),
    ("macro.docx", office("docx", crafted.MACRO), "macros"),
    ("ole.xlsx", office("xlsx", "xl/embeddings/oleObject1.bin"), "macros"),
    ("activex.pptx", office("pptx", "ppt/activeX/activeX1.xml"), "macros"),
    ("exe.docx", office("docx", "word/run.exe"), "macros"),
    ("bomb.docx", office("docx", size=301 * 1024 * 1024), "unpacks"),
    ("html.mp4", HTML, "proper .mp4"),
    ("heic.mp4", film(b"heic"), "proper .mp4"),
    ("still.mp4", film(moov=False), "proper .mp4"),
    ("broken.mp4", film()[:-10], "proper .mp4"),
    ("loop.mp4", film() + b"\x00\x00\x00\x00free"[:3], "proper .mp4"),
    ("large.txt", b"x" * (25 * 1024 * 1024 + 1), "25 MB"),
]


@pytest.mark.parametrize(("name", "data", "kept"), KEPT, ids=[ascii(row[0])[:40] for row in KEPT])
def test_honest_files_are_kept_under_a_safe_name(name, data, kept):
    file = evidence.checked(name, data)
    assert file.name == kept
    assert file.media_type == evidence.TYPES[kept.rpartition(".")[2]]
    assert not any(bad in file.data for bad in (b"<script", b"evil.exe", b"<?php", crafted.PLACE.encode()))


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED, ids=[ascii(row[0])[:40] for row in REFUSED])
def test_others_are_refused_with_the_reason(name, data, reason):
    with pytest.raises(ValidationError) as refusal:
        evidence.checked(name, data)
    assert reason in refusal.value.message_dict["file"][0]


def test_the_table_is_long_enough():
    assert len(KEPT) + len(REFUSED) >= 60


def test_the_largest_file_fits():
    assert len(evidence.checked("large.txt", b"x" * evidence.MOST_BYTES).data) == evidence.MOST_BYTES


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_pictures_lose_where_they_were_taken(name, kind):
    before = picture(kind)
    assert dict(Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)) != {}
    after = Image.open(io.BytesIO(evidence.checked(name, before).data))
    assert (dict(after.getexif()), after.format, after.size) == ({}, kind, (8, 6))


def test_pictures_stand_upright_without_what_said_so():
    after = Image.open(io.BytesIO(evidence.checked("a.jpg", crafted.turned()).data))
    assert (after.size, dict(after.getexif())) == ((4, 8), {})


def test_films_lose_where_they_were_taken_and_nothing_else():
    before = film()
    after = evidence.checked("a.mp4", before).data
    assert (crafted.PLACE.encode() in before, crafted.PLACE.encode() in after) == (True, False)
    assert (len(after), b"frames" in after, b"udta" in after, b"meta" in after) == (len(before), True, False, False)


def test_a_file_does_not_show_itself():
    assert "plan" not in repr(evidence.checked("plan.pdf", pdf()))
