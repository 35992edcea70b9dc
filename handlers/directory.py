"""Keeping the directory of vetted tools: its questions, what is made of the answers, and the initiatives that named a tool before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from handlers.answers import Answers
from handlers.facts import sensitivity
from handlers.ui import Choices, DayPick, Form, Input, LongText, Option, ShortText
from handlers.words import Words, say
from initiatives.initiative import Sensitivity
from initiatives.people import Organisation
from initiatives.rules import Rule, RuleBroken
from initiatives.tools import CONTENT, MOST, Tool, ToolUse, checked, names_in
from storage.port import Transaction

LONGEST_NAME, LONGEST_TEXT, LONGEST_LINK = 80, 500, 300


def form(title: Words, submit: Words, known: Tool | None, by: str, today: date) -> Form:
    """What is asked about a tool; `known` fills it in, `by` is offered as who approved it."""
    kept = known or Tool("", "", "", "", (), by, today)
    questions: tuple[Input, ...] = (
        ShortText(name="name", label=say("What is it called?"), default=kept.name, most=LONGEST_NAME),
        ShortText(
            name="aliases",
            label=say("What else is it called?"),
            hint=say("Other names and spellings, divided by commas."),
            default=", ".join(kept.aliases),
            required=False,
            most=LONGEST_TEXT,
        ),
        LongText(
            name="purposes",
            label=say("What is it for?"),
            hint=say("In the words that people use for the work. Proposals are matched with it."),
            default=kept.purposes,
            most=LONGEST_TEXT,
        ),
        Choices(
            name="content",
            label=say("Which content may it see?"),
            options=tuple(Option(kind.value, sensitivity(kind)) for kind in CONTENT),
            default=",".join(kept.content),
        ),
        ShortText(
            name="approved_by",
            label=say("Who approved it?"),
            hint=say("A person or a board."),
            default=kept.approved_by,
            most=LONGEST_NAME,
        ),
        DayPick(name="approved_on", label=say("When?"), default=kept.approved_on.isoformat()),
        ShortText(
            name="guide",
            label=say("A link to its guide"),
            default=kept.guide,
            required=False,
            most=LONGEST_LINK,
        ),
        LongText(
            name="limits",
            label=say("What are its known limits?"),
            default=kept.limits,
            required=False,
            most=LONGEST_TEXT,
        ),
    )
    return Form(title, submit, questions)


def answered(before: Tool, answers: Answers, today: date) -> Tool:
    """The tool as the answers say."""
    return replace(
        before,
        name=" ".join(answers.text("name").split()),
        aliases=names_in(answers.text("aliases")),
        purposes=answers.text("purposes"),
        content=tuple(kind for kind in CONTENT if kind.value in answers.several("content")),
        approved_by=answers.text("approved_by"),
        approved_on=answers.day("approved_on") or today,
        guide=answers.text("guide"),
        limits=answers.text("limits"),
    )


def blank(organisation: Organisation, tool: str, today: date) -> Tool:
    return Tool(tool, organisation.id, "", "", (Sensitivity.PUBLIC,), "", today)


async def kept(store: Transaction, tool: Tool, others: Collection[Tool], today: date) -> Tool:
    """The tool in the directory, with the initiatives that named it while it was not there.

    Raises:
        RuleBroken: it cannot stand beside the others, or the directory is full.
    """
    known = any(other.id == tool.id for other in others)
    if not known and len(others) >= MOST:
        raise RuleBroken("name", Rule.TOO_MANY_TOOLS)
    await store.keep_tool(checked(tool, others, today))
    for name in sorted(tool.keys):
        for use in await store.uses_named(tool.organisation, name):
            await store.drop_tool_use(use)
            about = use.initiative
            await store.keep_tool_use(ToolUse(f"{about}.{tool.id}", tool.organisation, about, tool.id))
    return tool
