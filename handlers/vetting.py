"""What the directory of vetted tools says about a proposal: its tool, and others that would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.answers import Answers
from handlers.conversation import Also, Look, Seeing, Turn
from handlers.facts import sensitivity
from handlers.ui import Args, Block, Button, Buttons, Note, Quote
from handlers.words import Bold, Listed, Typed, Words, say
from initiatives.initiative import Initiative, Stage
from initiatives.tools import Tool, ToolUse, Verdict, key, recognised, suited, verdict

SUGGESTED = 3
SHORT = 200
"""How much of a tool's limits is quoted beside a proposal."""


@dataclass(frozen=True)
class Vetted:
    """A tool of a proposal as it was named, the entry it is (None: the directory has none), and what that says."""

    named: str
    tool: Tool | None
    verdict: Verdict


async def noted(turn: Turn, initiative: Initiative, _answers: Answers, _about: Args) -> tuple[Initiative, Also]:
    """What the proposal works with is written down, so that a tool knows its initiatives."""
    for use in uses(initiative, recognised(initiative.tool, await turn.store.tools(turn.org))):
        await turn.store.keep_tool_use(use)
    return initiative, ()


def uses(initiative: Initiative, tools: Sequence[Tool]) -> list[ToolUse]:
    """One for each tool it was found to name; where it names another one, by that name."""
    org, about = initiative.organisation, initiative.id
    if not tools and key(initiative.tool):
        return [ToolUse(f"{about}.named", org, about, named=key(initiative.tool))]
    return [ToolUse(f"{about}.{tool.id}", org, about, tool.id) for tool in tools]


async def vetted(look: Look, initiative: Initiative) -> list[Vetted]:
    """What the directory says today about every tool of an initiative."""
    found: list[Vetted] = []
    for use in await look.store.tools_of(look.org, initiative.id):
        tool = await look.store.tool(look.org, use.tool) if use.tool else None
        named = tool.name if tool is not None else initiative.tool
        found.append(Vetted(named, tool, verdict(tool, initiative.sensitivity)))
    return found


async def shown(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """A line for each tool; nothing while there is no directory to speak of."""
    blocks: list[Block] = []
    for one in await vetted(see, initiative):
        if one.tool is None and not await see.store.tools(see.org):
            continue
        blocks.append(Note(said(one, initiative)))
        if one.tool is not None and one.tool.limits and one.verdict is not Verdict.RETIRED:
            blocks.append(Note(say("Its known limits: {limits}", limits=Typed(short(one.tool.limits)))))
    return tuple(blocks)


def said(one: Vetted, initiative: Initiative) -> Words:
    """What the directory says about a tool, in a sentence."""
    name, kind = Bold(one.named), sensitivity(initiative.sensitivity)
    match one.verdict:
        case Verdict.APPROVED:
            return say("{tool} is in the directory, approved for this content: {content}.", tool=name, content=kind)
        case Verdict.UNSURE:
            return say(
                "{tool} is in the directory, approved for: {content}. What content is touched is not known yet.",
                tool=name,
                content=contents(one.tool),
            )
        case Verdict.NOT_FOR:
            return say(
                "{tool} is not approved for this content: {content}. IT has to look first.", tool=name, content=kind
            )
        case Verdict.RETIRED:
            return say("{tool} was taken out of the directory. IT has to look first.", tool=name)
        case Verdict.NOT_LISTED:
            return say("{tool} is not in the directory of vetted tools yet. IT has to look first.", tool=name)


def contents(tool: Tool | None) -> Listed:
    """What a tool is approved for, as people read it."""
    return Listed(tuple(sensitivity(kind) for kind in tool.content) if tool is not None else ())


def short(text: str) -> str:
    """The beginning of a long text, up to a space."""
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(maxsplit=1)[0]}…"


async def suggested(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """Where no tool was named: those of the directory that are for such things, each a press away."""
    if key(initiative.tool) or initiative.stage is not Stage.PROPOSED or not _asks(see, initiative):
        return ()
    known = await see.store.tools(see.org)
    found = suited(known, initiative.sensitivity, initiative.said)[:SUGGESTED]
    if not found:
        return ()
    lines = [
        Quote(say("{tool}: {purposes}", tool=Bold(one.name), purposes=Typed(short(one.purposes)))) for one in found
    ]
    about = {"initiative": initiative.id}
    buttons = [Button(say("Use {tool}", tool=Bold(one.name)), "tools.use", {**about, "tool": one.id}) for one in found]
    return (Note(say("No tool yet? The directory of vetted tools has these:")), *lines, Buttons(tuple(buttons)))


def _asks(see: Seeing, initiative: Initiative) -> bool:
    return see.person is not None and see.person.id in (initiative.proposer, initiative.owner)
