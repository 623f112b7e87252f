"""Made-up people, the same on both sides of the bench: a few common family names, many rare ones."""

import random
from pathlib import Path

KINDS = ["teacher"] * 16 + ["administrator", "paraprofessional", "paraprofessional", "other_staff"]
LINES = Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
NAMES = {key: parts.split() for key, _colon, parts in (line.partition(":") for line in LINES)}


def family(draw):
    """Every third a common name; the others one of some seventy thousand."""
    if draw.random() < 0.3:
        return draw.choice(NAMES["common"])
    middle = draw.choice(["", draw.choice("aeiou") + draw.choice("lmnrst")])
    return draw.choice(NAMES["first"]) + middle + draw.choice(NAMES["last"])


def names(count, start):
    """`(given, family, email, kind)` for people number `start` onward."""
    draw = random.Random(start)
    for n in range(start, start + count):
        yield draw.choice(NAMES["given"]), family(draw), f"staff{n}@district.example", draw.choice(KINDS)
