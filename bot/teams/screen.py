"""Shows an answer where the person is looking: in place of the card they used, in the dialog, or as a card in the chat."""

from __future__ import annotations

from typing import assert_never

from bot.charts.links import Pictures, nowhere
from bot.teams import activities, render
from bot.teams.connector import Connector
from bot.teams.gate import Answered, Json
from bot.teams.inbound import Heard
from bot.teams.render import Directory
from handlers.requests import Answer, ShowForm, ShowHome, ShowMessage, ShowNothing, Submitted
from handlers.ui import Message, Para, ShownForm
from handlers.words import Reader, Words, say

CARD = "application/vnd.microsoft.card.adaptive"
ERROR = "application/vnd.microsoft.error"
WORDS = "application/vnd.microsoft.activity.message"

Drawn = tuple[Message, Reader]


class Screen:
    """`connector` carries what a typed sentence or an old client's click is answered with at once: a form."""

    def __init__(self, connector: Connector, pictures: Pictures = nowhere) -> None:
        self._connector, self._pictures = connector, pictures

    async def show(self, answer: Answer, heard: Heard, directory: Directory, present: Drawn | None) -> Answered:
        """Teams' answer to its request; `present` is the card that was used, as it stands now. Raises SendFailed."""
        match answer:
            case ShowForm(form, reader):
                return await self._form(form, reader, heard, directory)
            case ShowMessage(message, reader) | ShowHome(message, reader):
                return await self._message(message, reader, heard)
            case ShowNothing():
                return nothing(heard, present, self._pictures)
            case _:
                assert_never(answer)

    async def trouble(self, sentence: Words, reader: Reader, heard: Heard) -> Answered:
        """Says what went wrong; a card keeps what is typed in it."""
        if heard.way == "card":
            words = {"code": "BadRequest", "message": reader.read(sentence)}
            return Answered(200, {"statusCode": 400, "type": ERROR, "value": words})
        return await self._message(Message(sentence, (Para(sentence),)), reader, heard)

    async def _form(self, form: ShownForm, reader: Reader, heard: Heard, directory: Directory) -> Answered:
        match heard.way:
            case "card":
                return _in_place(render.form(form, reader, directory))
            case "dialog" | "extension":
                return _dialog(render.dialog(form, reader, directory), render.title(form, reader))
            case "message":
                activity = activities.form(form, reader, directory)
                await self._connector.send(heard.service_url, heard.conversation, activity)
                return Answered()
            case _:
                assert_never(heard.way)

    async def _message(self, message: Message, reader: Reader, heard: Heard) -> Answered:
        match heard.way:
            case "card":
                return _in_place(render.message(message, reader, self._pictures))
            case "dialog" | "extension":
                return _dialog(render.message(message, reader, self._pictures), reader.read(say("Quickwin")))
            case "message":
                activity = activities.message(message, reader, self._pictures)
                await self._connector.send(heard.service_url, heard.conversation, activity)
                return Answered()
            case _:
                assert_never(heard.way)


def nothing(heard: Heard, present: Drawn | None = None, pictures: Pictures = nowhere) -> Answered:
    """Seen: a card shows how things stand, a dialog closes."""
    match heard.way:
        case "message":
            return Answered()
        case "card" if present is not None:
            return _in_place(render.message(*present, pictures))
        case "card":
            return Answered(200, {"statusCode": 200, "type": WORDS, "value": "✓"})
        case "dialog" | "extension" if isinstance(heard.what, Submitted):
            return Answered(200, {})
        case "dialog" | "extension":
            return Answered(200, {"task": {"type": "message", "value": "✓"}})
        case _:
            assert_never(heard.way)


def _in_place(card: Json) -> Answered:
    return Answered(200, {"statusCode": 200, "type": CARD, "value": card})


def _dialog(card: Json, title: str) -> Answered:
    value = {"title": title, "height": "medium", "width": "medium", "card": activities.attachment(card)}
    return Answered(200, {"task": {"type": "continue", "value": value}})
