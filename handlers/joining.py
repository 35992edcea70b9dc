"""A workspace joins an organisation: an admin's one-time code from a connected one, typed by an admin of the new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from handlers.acquaintance import spoken
from handlers.requests import Commanded, Request, Said, ShowMessage
from handlers.ui import Message, Para
from handlers.words import Bold, Readers, Words, say
from initiatives.people import Workspace
from storage.port import Transaction
from storage.records import JoinCode, Tries

GOOD_FOR = timedelta(hours=1)
MOST_TRIES = 10
PER = timedelta(hours=1)
WORDS = ("connect", "connecter")

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that look like another
_LENGTH, _GROUP = 12, 4


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
    await store.keep_join_code(JoinCode(_hash(code), organisation, by, now + GOOD_FOR))


async def answer(store: Transaction, readers: Readers, request: Request) -> ShowMessage:
    """What a workspace that is not connected hears, whatever is said there; the right code connects it."""
    reader = readers(spoken(request.who.language), request.who.zone or "UTC")
    sentence = await _joined(store, request)
    return ShowMessage(Message(sentence, (Para(sentence),)), reader)


async def _joined(store: Transaction, request: Request) -> Words:
    code = _typed(request)
    if not code:
        return say(
            "This workspace is not connected yet. An admin writes “connect” to me where I work already, and then the code here."
        )
    if not request.who.admin or request.who.guest:
        return say("Only an admin of this workspace can connect it.")
    if not await _may_try(store, request):
        return say("That was tried too often. It can be tried again in an hour.")
    found = await store.take_join_code(request.organisation, _hash(code), request.now)
    if found is None:
        return say("That code is not known, or not good any more. An admin writes “connect” to me for a new one.")
    organisation = await store.organisation(request.organisation)
    store.because(by=found.made_by, action="connect.join")
    workspace = request.where.workspace
    await store.connect(Workspace(workspace, organisation.id, request.platform, workspace))
    return say("This workspace belongs to {name} now. Write “help” to see what I can do.", name=Bold(organisation.name))


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
    tries = await store.tries(request.organisation, request.where.workspace)
    if tries is None or request.now - tries.since >= PER:
        tries = Tries(request.where.workspace, request.organisation, request.now)
    await store.keep_tries(replace(tries, count=tries.count + 1))
    return tries.count < MOST_TRIES


def _hash(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return blake2b(letters.encode(), digest_size=20).hexdigest()
