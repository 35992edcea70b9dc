"""Many vetted tools at once, out of a file: all of them or none, a known one changed, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from handlers import directory, refusals
from handlers.importing import Wrong
from initiatives.initiative import Sensitivity
from initiatives.people import Organisation
from initiatives.rules import RuleBroken
from initiatives.tools import Tool, key
from storage.port import Transaction


@dataclass(frozen=True)
class Entry:
    """What one line says of a tool, and which of its columns the file has: what it has not stays as it was."""

    line: int
    name: str
    says: Mapping[str, str]
    content: tuple[Sensitivity, ...]
    aliases: tuple[str, ...]
    approved_on: date


@dataclass
class Brought:
    """What became of the lines."""

    new: int = 0
    changed: int = 0
    there: int = 0
    wrong: list[Wrong] = field(default_factory=list)


async def import_tools(
    store: Transaction, organisation: Organisation, entries: Sequence[Entry], today: date, new_id: Callable[[], str]
) -> Brought:
    """Takes the lines in their order. Where something is wrong the transaction has to be left without a trace."""
    done, known = Brought(), {tool.id: tool for tool in await store.tools(organisation.id)}
    for entry in entries:
        before = next((tool for tool in known.values() if key(entry.name) in tool.keys), None)
        tool = _as_said(before or directory.blank(organisation, new_id(), today), entry)
        try:
            if tool != before:
                known[tool.id] = await directory.kept(store, tool, list(known.values()), today)
        except RuleBroken as broken:
            done.wrong.append(Wrong(entry.line, broken.field, refusals.of(broken.rule, broken.values)))
        done.new += before is None
        done.changed += before is not None and tool != before
        done.there += tool == before
    return done


def _as_said(tool: Tool, entry: Entry) -> Tool:
    return replace(
        tool,
        name=tool.name or entry.name,
        aliases=entry.aliases if "aliases" in entry.says else tool.aliases,
        purposes=entry.says["purposes"],
        content=entry.content,
        approved_by=entry.says["approved_by"],
        approved_on=entry.approved_on,
        guide=entry.says.get("guide", tool.guide),
        limits=entry.says.get("limits", tool.limits),
        active=True,
    )
