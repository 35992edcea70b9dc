"""What the benchmark of clicks while sending counts is true: every click is answered, and every owner gets a message."""

from __future__ import annotations

from benchmarks.ack_while_sending import sending

OWNERS, CLICKS = 300, 20


def test_clicks_are_answered_at_rest_and_while_everybody_is_sent_their_message() -> None:
    found = sending(OWNERS, CLICKS)
    assert len(found.calm) == CLICKS
    assert found.done >= OWNERS
    assert found.busy and min(found.busy) > 0
    assert found.ratio > 0
