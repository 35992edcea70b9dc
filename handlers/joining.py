"""A workspace joins an organisation: an admin's one-time code from a connected one, typed by an admin of the new one.

One that founded an organisation of its own when the bot was installed may still join, until something is begun there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from handlers.acquaintance import spoken
from handlers.requests import Answer, Commanded, Request, Said, ShowMessage, ShowNothing
from handlers.ui import Message, Para
from handlers.words import Bold, Readers, Words, say
from initiatives.initiative import Stage
from initiatives.people import Workspace
from storage.counted import Tries
from storage.installations import OPERATOR, Belonging
from storage.port import Transaction
from storage.records import JoinCode, Outcome

GOOD_FOR = timedelta(hours=1)
MOST_TRIES = 10
PER = timedelta(hours=1)
WORDS = ("connect", "connecter")

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that look like another
_LENGTH, _GROUP = 12, 4
_CODE = re.compile(f"[A-Z0-9]{{{_LENGTH}}}")


def code_of(seed: str) -> str:
    """A code people can type, of an id that cannot be guessed: 12 letters of 30, in groups."""
    number = int.from_bytes(blake2b(seed.encode(), digest_size=16).digest())
    letters = ""
    for _ in range(_LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


async def keep(store: Transaction, organisation: str, by: str, code: str, now: datetime) -> None:
    """The code is good for an hour; only its hash is kept."""
    await store.keep_join_code(JoinCode(_hash(code), OPERATOR, by, now + GOOD_FOR, leads_to=organisation))


async def home(store: Transaction, organisation: str, workspace: str) -> str:
    """The organisation the workspace is connected to: this one, or the one it has joined since; empty when to none."""
    if await store.workspace(organisation, workspace) is not None:
        return organisation
    belonging = await store.belonging(OPERATOR, workspace)
    return belonging.belongs_to if belonging else ""


async def answer(store: Transaction, readers: Readers, request: Request) -> ShowMessage:
    """What a workspace that is not connected hears, whatever is said there; the right code connects it."""
    reader = readers(spoken(request.who.language), request.who.zone or "UTC")
    sentence = await _joined(store, request)
    return ShowMessage(Message(sentence, (Para(sentence),)), reader)


async def moved(store: Transaction, readers: Readers, request: Request) -> Answer | None:
    """`connect CODE` where the bot works already: an unused workspace joins. None when it is not about that."""
    code = _typed(request)
    belonging = await store.belonging(OPERATOR, request.where.workspace) if _CODE.fullmatch(_letters(code)) else None
    if belonging is None or belonging.belongs_to != request.organisation:
        return None
    # The same sentence may come a second time, when the code is spent.
    if not await store.remember(OPERATOR, f"connect:{request.key}", Outcome(), request.now):
        return ShowNothing()
    reader = readers(spoken(request.who.language), request.who.zone or "UTC")
    sentence = await _moved(store, request, belonging, code)
    return ShowMessage(Message(sentence, (Para(sentence),)), reader)


async def _joined(store: Transaction, request: Request) -> Words:
    code = _typed(request)
    if not code:
        return say(
            "This workspace is not connected yet. An admin writes “connect” to me where I work already, and then the code here."
        )
    found = await _taken(store, request, code)
    if not isinstance(found, JoinCode):
        return found
    if found.leads_to != request.organisation:
        return _unknown()
    store.because(by=found.made_by, action="connect.join")
    workspace = request.where.workspace
    return await _connected(store, Workspace(workspace, found.leads_to, request.platform, workspace))


async def _moved(store: Transaction, request: Request, belonging: Belonging, code: str) -> Words:
    left = await store.workspace(belonging.belongs_to, belonging.id)
    if left is None or await _is_used(store, belonging):
        return say("Something was begun in this workspace already, so it stays an organisation of its own.")
    found = await _taken(store, request, code)
    if not isinstance(found, JoinCode):
        return found
    if found.leads_to == belonging.belongs_to:
        return _unknown()
    store.because(by=found.made_by, action="connect.join")
    await store.dissolve(belonging.belongs_to)
    await store.keep_belonging(replace(belonging, belongs_to=found.leads_to))
    return await _connected(store, replace(left, organisation=found.leads_to))


async def _is_used(store: Transaction, belonging: Belonging) -> bool:
    """Whether the organisation has more than this workspace, an initiative, or something half written."""
    ours = belonging.belongs_to
    if len(await store.workspaces(ours)) > 1 or any([await store.in_stage(ours, stage) for stage in Stage]):
        return True
    return any([await store.drafts_of(ours, person.id) for person in await store.people(ours)])


async def _connected(store: Transaction, workspace: Workspace) -> Words:
    organisation = await store.organisation(workspace.organisation)
    await store.connect(workspace)
    return say("This workspace belongs to {name} now. Write “help” to see what I can do.", name=Bold(organisation.name))


async def _taken(store: Transaction, request: Request, code: str) -> JoinCode | Words:
    """The code, used up; or why it cannot be used."""
    if not request.who.admin or request.who.guest:
        return say("Only an admin of this workspace can connect it.")
    if not await _may_try(store, request):
        return say("That was tried too often. It can be tried again in an hour.")
    return await store.take_join_code(OPERATOR, _hash(code), request.now) or _unknown()


def _unknown() -> Words:
    return say("That code is not known, or not good any more. An admin writes “connect” to me for a new one.")


def _typed(request: Request) -> str:
    """The code behind the word; empty when something else was said."""
    match request.what:
        case Said(text):
            word, _, code = text.strip().partition(" ")
        case Commanded(name, text):
            word, code = name, text
        case _:
            return ""
    return code.strip() if word.casefold() in WORDS else ""


async def _may_try(store: Transaction, request: Request) -> bool:
    tries = await store.tries(OPERATOR, request.where.workspace)
    if tries is None or request.now - tries.since >= PER:
        tries = Tries(request.where.workspace, OPERATOR, request.now)
    await store.keep_tries(replace(tries, count=tries.count + 1))
    return tries.count < MOST_TRIES


def _hash(code: str) -> str:
    return blake2b(_letters(code).encode(), digest_size=20).hexdigest()


def _letters(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
