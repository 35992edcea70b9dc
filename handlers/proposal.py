"""What else belongs to a proposal: further questions of its form, and further blocks on the cards that show it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.answers import Answers
from handlers.conversation import Also, Look, Seeing, Turn
from handlers.ui import Args, Block, Button, Input
from initiatives.initiative import Initiative

Shows = Callable[[Seeing, Initiative], Awaitable[tuple[Block, ...]]]
"""Blocks about a proposal for whoever looks; none when there is nothing to say."""

Offers = Callable[[Seeing, Initiative], Awaitable[tuple[Button, ...]]]
"""Buttons that whoever looks may press now."""


async def nothing_asked(_look: Look, _about: Args) -> tuple[Input, ...]:
    return ()


@dataclass(frozen=True)
class Part:
    """Questions that follow the form's own, and what their answers make of the proposal before it is stored.

    `into` runs after the proposal has its id; what it stores beside it is in the same turn.
    """

    into: Callable[[Turn, Initiative, Answers, Args], Awaitable[tuple[Initiative, Also]]]
    questions: Callable[[Look, Args], Awaitable[tuple[Input, ...]]] = nothing_asked
