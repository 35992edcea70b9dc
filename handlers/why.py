"""Why a message came that nobody asked for, and the way to fewer of them: on every card the bot sends by itself."""

from __future__ import annotations

from handlers.ui import Button, Buttons, Note
from handlers.words import Words, say


def why(reason: Words) -> tuple[Note, Buttons]:
    """The reason in small print, and the button to one's settings."""
    return Note(reason), Buttons((Button(say("Change my settings"), "settings.settings"),))
