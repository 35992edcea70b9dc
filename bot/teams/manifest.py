"""The app package that Teams asks for: the manifest, one file of words for each other language, and two icons."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson

from bot.teams.gate import Json
from handlers.conversations.help import COMMANDS
from handlers.words import Reader, say

VERSION = "1.23"
SCHEMAS = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}"
ICONS = Path(__file__).with_name("icons")
SCOPES = ("personal", "team", "groupChat")
FROM_MESSAGE = "propose"
"""The message action's name: the word that starts the conversation it hands the message to."""
LISTED = 10
"""How many commands Teams takes into its list; the others work all the same, and help names them."""

_WHEN = (1980, 1, 1, 0, 0, 0)  # the same content gives the same package
LISTED = 10
"""How many commands Teams lists beside the message box."""


@dataclass(frozen=True)
class App:
    """What differs from one installation to another: the bot's Microsoft app id and where it is reached."""

    id: str
    url: str
    version: str = "1.0.0"

    def check(self) -> None:
        """Raises ValueError with what is wrong."""
        try:
            UUID(self.id)
        except ValueError:
            raise ValueError("The app id is not one: it looks like 00000000-0000-0000-0000-000000000000.") from None
        address = urlsplit(self.url)
        if address.scheme != "https" or not address.hostname:
            raise ValueError("Teams needs the address of the bot, and it begins with https://.")


def package(app: App, readers: Sequence[Reader]) -> bytes:
    """The zip to upload; the first reader's language is the default one. Raises ValueError."""
    app.check()
    first, *others = readers
    files = {"manifest.json": _json(manifest(app, first, [reader.language for reader in others]))}
    files |= {f"{reader.language}.json": _json(words(reader)) for reader in others}
    files |= {name: (ICONS / name).read_bytes() for name in ("color.png", "outline.png")}
    zipped = io.BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _WHEN), content)
    return zipped.getvalue()


def manifest(app: App, reader: Reader, others: Sequence[str] = ()) -> Json:
    """`manifest.json` in the reader's language."""
    host = urlsplit(app.url).hostname or ""
    texts = _texts(reader)
    return {
        "$schema": f"{SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": app.version,
        "id": app.id,
        "developer": {
            "name": "Quickwin",
            "websiteUrl": app.url,
            "privacyUrl": f"{app.url.rstrip('/')}/privacy",
            "termsOfUseUrl": f"{app.url.rstrip('/')}/terms",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "name": {"short": texts["name.short"], "full": texts["name.full"]},
        "description": {"short": texts["description.short"], "full": texts["description.full"]},
        "accentColor": "#1F5F4A",
        "bots": [{"botId": app.id, "scopes": list(SCOPES), "supportsFiles": True, "commandLists": [_commands(reader)]}],
        "composeExtensions": [{"botId": app.id, "commands": [_message_action(texts)]}],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host],
        "localizationInfo": {
            "defaultLanguageTag": reader.language,
            "additionalLanguages": [{"languageTag": other, "file": f"{other}.json"} for other in others],
        },
    }


def words(reader: Reader) -> Json:
    """The words of the manifest in another language, by their place in it."""
    listed: Json = {}
    for number, command in enumerate(_commands(reader)["commands"]):
        listed[f"bots[0].commandLists[0].commands[{number}].title"] = command["title"]
        listed[f"bots[0].commandLists[0].commands[{number}].description"] = command["description"]
    return {"$schema": f"{SCHEMAS}/MicrosoftTeams.Localization.schema.json", **_texts(reader), **listed}


def _commands(reader: Reader) -> Json:
    listed = [{"title": reader.read(command), "description": reader.read(line)} for command, line in COMMANDS[:LISTED]]
    return {"scopes": list(SCOPES), "commands": listed}


def _message_action(texts: Json) -> Json:
    return {
        "id": FROM_MESSAGE,
        "type": "action",
        "title": texts["composeExtensions[0].commands[0].title"],
        "description": texts["composeExtensions[0].commands[0].description"],
        "context": ["message", "compose", "commandBox"],
        "fetchTask": True,
    }


def _texts(reader: Reader) -> Json:
    return {
        "name.short": reader.read(say("Quickwin")),
        "name.full": reader.read(say("Quickwin: small AI initiatives, measured")),
        "description.short": reader.read(say("Small AI trials become measured, shared, repeated wins.")),
        "description.full": reader.read(
            say(
                "Say what takes too long, and Quickwin shapes it into a small trial with a number to move. Somebody answers "
                "within days, the owner is asked for the number once a week, and a result that holds becomes a story that "
                "other teams can take over. What stopped leaves a lesson, and carries no blame."
            )
        ),
        "composeExtensions[0].commands[0].title": reader.read(say("Make it an initiative")),
        "composeExtensions[0].commands[0].description": reader.read(say("Propose what this message says")),
    }


def _json(value: Json) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)
