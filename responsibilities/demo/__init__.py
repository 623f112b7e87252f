"""The demo district's work: what its teacher leaders logged in three school years, up to `leaders.demo.ANCHOR`.

The log came to the district step by step: a third of the teacher leaders kept it in 2024–25, two thirds in 2025–26, all
but a few now. Everything follows from the rows of `leaders.demo` and fixed seeds.
"""

from responsibilities.demo.build import build

__all__ = ["build"]
