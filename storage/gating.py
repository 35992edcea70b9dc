"""The verbs for gates: what they need in an organisation, and how far an initiative has come at one."""

from __future__ import annotations

from datetime import datetime

from initiatives.gate_states import GateState
from initiatives.gates import GateRules
from storage import tables
from storage.rows import Rows


class Gating:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def gate_rules(self, organisation: str) -> GateRules | None:
        """The gates the organisation has chosen; None while the usual ones hold."""
        return await self._rows.get(tables.GATE_RULES, organisation, organisation)

    async def keep_gate_rules(self, rules: GateRules) -> None:
        await self._rows.put(tables.GATE_RULES, rules)

    async def gate_state(self, organisation: str, gate: str) -> GateState | None:
        return await self._rows.get(tables.GATES, organisation, gate)

    async def keep_gate_state(self, state: GateState) -> None:
        await self._rows.put(tables.GATES, state)

    async def gates_of(self, organisation: str, initiative: str) -> list[GateState]:
        """Every gate the initiative has come to, in that order."""
        return await self._rows.find(tables.GATES, organisation, "initiative", initiative)

    async def gates_for(self, organisation: str, person: str) -> list[GateState]:
        """Gates at which somebody's word is waited for, this person's or one that concerns them."""
        return await self._rows.find(tables.GATES, organisation, "waits", person)

    async def gates_naming(self, organisation: str, person: str) -> list[GateState]:
        """Every gate that names somebody, to move it with them."""
        return await self._rows.find(tables.GATES, organisation, "named", person)

    async def gates_due(self, until: datetime, limit: int) -> list[GateState]:
        """Those to be looked at or reminded of, earliest first."""
        return await self._rows.due(tables.GATES, until, limit)
