"""A record on its way to another one is made as `replace` makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage.records import Delivery, DeliveryState, To, changed

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ROW = Delivery("d", "acme", "card", {}, To(person="p"), "once", NOW, NOW)


def test_a_changed_record_is_what_replace_would_give_and_the_first_one_stays() -> None:
    made = changed(ROW, state=DeliveryState.SENT, due_at=None)
    assert made == replace(ROW, state=DeliveryState.SENT, due_at=None)
    assert ROW.state is DeliveryState.QUEUED


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="stat"):
        changed(ROW, stat="sent")
