"""Django admin of the catalogue of programs. Who takes part is not here: administrators do not see it."""

from programs.admin import catalogue

__all__ = ["catalogue"]
