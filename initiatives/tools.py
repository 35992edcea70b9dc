"""The directory of vetted tools: what each is for, which content it may see, and what that says about a proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from initiatives.finding import nearest
from initiatives.initiative import Sensitivity
from initiatives.rules import Rule, RuleBroken
from initiatives.spelling import folded

LADDER = (Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.CONFIDENTIAL)
"""Each of them includes those before it. Personal data is apart: nothing else includes it."""
CONTENT = (*LADDER, Sensitivity.PERSONAL)
"""What a tool can be approved for."""
SLIP, SHORTEST = 88, 5
"""How alike two spellings have to be, and how long a name, to be taken for a slip of the pen."""
MOST = 2000
"""How many tools a directory holds."""


class Verdict(StrEnum):
    """What the directory says about a tool for a kind of content."""

    APPROVED = "approved"
    UNSURE = "unsure"
    NOT_FOR = "not_for"
    RETIRED = "retired"
    NOT_LISTED = "not_listed"

    @property
    def needs_it(self) -> bool:
        """Whether somebody of IT has to look before it is used."""
        return self in (Verdict.NOT_FOR, Verdict.RETIRED, Verdict.NOT_LISTED)


@dataclass(frozen=True)
class Tool:
    """An entry of the directory. `content` is what it is approved for, `approved_by` who said so, in words: a person or a board.

    One that is not `active` was taken out: it is still known by its names, and not suggested any more.
    """

    id: str
    organisation: str
    name: str
    purposes: str
    content: tuple[Sensitivity, ...]
    approved_by: str
    approved_on: date
    aliases: tuple[str, ...] = ()
    guide: str = ""
    limits: str = ""
    active: bool = True

    @property
    def said(self) -> str:
        """What it is compared by."""
        return f"{self.purposes}\n{self.name}"

    @property
    def keys(self) -> frozenset[str]:
        """The names it goes by, as they are compared."""
        return frozenset(found for name in (self.name, *self.aliases) if (found := key(name)))

    def allows(self, kind: Sensitivity) -> bool:
        """Whether it may see that content: what is approved for the more sensitive is for the less sensitive too."""
        if kind in self.content:
            return True
        return kind in LADDER and any(one in self.content for one in LADDER[LADDER.index(kind) :])


@dataclass(frozen=True)
class ToolUse:
    """An initiative works with a tool of the directory, or with one `named` that was not in it then."""

    id: str
    organisation: str
    initiative: str
    tool: str = ""
    named: str = ""


def key(name: str) -> str:
    """A name as it is compared: without capitals, accents and signs."""
    return " ".join(re.findall(r"\w+", folded(name)))


def verdict(tool: Tool | None, kind: Sensitivity) -> Verdict:
    """What the directory says about a tool (None: it is not in it) for the most sensitive content that it is to see."""
    if tool is None:
        return Verdict.NOT_LISTED
    if not tool.active:
        return Verdict.RETIRED
    if kind is Sensitivity.UNKNOWN:
        return Verdict.UNSURE
    return Verdict.APPROVED if tool.allows(kind) else Verdict.NOT_FOR


def checked(tool: Tool, others: Iterable[Tool], today: date) -> Tool:
    """The tool as it may be kept beside the others.

    Raises:
        RuleBroken: no name, a name that another one goes by, no content, a day to come, a guide that is no link.
    """
    if not key(tool.name):
        raise RuleBroken("name", Rule.EMPTY)
    for other in others:
        if other.id != tool.id and other.keys & tool.keys:
            field = "name" if key(tool.name) in other.keys else "aliases"
            raise RuleBroken(field, Rule.TOOL_KNOWN, name=other.name)
    if not tool.content:
        raise RuleBroken("content", Rule.EMPTY)
    if tool.approved_on > today:
        raise RuleBroken("approved_on", Rule.IN_THE_FUTURE)
    if tool.guide and not re.fullmatch(r"https?://[^\s<>\"|]+", tool.guide):
        raise RuleBroken("guide", Rule.NOT_A_LINK)
    return tool


def names_in(text: str) -> tuple[str, ...]:
    """Several names divided by commas, semicolons or lines, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;|\n]", text))
    return tuple({key(part): part for part in parts if key(part)}.values())


def recognised(typed: str, tools: Iterable[Tool]) -> tuple[Tool, ...]:
    """The tools that a typed name means: by a name of theirs, else by one with a slip in it, else by the names inside the text."""
    wanted = key(typed)
    known = [(name, tool) for tool in tools for name in tool.keys]
    if not wanted:
        return ()
    exact = [tool for name, tool in known if name == wanted]
    slips = [tool for name, tool in known if _is_slip(name, wanted)] if not exact else []
    return _each_once(exact or slips or _inside(wanted, known))


def _is_slip(name: str, typed: str) -> bool:
    """Alike in letters; a different number is a different tool."""
    if min(len(name), len(typed)) < SHORTEST or re.findall(r"\d+", name) != re.findall(r"\d+", typed):
        return False
    return fuzz.ratio(name, typed) >= SLIP and len(name.split()) == len(typed.split())


def _inside(wanted: str, known: Sequence[tuple[str, Tool]]) -> list[Tool]:
    """Names that stand in the text as whole words, a longer one before what it holds."""
    found, left = [], f" {wanted} "
    for name, tool in sorted(known, key=lambda each: -len(each[0])):
        if f" {name} " in left:
            found.append(tool)
            left = left.replace(f" {name} ", " | ")
    return found


def _each_once(tools: Iterable[Tool]) -> tuple[Tool, ...]:
    return tuple({tool.id: tool for tool in tools}.values())


def looked_for(text: str, tools: Iterable[Tool]) -> list[Tool]:
    """Those that every word of a search is in, by name or purpose; those by name first."""
    wanted, known = key(text).split(), list(tools)
    named = {tool.id for tool in recognised(text, known)}
    found = [tool for tool in known if tool.id in named or (wanted and all(_is_in(word, tool) for word in wanted))]
    return sorted(found, key=lambda tool: (tool.id not in named, not _by_name(wanted, tool), key(tool.name)))


def _is_in(word: str, tool: Tool) -> bool:
    return any(known.startswith(word) for known in key(f"{tool.name} {' '.join(tool.aliases)} {tool.purposes}").split())


def _by_name(words: Sequence[str], tool: Tool) -> bool:
    return any(known.startswith(word) for word in words for name in tool.keys for known in name.split())


def suited(tools: Iterable[Tool], kind: Sensitivity, text: str) -> list[Tool]:
    """Tools whose purposes are about the same things as a text and which may see the content, nearest first."""
    return nearest(text, [tool for tool in tools if not verdict(tool, kind).needs_it])
