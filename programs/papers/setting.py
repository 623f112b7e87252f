"""Setting a paper with Typst: a template of ours, and what it shows as JSON. No source is ever built from data.

The same facts give the same bytes: the date is the paper's own, and the fonts are those that come with Typst. A name in
a script that these lack is set with fonts of the server; where that has none either, the paper is made all the same,
tagged, but without the claim of PDF/UA, which asks for a glyph of every letter.
"""

import json
import re
import unicodedata
from pathlib import Path

import typst
from django.utils.translation import get_language

HERE = Path(__file__).parent
STANDARD = ["ua-1"]
# From the strictest to the one that always works.
WAYS = (
    {"pdf_standards": STANDARD, "ignore_system_fonts": True},
    {"pdf_standards": STANDARD, "ignore_system_fonts": False},
    {"ignore_system_fonts": False},
)
# Marks that turn the direction of text around: names that need one have it by their letters.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def as_pdf(template, on, facts):
    """The paper of `template` (a file name here) dated `on`, in the reader's language, as bytes."""
    date = {"year": on.year, "month": on.month, "day": on.day}
    told = _clean({"lang": (get_language() or "en").partition("-")[0], "date": date, **facts})
    inputs = {"data": json.dumps(told)}
    for way in WAYS[:-1]:
        try:
            return _compiled(template, inputs, way)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
    return _compiled(template, inputs, WAYS[-1])


def _compiled(template, inputs, way):
    return typst.compile(str(HERE / template), root=str(HERE), format="pdf", sys_inputs=inputs, **way)


def _clean(value):
    """Text without what cannot be printed: control characters and marks that turn text around."""
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    if isinstance(value, int) or value is None:
        return value
    return _clean_text(str(value))


def _clean_text(text):
    if not (text.isascii() and text.isprintable()):
        text = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Co"} else c for c in TURNING.sub("", text))
    return " ".join(text.split())
