"""Made-up people, the same on both sides of the bench."""

import random

KINDS = ["teacher"] * 8 + ["administrator", "paraprofessional"]


def names(count, start):
    """`(given, family, email, kind)` for people number `start` onward."""
    draw = random.Random(start)
    for n in range(start, start + count):
        family = f"{draw.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}amily{draw.randrange(9999):04d}"
        yield f"Given{draw.randrange(999)}", family, f"p{n}@district.example", draw.choice(KINDS)
