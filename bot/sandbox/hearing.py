"""What a typed text is: a command, something said to the bot, or talk among people."""

from __future__ import annotations

import re

from bot.sandbox.people import BOT, MEMBERS, Member
from handlers.requests import Commanded, Visitor

_COMMAND = re.compile(r"/quickwin(?:\s+(?P<name>\S+))?(?:\s+(?P<text>.*))?", re.DOTALL | re.IGNORECASE)
_CALL = re.compile(rf"@{BOT}\b[,:]?\s*", re.IGNORECASE)


def command_in(text: str) -> Commanded | None:
    """The command, if the text is one."""
    found = _COMMAND.fullmatch(text.strip())
    return Commanded((found["name"] or "").lower(), (found["text"] or "").strip()) if found else None


def calls_bot(text: str) -> bool:
    return _CALL.search(text) is not None


def without_call(text: str) -> str:
    """The sentence without the bot's name; a text that is nothing else stays empty."""
    return _CALL.sub("", text).strip()


def mentioned(text: str) -> tuple[Visitor, ...]:
    """The profiles of those named with an @, by full or first name."""
    return tuple(member.visitor() for member in MEMBERS if _names(member, text))


def _names(member: Member, text: str) -> bool:
    first = member.name.split()[0]
    return re.search(rf"@(?:{re.escape(member.name)}|{re.escape(first)})\b", text, re.IGNORECASE) is not None
