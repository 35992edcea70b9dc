"""What systems send: by the rules of a chat answer, as measured, once per key, and only where the token is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handlers.measuring import Measurement
from handlers.receiving import MOST, NO_TOKEN, OTHER_BODY, OTHER_INITIATIVE, Problem, Received, Sent, receive
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence, Reading
from initiatives.wins import Point
from storage.weeks import NudgeState
from tests.handlers.conversations.test_systems import company, initiative, made_by
from tests.world import ORG, Actor, World

MONDAY = date(2026, 11, 23)


class Line:
    """A system with a token for Ada's initiative, whose trial has begun and whose check-in waits since this Monday."""

    def __init__(self, world: World, ada: Actor, token: str) -> None:
        self.world, self.ada, self.token = world, ada, token

    async def sends(self, value: str = "31", key: str = "", token: str = "", **says: Any) -> Received | Problem:
        named = Measurement(says.pop("initiative", ""), says.pop("kpi", ""), Decimal(value), **says)
        sent = Sent(token or self.token, key, repr(named), named)
        async with self.world.store.transaction(self.world.clock.at) as store:
            answer = await receive(store, sent, self.world.clock.at, self.world.new_id)
        await self.world.engine.sender.drain()
        return answer

    async def check_in(self, week: str = "2026-W48") -> CheckIn | None:
        key = check_in_id((await initiative(self.world)).id, week)
        async with self.world.store.transaction(self.world.clock.at) as store:
            return await store.check_in(ORG, key)

    async def readings(self) -> list[Reading]:
        about = (await initiative(self.world)).id
        async with self.world.store.transaction(self.world.clock.at) as store:
            return await store.readings(ORG, about)

    async def change(self, **changes: Any) -> None:
        kept: Initiative = await initiative(self.world)
        async with self.world.store.transaction(self.world.clock.at) as store:
            await store.change_initiative(replace(kept, **changes))


@pytest.fixture
async def line() -> Line:
    world, ada, _ = await company()
    token = await made_by(ada)
    await world.next_monday()
    return Line(world, ada, token)


def body(answer: Received | Problem) -> Any:
    assert isinstance(answer, Received), answer
    return answer.body


def problem(answer: Received | Problem) -> Problem:
    assert isinstance(answer, Problem), answer
    return answer


async def test_a_reading_answers_the_week_as_measured(line: Line) -> None:
    told = body(await line.sends("31"))
    assert told["counts"] is True and (told["value"], told["week"], told["day"]) == ("31", "2026-W48", "2026-11-23")
    assert (await initiative(line.world)).recent == (Point(Decimal(31), MONDAY, "2026-W48", Evidence.MEASURED),)
    done = await line.check_in()
    assert done is not None and (done.source, done.by) == ("SAP", "")
    (reading,) = await line.readings()
    async with line.world.store.transaction(line.world.clock.at) as store:
        nudge = await store.nudge(ORG, line.ada.id, "2026-W48")
    assert (reading.evidence, reading.source) == (Evidence.MEASURED, "SAP")
    assert nudge is not None and nudge.state is NudgeState.ANSWERED
    assert "Measured by SAP." in line.ada.last.text, "the week's message shows it"


async def test_the_first_number_a_system_sends_is_the_baseline(line: Line) -> None:
    kpi = replace((await initiative(line.world)).leading, baseline=None, baseline_on=None)
    await line.change(kpis=(kpi,))
    await line.sends("44", on=MONDAY - timedelta(days=7))
    now = await initiative(line.world)
    assert (now.leading.baseline, now.leading.baseline_on) == (Decimal(44), MONDAY - timedelta(days=7))
    await line.sends("43", on=MONDAY - timedelta(days=3))
    now = await initiative(line.world)
    assert now.leading.baseline == 44, "what it measures later in that week is no correction of where it began"
    assert [point.value for point in now.recent] == [43]


async def test_the_latest_day_is_the_weeks_number_whatever_comes_last(line: Line) -> None:
    await line.world.later(days=3)
    assert body(await line.sends("30", on=MONDAY + timedelta(days=2)))["counts"] is True
    assert body(await line.sends("35", on=MONDAY))["counts"] is False
    assert [point.value for point in (await initiative(line.world)).recent] == [30]
    assert len(await line.readings()) == 2, "both are kept"


async def test_what_the_owner_said_beside_the_number_stays(line: Line) -> None:
    await line.ada.says("33 but the API was down on Tuesday")
    await line.world.later(days=1)
    await line.sends("31")
    done = await line.check_in()
    assert done is not None and (dict(done.values).popitem()[1], done.comment) == (
        Decimal(31),
        "the API was down on Tuesday",
    )


async def test_what_the_owner_said_on_a_later_day_holds(line: Line) -> None:
    await line.world.later(days=2)
    await line.ada.says("33")
    assert body(await line.sends("31", on=MONDAY))["counts"] is False
    assert [point.value for point in (await initiative(line.world)).recent] == [33]


async def test_an_owner_can_change_what_a_system_sent(line: Line) -> None:
    await line.sends("41")
    await line.ada.press("Change the answer")
    await line.ada.fill(value="31")
    done = await line.check_in()
    assert done is not None and (done.source, dict(done.values).popitem()[1]) == ("", Decimal(31))
    assert (await initiative(line.world)).recent[-1].evidence is Evidence.SELF_REPORTED


async def test_another_number_than_the_leading_one_is_a_reading_only(line: Line) -> None:
    leading = (await initiative(line.world)).leading
    await line.change(kpis=(leading, replace(leading, id="errors", name="errors", unit="errors", leading=False)))
    assert body(await line.sends("30", kpi="errors"))["counts"] is False
    assert await line.check_in() is None


async def test_the_same_key_has_the_same_answer_and_keeps_one_reading(line: Line) -> None:
    first, second = body(await line.sends("31", key="a")), await line.sends("31", key="a")
    assert body(second) == first and isinstance(second, Received) and second.again
    assert await line.sends("32", key="a") == OTHER_BODY
    assert len(await line.readings()) == 1


async def test_a_key_is_good_for_a_day_and_a_little(line: Line) -> None:
    await line.sends("31", key="a")
    await line.world.later(hours=26, minutes=1)
    answer = await line.sends("31", key="a")
    assert isinstance(answer, Received) and not answer.again


@pytest.mark.parametrize(
    "token", ["", "x", "qw.acme.id9", "qw.acme.nobody.secret", "qw.other.{id}.{secret}", "qw.acme.{id}.{other}"]
)
async def test_a_token_that_is_none_is_refused(line: Line, token: str) -> None:
    _, _, known, secret = line.token.split(".")
    given = token.format(id=known, secret=secret, other=secret[:-1] + ("0" if secret[-1] != "0" else "1"))
    assert await line.sends(token=given or " ") == NO_TOKEN


async def test_a_token_reaches_no_other_initiative(line: Line) -> None:
    ours = await initiative(line.world)
    other = replace(ours, id="other", kpis=(replace(ours.leading, id="theirs"),))
    async with line.world.store.transaction(line.world.clock.at) as store:
        await store.add_initiative(other)
    for says in ({"initiative": "other"}, {"kpi": "theirs"}, {"initiative": "not there"}, {"kpi": "not there"}):
        assert await line.sends(**says) == OTHER_INITIATIVE
    assert body(await line.sends(kpi=ours.leading.id))["initiative"] == ours.id


@pytest.mark.parametrize(
    ("says", "status", "field"),
    [
        ({"on": MONDAY + timedelta(days=1)}, 422, "day"),
        ({"unit": "euros"}, 422, "unit"),
        ({"kpi": "nothing", "initiative": "{own}"}, 404, "kpi"),
    ],
)
async def test_what_breaks_a_rule_is_refused_by_field_and_keeps_nothing(
    line: Line, says: dict[str, Any], status: int, field: str
) -> None:
    own = (await initiative(line.world)).id
    given = {name: value.format(own=own) if isinstance(value, str) else value for name, value in says.items()}
    refused = problem(await line.sends(**given))
    assert (refused.status, list(refused.errors)) == (status, [field])
    assert await line.check_in() is None
    assert body(await line.sends(unit="hours"))["counts"] is True, "right the second time"


async def test_what_is_not_running_takes_no_numbers(line: Line) -> None:
    await line.ada.command("stop")
    await line.ada.fill(tried="t", happened="h", why="w", reuse="r")
    assert problem(await line.sends()).status == 409


async def test_a_token_that_sends_too_much_has_to_wait(line: Line) -> None:
    for _ in range(MOST):
        await line.sends(unit="euros")
    slow = problem(await line.sends())
    assert slow.status == 429 and 0 < slow.seconds <= 61
    await line.world.later(seconds=slow.seconds)
    assert body(await line.sends())["counts"] is True


async def test_a_token_for_all_names_the_initiative_or_the_number(line: Line) -> None:
    token = await made_by(line.world.people["Grace"], "A token for all initiatives")
    ours = await initiative(line.world)
    assert list(problem(await line.sends(token=token)).errors) == ["initiative"]
    assert body(await line.sends(token=token, kpi=ours.leading.id))["initiative"] == ours.id
    assert body(await line.sends(token=token, initiative=ours.id))["kpi"] == ours.leading.id
    assert problem(await line.sends(token=token, initiative="nothing")).status == 404


async def test_a_win_found_at_night_is_put_to_the_owner_in_their_working_time(line: Line) -> None:
    await line.world.at(line.world.clock.at.replace(hour=3) + timedelta(days=1))
    before = len(line.ada.reads)
    await line.sends("18")
    assert len(line.ada.reads) == before
    await line.world.later(hours=7)
    assert any("story" in shown.text.casefold() for shown in line.ada.reads[before:])
