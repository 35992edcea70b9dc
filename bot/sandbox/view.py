"""What the page draws for one member, as plain JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sandbox.people import BOT, BY_ID, CHANNELS, COMPANY, MEMBERS, direct
from bot.sandbox.records import Entry
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
SHOWN_MOST = 400


async def view(workspace: Workspace, member: str, place: str, now: datetime) -> Json:
    """Names, places with what is unread, and what stands in the place that is open. Raises NoSuchPlace."""
    unread = await workspace.unread(now)
    return {
        "company": COMPANY,
        "bot": BOT,
        "you": member,
        "now": now.isoformat(),
        "people": _people(unread),
        "places": _places(member, unread[member]),
        "place": place,
        "entries": [] if place == "home" else [_entry(each) for each in await _newest(workspace, member, place, now)],
        "home": await _home(workspace, member, now) if place == "home" else None,
    }


def _people(unread: dict[str, dict[str, int]]) -> list[Json]:
    """What waits in somebody's direct messages is for them alone, so it is what their name is marked with."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "title": each.title,
            "part": each.part,
            "zone": each.zone,
            "tint": tint,
            "unread": unread[each.id][direct(each.id)],
        }
        for tint, each in enumerate(MEMBERS)
    ]


def _places(member: str, unread: dict[str, int]) -> list[Json]:
    own = {"id": direct(member), "kind": "direct", "name": BOT, "topic": BY_ID[member].part}
    shared = [{"id": each.id, "kind": "channel", "name": each.name, "topic": each.topic} for each in CHANNELS]
    return [
        {"id": "home", "kind": "home", "unread": 0},
        *(each | {"unread": unread[each["id"]]} for each in (own, *shared)),
    ]


async def _newest(workspace: Workspace, member: str, place: str, now: datetime) -> list[Entry]:
    return (await workspace.read(place, member, now))[-SHOWN_MOST:]


async def _home(workspace: Workspace, member: str, now: datetime) -> str:
    home = await workspace.home(member, now)
    return home.html if home else ""


def _entry(entry: Entry) -> Json:
    return {
        "id": entry.id,
        "number": entry.number,
        "revision": entry.revision,
        "author": entry.author,
        "at": entry.at.isoformat(),
        "text": entry.text,
        "html": entry.html,
        "summary": entry.summary,
        "language": entry.language,
        "thread": entry.thread,
        "only": bool(entry.only_for),
    }
