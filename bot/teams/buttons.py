"""Rows of buttons: six of a card are seen at once, the others stand behind the three dots of their row."""

from __future__ import annotations

from collections.abc import Sequence

from bot.teams import limits, texts
from bot.teams.gate import Json
from handlers.ui import Button
from handlers.words import Reader, say

BEHIND_DOTS = say("More buttons stand behind the three dots (…).")
_STYLES = {"primary": "positive", "danger": "destructive"}


def seats(rows: Sequence[int]) -> list[int]:
    """How many buttons of each row are seen: the last row is about the whole card, so it has its seats first."""
    *earlier, last = rows or [0]
    kept = min(last, max(limits.ACTIONS // 2, limits.ACTIONS - sum(earlier)))
    left = limits.ACTIONS - kept
    found = []
    for row in earlier:
        found.append(min(row, left))
        left -= found[-1]
    return [*found, kept]


def drawn(row: Sequence[Button], reader: Reader, seen: int, *, for_old: bool) -> list[Json]:
    """The row; its first `seen` buttons are seen at once."""
    actions = [_button(button, reader, for_old, hidden=number >= seen) for number, button in enumerate(row)]
    return [{"type": "ActionSet", "actions": actions}] if actions else []


def data(token: str) -> Json:
    """What a button or a form carries."""
    return {"quickwin": token}


def _button(button: Button, reader: Reader, for_old: bool, *, hidden: bool) -> Json:
    looks: Json = {"title": texts.line(reader.read(button.label), limits.BUTTON_LABEL)}
    if button.style in _STYLES:
        looks["style"] = _STYLES[button.style]
    if hidden:
        looks["mode"] = "secondary"
    carried = data(button.token)
    if button.over:
        # A client without dialogs sends it as a message, and gets the form as a card.
        opened = {**carried, "verb": "press", "msteams": {"type": "task/fetch"}}
        return {"type": "Action.Submit", **looks, "data": opened, "associatedInputs": "none"}
    drawn = {"type": "Action.Execute", **looks, "verb": "press", "data": carried, "associatedInputs": "none"}
    if not for_old:
        return drawn
    old = {"type": "Action.Submit", **looks, "data": {**carried, "verb": "press"}, "associatedInputs": "none"}
    return {**drawn, "fallback": old}
