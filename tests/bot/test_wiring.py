"""A way out is the one that was added, else the one that is looked for; without either there is none."""

from __future__ import annotations

import pytest

from bot.wiring import Messengers
from tests.world import Outbox


def test_one_that_nobody_added_is_looked_for() -> None:
    added, found = Outbox(), Outbox()
    asked: list[str] = []

    def look(workspace: str) -> Outbox:
        asked.append(workspace)
        return found

    messengers = Messengers({"W1": added})
    assert messengers.get("W2") is None
    with pytest.raises(KeyError):
        messengers["W2"]
    messengers.otherwise = look
    assert messengers.get("W1") is added and messengers.get("W2") is found
    assert messengers.get("") is None, "a row without a workspace is nobody's"
    assert asked == ["W2"] and dict(messengers) == {"W1": added}
    del messengers["W1"]
    assert len(messengers) == 0
