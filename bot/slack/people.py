"""Who is met in a Slack workspace without having written: its admins, and people whose profile changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.slack.place import OnProfile
from bot.wiring import Engine, new_id
from handlers.acquaintance import known
from handlers.leaving import here_or_gone
from handlers.requests import Visitor
from initiatives.people import Person
from scheduler.clock import Clock
from storage.port import Transaction
from storage.repeating import repeated

Whose = Callable[[Transaction, str], Awaitable[str]]
"""The organisation a workspace belongs to at this moment; empty when to none."""


async def meet(built: Engine, whose: Whose, workspace: str, visitors: tuple[Visitor, ...], clock: Clock) -> None:
    """They are people of the organisation from now on, guests left out."""
    now = clock.now()

    async def met(store: Transaction) -> None:
        ours = await whose(store, workspace)
        if not ours:
            return
        organisation = await store.organisation(ours)
        for visitor in visitors:
            if not visitor.guest:
                await known(store, organisation, workspace, visitor, now, new_id)

    await repeated(partial(built.store.transaction, now), met)


async def _is_elsewhere(store: Transaction, organisation: str, person: Person, workspace: str) -> bool:
    """Whether somebody who left this workspace is still reached in another one."""
    for account in await store.accounts(organisation, person.id):
        if account.workspace != workspace and not account.guest:
            other = await store.workspace(organisation, account.workspace)
            if other is not None and other.active:
                return True
    return False


def profile_keeper(built: Engine, whose: Whose, workspace: str, clock: Clock) -> OnProfile:
    async def changed(visitor: Visitor, active: bool, now: datetime, store: Transaction) -> None:
        ours = await whose(store, workspace)
        if not ours or await store.account(ours, workspace, visitor.external) is None:
            return
        organisation = await store.organisation(ours)
        person = await known(store, organisation, workspace, visitor, now, new_id)
        if not active and await _is_elsewhere(store, ours, person, workspace):
            return
        await here_or_gone(store, organisation, workspace, person, active, now, new_id)

    async def keep(visitor: Visitor, active: bool) -> None:
        """Somebody's profile changed; who left is not written to any more."""
        now = clock.now()
        await repeated(partial(built.store.transaction, now), partial(changed, visitor, active, now))

    return keep
