"""The verbs for the directory of vetted tools: the tools, and which initiative works with which."""

from __future__ import annotations

from initiatives.tools import Tool, ToolUse
from storage import tables
from storage.rows import Rows


class Vetting:
    """One part of a transaction: see `storage.port`."""

    _rows: Rows

    async def tool(self, organisation: str, tool: str) -> Tool | None:
        return await self._rows.get(tables.TOOLS, organisation, tool)

    async def tools(self, organisation: str) -> list[Tool]:
        """The whole directory, those taken out included."""
        return await self._rows.all(tables.TOOLS, organisation)

    async def keep_tool(self, tool: Tool) -> None:
        await self._rows.put(tables.TOOLS, tool)

    async def keep_tool_use(self, use: ToolUse) -> None:
        await self._rows.put(tables.TOOL_USES, use)

    async def drop_tool_use(self, use: ToolUse) -> bool:
        return await self._rows.remove(tables.TOOL_USES, use.organisation, use.id)

    async def tools_of(self, organisation: str, initiative: str) -> list[ToolUse]:
        """What an initiative works with."""
        return await self._rows.find(tables.TOOL_USES, organisation, "initiative", initiative)

    async def uses_of_tool(self, organisation: str, tool: str) -> list[ToolUse]:
        return await self._rows.find(tables.TOOL_USES, organisation, "tool", tool)

    async def uses_named(self, organisation: str, named: str) -> list[ToolUse]:
        """Those of a tool that is not in the directory, by its name as it is compared."""
        return await self._rows.find(tables.TOOL_USES, organisation, "named", named)
