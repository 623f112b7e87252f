"""Valid bodies for closing months, commitments, categories and wishes."""

import datetime

from tests.world import RELATIONS

DAY = datetime.timedelta(days=1)


def last_month(world):
    return (world.today.replace(day=1) - DAY).replace(day=1)


def locked_month(world):
    """The month before: nobody closed it, and it has locked whatever day it is."""
    return (last_month(world) - DAY).replace(day=1)


def of_ticked(relations, month, days=None):
    """The leaders of some relations, ticked on the screen of a month as it stood at first."""

    def make(world, mine):
        people = [world.records[relation]["person"] for relation in relations]
        noun = "month" if month is last_month else "locked"
        seen = [world.records[relation][noun].version + 1 for relation in relations]
        rows = [f"{row.pk}:{version}" for row, version in zip(people, seen, strict=True)]
        return {"rows": rows, "list": f"month={month(world):%Y-%m}", "reason": "As agreed"} | (
            {"until": world.today + days} if days else {}
        )

    return make


def category(world, mine):
    return {"name": "Another category", "code": "another", "order": "110", "is_active": "on", "why": "As agreed"}


def promise(world, mine):
    """All of the time for one category."""
    return {f"share_{world.shared['category'].pk}": "100", "direct_share": "60", "why": "As agreed"}


def commitment(world, mine):
    start = mine["appointment"].start + DAY
    return promise(world, mine) | {"start": start, "reason": "As agreed"}


MONTHS = {
    "month-attest": lambda world, mine: {"month": locked_month(world)},
    "month-ask": lambda world, mine: {"month": f"{locked_month(world):%Y-%m}", "reason": "A visit is missing"},
    "month-approve": lambda world, mine: {"reason": "As agreed"},
    "month-return": lambda world, mine: {"comment": "Check the 5th"},
    "month-unlock": lambda world, mine: {"reason": "As agreed", "until": world.today + DAY},
    "month-relock": lambda world, mine: {"reason": "As agreed"},
    "month-approve-ticked": of_ticked(RELATIONS, last_month),
    "month-approve-unflagged": lambda world, mine: {"month": f"{last_month(world):%Y-%m}"},
    "month-return-ticked": of_ticked(RELATIONS, last_month),
    "month-remind-ticked": of_ticked(["mine"], locked_month),
    "month-unlock-ticked": of_ticked(RELATIONS, locked_month, DAY),
    "category-create": category,
    "category-edit": category,
    "commitment-usual": promise,
    "commitment-change": commitment,
    "wishes-edit": lambda world, mine: {"reminders": "on"},
}
