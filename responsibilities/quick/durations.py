"""How people write durations: “1.5 hrs”, “90 min”, “l hour”, “half day”, “2 sessions at 1.5 each”, “1 h 30”."""

import re
from decimal import Decimal

LONGEST = 200  # characters that are read
HOUR, DAY, HALF = 60, 480, 240
SHORT = 10  # a bare number below is hours, one from here on minutes
WORDS = {"l": 1, "i": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
WORDS |= {"un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}
HOURS = r"h(?:h|rs?|[oa][a-z]{0,5})?"
MINUTES = r"m(?:i?n(?:s|ut[a-z]{0,4})?)?"
NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
QUANTITY = re.compile(
    rf"(?<![\w.:/])(?:(?P<number>{NUMBER})\s?(?:(?P<hours>{HOURS})|(?P<minutes>{MINUTES}))?"
    rf"|(?P<word>{'|'.join(WORDS)})\s(?:(?P<word_hours>{HOURS})|(?P<word_minutes>{MINUTES})))(?![\w:/])"
)
DAYS = [
    (re.compile(r"(?:\bhalf(?: a)?|(?<!\d)1/2|½|\bmedio)\s?-?(?:day|d[ií]a)\b"), HALF),
    (re.compile(r"\b(?:full|all|whole|todo el)[ -](?:day|d[ií]a)\b"), DAY),
    (re.compile(r"(?:\bhalf(?: an)?|(?<!\d)1/2|½|\bmedia)\s?(?:hour|hora)\b"), HOUR // 2),
]
TIMES = re.compile(
    rf"(?<!\w)(\d{{1,2}})\s?(?:sessions?|visits?|times|x|sesiones|visitas|veces)\s?(?:at|of|x|de)?\s?({NUMBER})"
)
CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])")
TRAVEL = re.compile(r"\b(?:travel|driv|viaj)")
SAME = re.compile(r"\s*(?:/|=|\bor\b|\bo\b)\s*$")
REMARK = re.compile(r"\([^()]{0,100}\)")


def number(text):
    return Decimal(text.replace(",", "."))


def minutes_in(text):
    """Minutes that a text stands for, travel left out; None when it says none, or could mean several things."""
    text = REMARK.sub(" ", text[:LONGEST].casefold())
    for pattern, minutes in DAYS:
        if pattern.search(text):
            return minutes
    if clock := CLOCK.search(text):
        hours, minutes = int(clock[1]), int(clock[2])
        return hours * HOUR + minutes if hours < SHORT else None
    if times := TIMES.search(text):
        return whole(int(times[1]) * in_minutes(number(times[2]), None))
    return whole(sum(_parts(text))) or None


def _parts(text):
    """The minutes of each quantity of a text that counts."""
    found = list(QUANTITY.finditer(text))
    counted, unit = [], _shared_unit(found)
    edges = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    for place, match in enumerate(found):
        before, after = text[edges[place] : starts[place]], text[edges[place + 1] : starts[place + 1]]
        if TRAVEL.search(after if place else before + after):
            continue
        follows = place and not before.strip() and _is_hours(found[place - 1])
        minutes = quantity(match, "after hours" if follows else unit)
        if not (counted and SAME.search(before) and counted[-1] == minutes):
            counted.append(minutes)
    return counted


def _shared_unit(found):
    """“1.5 in the morning, 2 hours after lunch”: a number without a unit has that of the others."""
    return "hours" if any(map(_is_hours, found)) else None


def _is_hours(match):
    return bool(match["hours"] or match["word_hours"])


def quantity(match, unit=None):
    """Minutes of one match of `QUANTITY`; `unit` is that of a bare number: hours, or minutes right after hours."""
    amount = number(match["number"]) if match["number"] else Decimal(WORDS[match["word"]])
    if _is_hours(match):
        return amount * HOUR
    if match["minutes"] or match["word_minutes"]:
        return amount
    return amount if unit == "after hours" else in_minutes(amount, unit)


def in_minutes(amount, unit):
    """A bare number: hours when the unit says so or it is small, otherwise minutes."""
    return amount * HOUR if unit == "hours" or amount < SHORT else amount


def whole(minutes):
    return int(minutes)


def rounded(minutes, step):
    """The nearest multiple of `step`, at least one."""
    return max(step, round(minutes / step + 0.001) * step)
