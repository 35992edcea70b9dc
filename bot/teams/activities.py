"""Activities as the connector takes them: a card with the words of its notification, nothing else."""

from __future__ import annotations

from bot.charts.links import Pictures, nowhere
from bot.teams import render
from bot.teams.gate import Json
from handlers.ui import Message, ShownForm
from handlers.words import Reader

CARD = "application/vnd.microsoft.card.adaptive"


def attachment(card: Json) -> Json:
    return {"contentType": CARD, "content": card}


def message(shown: Message, reader: Reader, pictures: Pictures = nowhere) -> Json:
    """A message with one card; `summary` is what notifications and screen readers say."""
    return _with(render.message(shown, reader, pictures), render.summary(shown, reader))


def form(shown: ShownForm, reader: Reader, directory: render.Directory) -> Json:
    """A form as a card in the chat."""
    return _with(render.form(shown, reader, directory), render.title(shown, reader))


def _with(card: Json, summary: str) -> Json:
    return {"type": "message", "summary": summary, "attachments": [attachment(card)]}
