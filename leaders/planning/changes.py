"""What a scenario makes different from rolling everybody over, as stored or as just typed."""

from dataclasses import dataclass, field
from decimal import Decimal

from leaders import earning

NOTHING = ("site_id", "fte", "filled_by_id", "amount", "fund_id")


@dataclass
class Changes:
    """Rows of a scenario, stored or not, by the key of what they change; `leaving` are keys of appointments."""

    positions: dict = field(default_factory=dict)
    new: list = field(default_factory=list)
    roles: dict = field(default_factory=dict)
    funds: dict = field(default_factory=dict)
    leaving: frozenset = frozenset()

    @classmethod
    def of(cls, scenario):
        """The stored ones of a scenario, in four queries."""
        named = ("position__role", "position__site", "role", "site", "filled_by", "fund")
        rows = list(scenario.positions.select_related(*named))
        return cls(
            positions={row.position_id: row for row in rows if row.position_id},
            new=[row for row in rows if not row.position_id],
            roles={row.role_id: row for row in scenario.roles.select_related("role")},
            funds={row.fund_id: row for row in scenario.funds.select_related("fund")},
            leaving=frozenset(scenario.leaving.order_by().values_list("pk", flat=True)),
        )

    @property
    def closed_funds(self):
        return frozenset(key for key, row in self.funds.items() if row.is_closed)

    def rows(self):
        """Every row that makes a difference, for whoever stores them."""
        return [*self.positions.values(), *self.new], [*self.roles.values()], [*self.funds.values()]

    def stipend(self, role_id, amount):
        """An annual stipend of a role as the scenario has it; `amount` is what it is today."""
        change = self.roles.get(role_id)
        if change is None:
            return amount
        if change.amount is not None:
            return change.amount
        return amount and earning.cents(amount * (100 + Decimal(change.percent)) / 100)


def differs(row):
    """Whether a row on a position says anything at all."""
    return row.is_closed or any(getattr(row, name) is not None for name in NOTHING)
