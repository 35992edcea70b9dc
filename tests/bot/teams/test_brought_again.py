"""What Teams brings again under a new id is told from what somebody says twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.teams import inbound
from bot.teams.inbound import Heard
from bot.teams.repeats import LATE, SLOW, Repeats
from handlers.requests import Pressed


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def heard(text: str = "31", user: str = "ada", number: int = 1) -> Heard:
    found = inbound.read(
        {
            "type": "message", "id": f"f:{number}", "text": text, "channelId": "msteams", "serviceUrl": "https://smba.example/",
            "from": {"id": f"29:{user}", "aadObjectId": user}, "recipient": {"id": "28:bot"},
            "conversation": {"id": "a:chat", "conversationType": "personal", "tenantId": "t"},
        }
    )  # fmt: skip
    assert found is not None
    return found


def seconds(repeats: Repeats, watch: Watch, long: float, what: Heard) -> bool:
    """A turn of that length; whether it was a repeat."""
    with repeats.turn(what) as again:
        watch.now += long
    return again


@pytest.mark.parametrize("other", [heard("31", number=2), heard("31", number=3)])
def test_the_same_sentence_brought_again_while_its_turn_runs_is_a_repeat(other: Heard) -> None:
    watch = Watch()
    repeats = Repeats(watch)
    with repeats.turn(heard()) as first:
        watch.now += 15
        with repeats.turn(other) as again:
            assert (first, again) == (False, True)


@pytest.mark.parametrize("other", [heard("30"), heard(user="bob"), replace(heard(), conversation="a:other")])
def test_another_sentence_person_or_chat_is_none(other: Heard) -> None:
    watch = Watch()
    repeats = Repeats(watch)
    with repeats.turn(heard()):
        watch.now += 15
        with repeats.turn(other) as again:
            assert not again


def test_a_repeat_that_arrives_after_a_slow_turn_is_known_for_a_while() -> None:
    watch = Watch()
    repeats = Repeats(watch)
    assert not seconds(repeats, watch, SLOW + 1, heard())
    watch.now += LATE - 1
    assert seconds(repeats, watch, 0, heard(number=2))
    watch.now += 2
    assert not seconds(repeats, watch, 0, heard(number=3))


def test_the_same_said_twice_in_quick_turns_is_said_twice() -> None:
    watch = Watch()
    repeats = Repeats(watch)
    assert [seconds(repeats, watch, 0.2, heard(number=number)) for number in range(3)] == [False] * 3


def test_a_turn_that_goes_wrong_is_over_too() -> None:
    watch = Watch()
    repeats = Repeats(watch)
    with pytest.raises(RuntimeError), repeats.turn(heard()):
        raise RuntimeError
    watch.now += SLOW
    assert not seconds(repeats, watch, 0, heard(number=2))


def test_a_click_is_left_to_its_token() -> None:
    watch = Watch()
    repeats = Repeats(watch)
    click = replace(heard(), what=Pressed("t"))
    with repeats.turn(click):
        watch.now += 15
        with repeats.turn(click) as again:
            assert not again
