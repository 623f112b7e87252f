"""Django admin of the log's vocabulary. The log itself is not here: administrators do not see it."""

from responsibilities.admin import categories, promises

__all__ = ["categories", "promises"]
