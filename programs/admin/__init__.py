"""Django admin of programs: the catalogue, goals, and the questions of surveys.

Who takes part, what people hand in, apply with or answer is not here: administrators do not see it.
"""

from programs.admin import catalogue, goals, surveys

__all__ = ["catalogue", "goals", "surveys"]
