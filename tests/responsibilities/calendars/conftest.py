"""The same leader and the same Wednesday as in the tests of the week."""

from tests.responsibilities.week.conftest import _wednesday, appointment, desk, teacher

__all__ = ["_wednesday", "appointment", "desk", "teacher"]
