"""The bot arrives in a workspace: whose the workspace is, and who administers there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.acquaintance import known, spoken
from handlers.conversation import Card, Post
from handlers.deliveries import queue
from handlers.requests import Platform, Visitor
from initiatives.calendar import next_digest
from initiatives.people import Organisation, Workspace
from storage.installations import OPERATOR, Belonging
from storage.port import Transaction
from storage.records import To


@dataclass(frozen=True)
class Arrival:
    """The bot was installed in a workspace by somebody."""

    workspace: str
    platform: Platform
    name: str
    installer: Visitor


async def arrived(
    store: Transaction, arrival: Arrival, usual: Organisation, now: datetime, new_id: Callable[[], str]
) -> str:
    """The organisation of the workspace: the one it had before, else a new one that whoever installed the bot administers.

    `usual` is the organisation of a bot that served one workspace only; a workspace known there stays in it. What the
    installer's profile does not tell is taken from it.
    """
    store.because(by="quickwin", action="install")
    belonging = await store.belonging(OPERATOR, arrival.workspace)
    ours = belonging.belongs_to if belonging else await _founded(store, arrival, usual, now, new_id)
    if belonging is None:
        await store.keep_belonging(Belonging(arrival.workspace, OPERATOR, ours))
    workspace = await _connected(store, ours, arrival)
    await _met(store, ours, workspace, arrival.installer, now, new_id)
    return ours


async def _founded(
    store: Transaction, arrival: Arrival, usual: Organisation, now: datetime, new_id: Callable[[], str]
) -> str:
    if await store.workspace(usual.id, arrival.workspace) is not None:
        return usual.id
    number, who = new_id(), arrival.installer
    founded = replace(
        usual,
        id=number,
        organisation=number,
        name=arrival.name or usual.name,
        language=spoken(who.language) if who.language else usual.language,
        zone=who.zone or usual.zone,
    )
    await store.found(replace(founded, digest_at=next_digest(founded, now)))
    return number


async def _connected(store: Transaction, organisation: str, arrival: Arrival) -> Workspace:
    before = await store.workspace(organisation, arrival.workspace)
    # Whoever installs it again does not become an admin by that: the first one founded the organisation.
    installer = arrival.installer.external if before is None else before.installer
    name = arrival.name or arrival.workspace
    workspace = Workspace(arrival.workspace, organisation, arrival.platform, name, installer=installer)
    if workspace != before:
        await store.connect(workspace)
    return workspace


async def _met(
    store: Transaction,
    ours: str,
    workspace: Workspace,
    visitor: Visitor,
    now: datetime,
    new_id: Callable[[], str],
) -> None:
    if visitor.guest:
        return
    who = replace(visitor, admin=visitor.admin or visitor.external == workspace.installer)
    person = await known(store, await store.organisation(ours), workspace.id, who, now, new_id)
    welcome = Post(
        To(person=person.id, workspace=workspace.id), Card("help.card"), key=f"welcome.{workspace.id}.{person.id}"
    )
    await queue(store, ours, (welcome,), now, new_id)
