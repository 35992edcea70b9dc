"""Builds everything: the one place that turns settings into running parts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from bot.charts.easel import Easel
from bot.languages import readers
from bot.settings import Settings
from handlers import registry
from handlers.deliveries import Builder
from handlers.desk import Desk
from handlers.messenger import MAIL, Messenger
from handlers.presses import Seal
from handlers.words import Readers
from initiatives.calendar import next_digest
from initiatives.people import Organisation, Workspace
from scheduler.clock import Clock
from scheduler.delivery import Sender
from scheduler.heartbeat import Heartbeat
from storage.port import Store, Transaction
from storage.repeating import repeated
from storage.tables import TABLES
from storage.tiny import TinyStore

SECRET_BYTES = 32
ORGANISATION = "main"
"""The one organisation of an installation with its own store."""


def new_id() -> str:
    """A random id: 128 bits as 32 characters."""
    return uuid4().hex


def new_salt() -> str:
    return secrets.token_hex(8)


class Messengers(MutableMapping[str, Messenger]):
    """By workspace. One that nobody added is what `otherwise` makes of its id: it may be found when something is sent."""

    def __init__(self, added: Mapping[str, Messenger]) -> None:
        self._added = dict(added)
        self.otherwise: Callable[[str], Messenger] | None = None

    def __getitem__(self, workspace: str) -> Messenger:
        found = self._added.get(workspace)
        if found is None and self.otherwise is not None and workspace not in ("", MAIL):
            return self.otherwise(workspace)
        return self._added[workspace]

    def __setitem__(self, workspace: str, messenger: Messenger) -> None:
        self._added[workspace] = messenger

    def __delitem__(self, workspace: str) -> None:
        del self._added[workspace]

    def __iter__(self) -> Iterator[str]:
        return iter(self._added)

    def __len__(self) -> int:
        return len(self._added)


@dataclass(frozen=True)
class Engine:
    """One engine over one store: the desk takes requests, the heartbeat does what is due.

    `messengers`, by workspace, are added by the places that connect.
    """

    store: Store
    messengers: Messengers
    registry: registry.Registry
    builder: Builder
    desk: Desk
    sender: Sender
    heartbeat: Heartbeat
    readers: Readers
    easel: Easel = field(default_factory=Easel)


def engine(
    store: Store,
    secret: bytes,
    clock: Clock,
    messengers: Mapping[str, Messenger],
    ids: Callable[[], str] = new_id,
    languages: Readers | None = None,
    where: str = "",
) -> Engine:
    """The parts that every place has, wired together; nothing is started. `where` is our own address."""
    known = registry.build(registry.discover())
    speaking = languages or readers()
    builder = Builder(known, speaking, Seal(secret), where.rstrip("/"))
    ways_out = Messengers(messengers)
    sender = Sender(store, builder, ways_out, clock)
    desk = Desk(store, builder, ids)
    return Engine(store, ways_out, known, builder, desk, sender, Heartbeat(store, sender, clock), speaking)


def open_tiny(folder: Path, name: str) -> TinyStore:
    """The store file of that name in the folder, locked for this process."""
    return TinyStore(folder / f"{name}.json", TABLES, new_id=new_id, new_salt=new_salt)


def kept_secret(settings: Settings, folder: Path) -> bytes:
    """The secret that signs buttons: the one set, else one made once and kept beside the store for its owner only."""
    given = settings.secret.get_secret_value()
    if given:
        return given.encode()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "secret"
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(SECRET_BYTES))
    return path.read_text(encoding="ascii").encode()


async def found(store: Store, organisation: Organisation, workspace: Workspace, clock: Clock) -> bool:
    """The organisation and its first workspace, made on the first start (True); every other one joins with a code."""
    now = clock.now()

    async def founded(kept: Transaction) -> bool:
        new = await kept.found(replace(organisation, digest_at=next_digest(organisation, now)))
        known = await kept.workspace(organisation.id, workspace.id)
        if known is not None and not known.active:
            await kept.connect(replace(known, active=True))
        elif known is None and (new or not await kept.workspaces(organisation.id)):
            await kept.connect(workspace)
        return new

    return await repeated(partial(store.transaction, now), founded)
