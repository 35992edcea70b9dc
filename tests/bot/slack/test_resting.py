"""Who rests in Slack: asked for many at once, known for minutes; whatever goes wrong, nobody rests by it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.slack.resting import CALLS, TOGETHER, UNASKED_FOR, Resting
from handlers.messenger import SendFailed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
END = NOW + timedelta(hours=2)


class Slack:
    """Answers dnd.teamInfo: whoever is in `rests` rests for two hours from an hour ago."""

    def __init__(self, *rests: str) -> None:
        self.rests, self.asked = set(rests), list[list[str]]()
        self.trouble: SendFailed | None = None

    async def ask(self, users: str) -> Mapping[str, Any]:
        self.asked.append(users.split(","))
        if self.trouble is not None:
            raise self.trouble
        begin, end = int((NOW - timedelta(hours=1)).timestamp()), int(END.timestamp())
        period = {"dnd_enabled": True, "next_dnd_start_ts": begin, "next_dnd_end_ts": end}
        none = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
        return {"users": {user: period if user in self.rests else none for user in users.split(",")}}


async def all_of(resting: Resting, users: list[str], now: datetime = NOW) -> list[datetime | None]:
    return list(await asyncio.gather(*(resting.until(user, now) for user in users)))


async def test_those_asked_about_at_the_same_time_are_asked_about_together() -> None:
    slack = Slack("U1")
    assert await all_of(Resting(slack.ask), ["U1", "U2", "U1"]) == [END, None, END]
    assert slack.asked == [["U1", "U2"]]


async def test_slack_is_asked_about_fifty_at_once_at_most() -> None:
    slack = Slack("U60")
    users = [f"U{number}" for number in range(TOGETHER + 20)]
    answers = await all_of(Resting(slack.ask), users)
    assert [len(asked) for asked in slack.asked] == [TOGETHER, 20]
    assert answers[60] == END


async def test_what_is_known_is_asked_again_after_minutes_and_a_rest_begins_and_ends_in_between() -> None:
    slack = Slack("U1")
    resting = Resting(slack.ask)
    assert await resting.until("U1", NOW - timedelta(hours=1, minutes=2)) is None
    assert await resting.until("U1", NOW - timedelta(minutes=59)) == END
    assert len(slack.asked) == 1
    slack.rests.clear()
    assert await resting.until("U1", NOW) is None
    assert len(slack.asked) == 2


@pytest.mark.parametrize(
    ("trouble", "again"),
    [
        (SendFailed("missing_scope", "never"), UNASKED_FOR),
        (SendFailed("ratelimited", "later", 30), timedelta(seconds=30)),
        (SendFailed("internal_error", "later"), timedelta(minutes=1)),
    ],
)
async def test_where_slack_does_not_say_nobody_rests_and_it_is_not_asked_for_a_while(
    trouble: SendFailed, again: timedelta
) -> None:
    slack = Slack("U1")
    slack.trouble = trouble
    resting = Resting(slack.ask)
    assert await all_of(resting, ["U1", "U2"]) == [None, None]
    slack.trouble = None
    assert await resting.until("U1", NOW + again - timedelta(seconds=1)) is None
    assert len(slack.asked) == 1
    assert await resting.until("U1", NOW + again) == END


async def test_no_more_is_asked_in_a_minute_than_slack_allows() -> None:
    slack = Slack("U99")
    resting = Resting(slack.ask)
    for number in range(CALLS):
        await resting.until(f"U{number}", NOW)
    assert await resting.until("U99", NOW) is None
    assert len(slack.asked) == CALLS
    assert await resting.until("U99", NOW + timedelta(minutes=1)) == END


async def test_an_answer_that_says_nothing_about_somebody_means_that_they_do_not_rest() -> None:
    async def nothing(_users: str) -> Mapping[str, Any]:
        return {"ok": True}

    assert await Resting(nothing).until("U1", NOW) is None
