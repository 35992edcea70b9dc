"""Who may read a card, where cards say it in the same way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers.conversation import May, Seeing
from handlers.subjects import INITIATIVE
from handlers.ui import Args


async def admins(see: Seeing, _about: Args) -> bool:
    return see.person is not None and see.person.admin


async def channel_or_admins(see: Seeing, _about: Args) -> bool:
    """The channel it is posted in, or an admin."""
    return see.person is None or see.person.admin


async def themselves(see: Seeing, about: Args) -> bool:
    """Only the person it is about."""
    return see.person is not None and see.person.id == about["person"]


def whoever(may: May) -> Callable[[Seeing, Args], Awaitable[bool]]:
    """Those who have one of the roles to the initiative it is about."""

    async def holds(see: Seeing, about: Args) -> bool:
        initiative = await see.store.initiative(see.org, about["initiative"])
        return initiative is not None and await INITIATIVE.holds(see, initiative, may)

    return holds
