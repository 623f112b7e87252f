"""What a figure means, in words that stand beside it on pages and in files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """What a figure means; `benchmark` is what others found or agreed, with source and year, never a target of ours."""

    label: object
    text: object
    benchmark: object = ""
