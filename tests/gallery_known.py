"""What the gallery's company knows by now: a vetted tool, what was left behind, and how those who use it like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from initiatives.calendar import iso_week
from initiatives.capabilities import Building, Capability, Kind
from initiatives.initiative import Sensitivity
from initiatives.pulse import Pulse, PulseAnswer, User, begin_of
from initiatives.tools import Tool, ToolUse
from storage.port import Transaction
from tests.gallery_lived import Lived
from tests.world import ORG


class Known(Lived):
    """What is kept beside the initiative."""

    async def _vetted(self, store: Transaction, initiative: str) -> None:
        """The directory has the tool that the initiative works with."""
        typed = self.typed[:200]
        kinds = (Sensitivity.PUBLIC, Sensitivity.INTERNAL)
        tool = Tool(
            "tool", ORG, typed[:80] or "SAP", typed or "Invoices, orders and stock", kinds, typed[:80] or "Security board",
            self.begun.date(), (typed[:80] or "S/4HANA",), "https://example.com/sap", typed or "Scans have to be typed in",
        )  # fmt: skip
        await store.keep_tool(tool)
        for use in await store.tools_of(ORG, initiative):
            await store.drop_tool_use(use)
        await store.keep_tool_use(ToolUse(f"{initiative}.tool", ORG, initiative, tool.id))

    async def _left_behind(self, store: Transaction, initiative: str) -> None:
        """The initiative leaves something behind, and another one builds on it."""
        now, typed = self.world.clock.at, self.typed[:80]
        name, where = typed or "List of invoice fields", self.typed[:300] or "https://example.com/fields"
        left = Capability("capability", ORG, Kind.SKILL, name, initiative, now, where, typed or "Read the fields")
        await store.keep_capability(left)
        await store.keep_building(Building("another.capability", ORG, "another", left.id))

    async def _used(self, store: Transaction, initiative: str, fortnight: str) -> None:
        """Grace uses it and has answered, as three colleagues have; two weeks ago they liked it better."""
        now, said = self.world.clock.at, self.typed[:300] or "It forgets the notice period"
        before = iso_week(begin_of(now.date()) - timedelta(weeks=2))
        asked = User(
            f"{initiative}.{self.grace.id}", ORG, initiative, self.grace.id, self.ada.id, now, now + timedelta(weeks=2)
        )
        await store.keep_user(replace(asked, first=fortnight, asked=fortnight))
        for when, marks in ((before, (5, 4, 5)), (fortnight, (2, 3, 2))):
            pulse = f"{initiative}.{when}"
            await store.keep_pulse(Pulse(pulse, ORG, initiative, when, None))
            for who, mark in zip((self.grace.id, "b", "c"), marks, strict=True):
                comment = said if (who, when) == (self.grace.id, fortnight) else ""
                await store.keep_pulse_answer(PulseAnswer(f"{pulse}.{who}", ORG, pulse, who, mark, comment))
