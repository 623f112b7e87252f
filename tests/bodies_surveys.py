"""Valid bodies of the forms of surveys (see `tests.bodies`)."""

import datetime

DAY = datetime.timedelta(days=1)
ITEM = {"text": "I can lead.", "kind": "scale_5", "place": "1"}


def making(world, mine):
    when = {"opens": world.today, "closes": world.today + DAY}
    return {"title": "Before", "moment": "pre", "start": "built_in", **when}


def changing(world, mine):
    return {"title": "Changed", "moment": "post", "opens": world.today, "closes": world.today + DAY}


def answering(world, mine):
    return {f"item_{item.pk}": "4" for item in mine["survey"].items.all()}


SURVEYS = {
    "survey-create": making,
    "survey-edit": changing,
    "survey-item-create": lambda world, mine: ITEM,
    "survey-item-edit": lambda world, mine: ITEM,
    "survey-answer": answering,
}
