"""`tools`: the directory of vetted tools, for everybody to look up; admins and IT keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers import directory, tool_results
from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.presses import carried
from handlers.replies import instead
from handlers.subjects import INITIATIVE, NOTHING, ONESELF, TOOL
from handlers.turning import leaf, page_of
from handlers.ui import Args, Block, Button, Buttons, Fields, Form, Heading, Message, Para, Quote
from handlers.vetting import contents, short, uses
from handlers.words import Bold, Day, Listed, Text, Typed, Words, say
from initiatives.calendar import local_day
from initiatives.initiative import Initiative, Stage
from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken
from initiatives.tools import Tool, key, looked_for, recognised

KEEPING = only(Role.ADMIN, Role.IT)
PROPOSING = only(Role.PROPOSER, Role.OWNER)


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    """The directory, what of it a search finds, or the one tool that is named."""
    text = about.get("text", "")
    found = recognised(text, await turn.store.tools(turn.org)) if key(text) else ()
    if len(found) == 1 and key(text) in found[0].keys:
        return await instead(turn, Card("tools.one", {"tool": found[0].id}))
    return await instead(
        turn, Card("tools.overview", {name: about[name] for name in ("text", "page") if name in about})
    )


async def one(turn: Turn, tool: Tool, _about: Args) -> Reply:
    return await instead(turn, Card("tools.one", {"tool": tool.id}))


async def add_form(look: Look, _organisation: Organisation, _about: Args) -> Form:
    by = look.person.name if look.person is not None else ""
    return directory.form(say("A vetted tool"), say("Add the tool"), None, by, _today(look))


async def add(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    today = _today(turn)
    made = directory.answered(directory.blank(organisation, turn.new_id(), today), answers, today)
    kept = await directory.kept(turn.store, made, await turn.store.tools(turn.org), today)
    return Tell(Card("tools.one", {"tool": kept.id}))


async def change_form(look: Look, tool: Tool, _about: Args) -> Form:
    return directory.form(say("A vetted tool"), say("Keep the changes"), tool, "", _today(look))


async def change(turn: Turn, tool: Tool, answers: Answers, _about: Args) -> Reply:
    changed, others = directory.answered(tool, answers, _today(turn)), await turn.store.tools(turn.org)
    kept = await directory.kept(turn.store, changed, others, _today(turn))
    return Tell(Card("tools.one", {"tool": kept.id}))


async def take_out(turn: Turn, tool: Tool, _about: Args) -> Reply:
    """It stays known, with what came of it, and nobody is told to use it any more."""
    await turn.store.keep_tool(replace(tool, active=False))
    return await instead(turn, Card("tools.one", {"tool": tool.id}))


async def take_in(turn: Turn, tool: Tool, _about: Args) -> Reply:
    others = await turn.store.tools(turn.org)
    await directory.kept(turn.store, replace(tool, active=True), others, _today(turn))
    return await instead(turn, Card("tools.one", {"tool": tool.id}))


async def use(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """A proposal that named no tool works with this one; whoever answers it sees that on their card."""
    tool = await turn.store.tool(turn.org, about.get("tool", ""))
    if initiative.stage is not Stage.PROPOSED or key(initiative.tool) or tool is None or not tool.active:
        raise RuleBroken("", Rule.WRONG_STAGE)
    changed = replace(initiative, tool=tool.name)
    await turn.store.change_initiative(changed)
    for each in uses(changed, (tool,)):
        await turn.store.keep_tool_use(each)
    return await instead(turn, Card("propose.done", {"initiative": initiative.id}), await _reviewers_see(turn, changed))


async def _reviewers_see(turn: Turn, initiative: Initiative) -> Also:
    shown = Card("review.to_review", {"initiative": initiative.id}, subject=initiative.id)
    rows = await turn.store.deliveries_about(turn.org, shown.name, initiative.id)
    return tuple(Change(row.id, shown) for row in rows)


def _today(look: Look) -> date:
    return local_day(look.now, look.person.zone if look.person is not None else look.organisation.zone)


@card("tools.overview")
async def overview(see: Seeing, about: Args) -> Message:
    """What can be used for what, page by page, or what a search found."""
    text, keeps = about.get("text", "").strip(), await _keeps(see)
    known = [tool for tool in await see.store.tools(see.org) if tool.active or keeps]
    found = looked_for(text, known) if text else sorted(known, key=lambda tool: (not tool.active, key(tool.name)))
    shown, turns = leaf(found, page_of(about), "tools.show", {"text": carried(text)} if text else {})
    said = _said(text, found)
    blocks: list[Block] = [Heading(say("Vetted tools")), Para(said), *(Quote(_line(tool)) for tool in shown)]
    opened = tuple(Button(say("{tool}", tool=Bold(tool.name)), "tools.one", {"tool": tool.id}) for tool in shown)
    added = (Button(say("Add a tool"), "tools.add"),) if keeps else ()
    sentence = bool(text) and not found
    tried = (Button(say("Make it an initiative"), "propose.begin", {"text": carried(text)}),) if sentence else ()
    buttons = (*opened, *turns, *tried, *added)
    return Message(said, (*blocks, Buttons(buttons)) if buttons else tuple(blocks))


def _said(text: str, found: Sequence[Tool]) -> Words:
    if text and not found:
        return say("The directory has nothing about “{text}”.", text=Typed(text[:100]))
    if text:
        return say("What the directory has about “{text}”", text=Typed(text[:100]))
    if not found:
        return say("No tool is in the directory yet. Admins and people of IT can add them.")
    return say("What has been looked at, what it is for, and which content it may see")


def _line(tool: Tool) -> Words:
    if not tool.active:
        return say("{tool}: taken out", tool=Bold(tool.name))
    purposes = Typed(short(tool.purposes))
    return say("{tool}: {purposes} ({content})", tool=Bold(tool.name), purposes=purposes, content=contents(tool))


async def _keeps(see: Seeing) -> bool:
    return await NOTHING.holds(see, see.organisation, KEEPING)


@card("tools.one")
async def one_card(see: Seeing, about: Args) -> Message:
    """One tool, what was said of it by whoever approved it, and what came of it in initiatives of ours."""
    tool = await see.store.tool(see.org, about["tool"])
    if tool is None:
        text = say("This tool is not in the directory any more.")
        return Message(text, (Para(text),))
    keeps = await _keeps(see)
    found = await tool_results.results(see, tool)
    text = say("{tool}: what it is for, and what it may see", tool=Bold(tool.name))
    blocks: list[Block] = [Heading(Typed(tool.name))]
    blocks += [] if tool.active else [Para(say("It was taken out of the directory: nobody should begin with it."))]
    blocks += [Para(Typed(tool.purposes)), Fields(_facts(tool)), *tool_results.blocks(found, reasons=keeps)]
    return Message(text, (*blocks, Buttons(_buttons(tool, keeps=keeps))))


def _facts(tool: Tool) -> tuple[tuple[Text, Text], ...]:
    approved = say("{name}, {day}", name=Typed(tool.approved_by), day=Day(tool.approved_on))
    pairs: list[tuple[Text, Text]] = [
        (say("Approved for"), say("{names}", names=contents(tool))),
        (say("Approved by"), approved),
    ]
    if tool.limits:
        pairs.append((say("Known limits"), Typed(tool.limits)))
    if tool.guide:
        pairs.append((say("Guide"), Typed(tool.guide)))
    if tool.aliases:
        names = Listed(tuple(Typed(name) for name in tool.aliases))
        pairs.append((say("Also called"), say("{names}", names=names)))
    return tuple(pairs)


def _buttons(tool: Tool, *, keeps: bool) -> tuple[Button, ...]:
    about = {"tool": tool.id}
    back = Button(say("All tools"), "tools.show")
    if not keeps:
        return (back,)
    if tool.active:
        return (
            Button(say("Change it"), "tools.change", about),
            Button(say("Take it out"), "tools.take_out", about),
            back,
        )
    return (Button(say("Take it back in"), "tools.take_in", about), back)


CONVERSATION = Conversation(
    name="tools",
    help=say("See which tools have been vetted, and for what"),
    start="show",
    takes_text=True,
    words=("tool", "outils", "outil"),
    flows=(Flow("add", NOTHING, KEEPING, add_form, add), Flow("change", TOOL, KEEPING, change_form, change)),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("one", TOOL, EVERYBODY, one),
        Action("take_out", TOOL, KEEPING, take_out),
        Action("take_in", TOOL, KEEPING, take_in),
        Action("use", INITIATIVE, PROPOSING, use),
    ),
    cards=(overview, one_card),
)
