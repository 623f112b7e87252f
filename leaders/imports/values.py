"""Cells to values: each function takes the text of one cell and answers the value, or None when the cell says nothing.

A cell that says something impossible raises `ValueError` with a sentence for the person who made the file.
"""

import datetime
import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from leaders.imports.problems import shown

GRADES = {"PK": -1, "TK": 0, "KG": 0, "K": 0, "PR": -1, "IT": -1} | {f"{n:02d}": n for n in range(1, 13)}
GRADES |= {str(n): n for n in range(1, 10)} | {"13": 12}
NO_GRADE = {"M", "N", "UG", "AE", "PS", "OTHER", "NG"}
DAY = datetime.timedelta(days=1)
DATES = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"]
SUFFIX = re.compile(r"^(?P<name>.+?),?\s+(?P<suffix>jr\.?|sr\.?|ii|iii|iv)$", re.IGNORECASE)
SENTINELS = {
    "M",
    "N",
    "NOT REPORTED",
    "NOT AVAILABLE",
    "NOT APPLICABLE",
    "MISSING",
    "N/A",
    "NULL",
    "NONE",
    "†",
    "‡",
    "–",
}
ROMAN = re.compile(r"^(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")
SMALL = {"of", "the", "and", "at", "for", "in", "on", "de", "del", "la"}
BIG = {
    "PK",
    "KG",
    "STEM",
    "STEAM",
    "PLC",
    "ESE",
    "SR",
    "JR",
    "HS",
    "MS",
    "ES",
    "US",
    "USA",
    "AFB",
    "NE",
    "NW",
    "SE",
    "SW",
}


def said(text):
    """The cell, or "" for blanks and for the words with which national lists say “we do not know”."""
    text = text.strip()
    return "" if text.upper() in SENTINELS else text


def whole_number(text):
    """A count; national lists write “unknown” as a negative number."""
    number = decimal(text)
    return None if number is None else int(number)


def decimal(text):
    text = said(text).replace(",", "")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(_("“%(value)s” is not a number.") % {"value": shown(text)}) from None
    if not number.is_finite() or abs(number) > 9_999_999:
        raise ValueError(_("“%(value)s” is not a number that can be right.") % {"value": shown(text)})
    return None if number < 0 else number


def grade(text):
    """Grade as a number: pre-kindergarten −1, kindergarten 0, then 1 to 12; adult and ungraded say nothing."""
    code = text.strip().upper()
    if not code or code in NO_GRADE or code in SENTINELS or code.startswith("-"):
        return None
    if code not in GRADES:
        raise ValueError(_("“%(value)s” is not a grade.") % {"value": shown(text)})
    return GRADES[code]


def yes_no(text):
    """“1-Yes”, “TRUE”, “N”: national lists and spreadsheets each have their way."""
    word = said(text).casefold().partition("-")[2] or said(text).casefold()
    return {"yes": True, "true": True, "1": True, "y": True, "no": False, "false": False, "0": False, "2": False}.get(
        word
    )


def email(text):
    text = text.strip()
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(_("“%(value)s” is not an e-mail address.") % {"value": shown(text)}) from None
    return text.lower()


def date(text):
    """A date in ISO or US order; a time after it is dropped. With slashes the month comes first."""
    day = text.strip().partition("T")[0].partition(" ")[0]
    if not day:
        return None
    for pattern in DATES:
        try:
            return datetime.datetime.strptime(day, pattern).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
    raise ValueError(_("“%(value)s” is not a date like 2026-11-24.") % {"value": shown(text)})


def family_and_suffix(text):
    """“Ortiz, Jr.” → (“Ortiz”, “Jr.”)."""
    found = SUFFIX.match(text)
    return (found["name"].rstrip(", "), found["suffix"]) if found else (text, "")


def digits(text, length):
    """An id of `length` digits; spreadsheets drop its leading zero and write long ones as 1.2E+11. (id, was mended)."""
    text = text.strip().removesuffix(".0")
    if re.fullmatch(rf"\d{{{length}}}", text):
        return text, False
    if re.fullmatch(rf"\d{{{length - 1}}}", text):
        return f"0{text}", True
    if re.fullmatch(r"\d+(\.\d+)?E\+?\d+", text, re.IGNORECASE):
        raise ValueError(_("“%(value)s” was cut by a spreadsheet program.") % {"value": shown(text)})
    raise ValueError(_("“%(value)s” is not an id of %(length)s digits.") % {"value": shown(text), "length": length})


def readable(name):
    """“BAY HIGH SCHOOL” → “Bay High School”; names that are not all capitals stay as they are."""
    if name != name.upper():
        return name
    words = [_readable_word(word, first=at == 0) for at, word in enumerate(name.split())]
    return " ".join(words)


def _readable_word(word, *, first):
    bare = word.strip(".,()/&-'")
    if bare in BIG or ROMAN.match(bare) or any(char.isdigit() for char in bare) or re.search(r"[A-Z]\.[A-Z]", word):
        return word
    if word.lower() in SMALL and not first:
        return word.lower()
    return re.sub(r"'\w\b", lambda found: found[0].lower(), word.title())
