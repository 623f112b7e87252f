"""Django admin: what an administrator keeps in order. Every write is audited; pay shows only to who sees all pay."""

from leaders.admin import appointments, audit, foreign, pay, people, places, roles, users

__all__ = ["appointments", "audit", "foreign", "pay", "people", "places", "roles", "users"]
