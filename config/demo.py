"""What the demo district consists of: every app adds its part in a module or package named `demo`.

`@part` over a function in `<app>/demo/` that makes the rows of that app once and answers whether it made any. The parts
run in the order of the apps, so that one finds the rows of those to its left.
"""

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

PARTS = []


def part(make):
    """Let the decorated function take part in making the demo district."""
    PARTS.append(make)
    return make


@transaction.atomic
def build():
    """Make what is missing of the demo district, all or nothing. Returns whether anything was."""
    autodiscover_modules("demo")
    made = [make() for make in PARTS]  # all of them, also after one that made something
    return any(made)
