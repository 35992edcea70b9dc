"""A system sends what can hardly be meant: it is put aside, asked about once, and kept or not as its owner says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from handlers.importing import Imported, Row, import_rows
from handlers.measuring import Measurement
from handlers.receiving import Problem, Received
from handlers.requests import ShowHome
from initiatives.initiative import Stage
from initiatives.kpi import Evidence
from initiatives.waiting import Fate, WaitingNumber
from tests.handlers.conversations.test_systems import company, initiative, made_by
from tests.handlers.test_receiving import MONDAY, Line, body, problem
from tests.world import ORG

SUMMARY = "Read the mail: a system sent 1 number that looks like a slip. Is it right?"


@pytest.fixture
async def line() -> Line:
    world, ada, _ = await company()
    token = await made_by(ada)
    await world.next_monday()
    return Line(world, ada, token)


async def aside(line: Line) -> list[WaitingNumber]:
    """Everything of Ada's that waits."""
    about = (await initiative(line.world)).id
    async with line.world.store.transaction(line.world.clock.at) as store:
        return await store.waiting_numbers(ORG, about)


def questions(line: Line) -> list[str]:
    return [one.text for one in line.ada.reads if one.text.startswith("A number that ")]


async def test_it_answers_no_week_and_its_owner_is_asked_once(line: Line) -> None:
    answer = await line.sends("310", comment="nightly")
    assert isinstance(answer, Received) and answer.waits and body(answer)["waits"] is True
    assert not (await initiative(line.world)).recent and not await line.readings() and await line.check_in() is None
    (number,) = await aside(line)
    assert (number.value, number.last, number.on, number.source) == (Decimal(310), Decimal(42), MONDAY, "SAP")
    assert SUMMARY in line.ada.last.text and "SAP sent 310" in line.ada.last.text
    await line.sends("310")
    await line.sends("310.0")
    assert len(questions(line)) == 1 and len(await aside(line)) == 1


async def test_kept_it_is_the_weeks_number_as_measured(line: Line) -> None:
    await line.sends("310", comment="nightly")
    await line.ada.press("Keep it")
    done = await line.check_in()
    assert done is not None and (done.source, done.comment, done.by) == ("SAP", "nightly", "")
    now = await initiative(line.world)
    assert now.latest is not None
    assert (now.latest.value, now.latest.evidence) == (Decimal(310), Evidence.MEASURED)
    assert await aside(line) == [] and "It is kept." in questions(line)[0] and "Until you say" not in questions(line)[0]
    assert body(await line.sends("310"))["counts"] is True, "it was said to be right"
    assert body(await line.sends("305", on=MONDAY))["counts"] is True, "it fits what its week has"
    assert len(questions(line)) == 1


async def test_refused_it_counts_nowhere_and_the_week_goes_on_waiting(line: Line) -> None:
    await line.sends("310")
    await line.ada.press("Not this number")
    assert await aside(line) == [] and not await line.readings() and await line.check_in() is None
    assert "It is not the number" in questions(line)[0]
    refused = problem(await line.sends("310"))
    assert (refused.status, list(refused.errors)) == (422, ["value"])
    assert len(questions(line)) == 1
    assert body(await line.sends("31"))["counts"] is True, "right the second time"
    assert body(await line.sends("310", sure=True))["counts"] is True, "said to be meant"


async def test_pressed_twice_it_says_how_it_stands(line: Line) -> None:
    await line.sends("310")
    shown = line.ada.last
    token = shown.buttons["Keep it"].token
    await line.ada.press("Not this number", on=shown)
    await line.ada.press_token(token)
    assert not await line.readings() and await aside(line) == []


async def test_the_same_key_has_the_same_answer_after_the_owner_has_said(line: Line) -> None:
    first = await line.sends("310", key="a")
    await line.ada.press("Not this number")
    again = await line.sends("310", key="a")
    assert isinstance(again, Received) and again.again and again.waits and again.body == body(first)


async def test_said_to_be_meant_it_is_kept_at_once(line: Line) -> None:
    assert body(await line.sends("310", sure=True))["counts"] is True
    assert questions(line) == [] and await aside(line) == []


@pytest.mark.parametrize("by_whom", ["the system", "the owner"])
async def test_another_number_for_that_week_settles_it(line: Line, by_whom: str) -> None:
    await line.sends("310")
    if by_whom == "the owner":
        await line.ada.says("31")
    else:
        await line.sends("31")
    assert await aside(line) == []
    latest = (await initiative(line.world)).latest
    assert latest is not None and latest.value == 31
    assert "Another number has come since" in questions(line)[0]


async def test_a_number_of_an_earlier_day_leaves_it_waiting(line: Line) -> None:
    await line.world.later(days=2)
    await line.sends("310")
    await line.sends("31", on=MONDAY)
    assert [one.value for one in await aside(line)] == [Decimal(310)]


async def test_several_are_asked_about_in_one_message_and_answered_at_once(line: Line) -> None:
    for back in (3, 2, 0):
        await line.sends(str(500 + back), on=MONDAY - timedelta(weeks=back))
    (asked,) = questions(line)
    assert "a system sent 3 numbers" in asked and asked.index("503") < asked.index("502") < asked.index("500")
    await line.ada.press("Keep all of them")
    assert [point.value for point in (await initiative(line.world)).recent] == [503, 502, 500]
    assert await aside(line) == []


async def test_none_of_several_is_the_number(line: Line) -> None:
    await line.sends("310")
    await line.sends("511", on=MONDAY - timedelta(weeks=2))
    await line.ada.press("None of them")
    assert await aside(line) == [] and not await line.readings()


async def test_a_message_nobody_has_got_goes_when_nothing_waits_any_more(line: Line) -> None:
    await line.world.later(days=5)
    await line.sends("310")
    assert questions(line) == [], "it is the weekend"
    await line.sends("31")
    await line.world.later(days=3)
    assert questions(line) == []


async def test_the_weekly_message_shows_it_and_takes_the_answer(line: Line) -> None:
    await line.sends("310")
    week = next(one for one in line.ada.reads if "Your weekly check-in" in one.text)
    assert "SAP sent 310" in week.text
    await line.ada.press("Keep it", on=week)
    assert "answered" in week.text and "SAP sent 310" not in week.text
    assert await aside(line) == [] and "It is kept." in questions(line)[0], "the question shows it too"


async def test_pressed_in_mine_it_goes_from_the_list(line: Line) -> None:
    await line.sends("310")
    await line.ada.says("mine")
    listed, read = line.ada.last, len(line.ada.reads)
    assert "SAP sent 310" in listed.text
    await line.ada.press("Keep it", on=listed)
    assert "SAP sent 310" not in listed.text and "hours: 310 now" in listed.text
    assert len(line.ada.reads) == read, "no message more"


async def test_mine_and_the_home_show_it(line: Line) -> None:
    await line.sends("310")
    await line.ada.command("mine")
    assert "Numbers that wait for you" in line.ada.told and "Read the mail: SAP sent 310" in line.ada.told
    await line.ada.opens_home()
    assert isinstance(line.ada.answer, ShowHome) and "SAP sent 310" in line.ada.told
    await line.ada.press("Not this number")
    assert await aside(line) == []
    await line.ada.opens_home()
    assert "SAP sent 310" not in line.ada.told


async def test_whoever_answers_for_it_by_now_is_asked_and_nobody_else_says(line: Line) -> None:
    bo = await line.world.person("Bo")
    await line.sends("310")
    token = line.ada.last.buttons["Keep it"].token
    await line.change(owner=bo.id)
    await line.ada.press_token(token)
    assert len(await aside(line)) == 1
    await line.sends("320")
    assert "SAP sent 320" in bo.last.text, "the one who answers now has a message of their own"
    await bo.press("Keep it")
    assert [one.value for one in await aside(line)] == []


async def test_what_is_not_running_any_more_keeps_nothing(line: Line) -> None:
    await line.sends("310")
    await line.change(stage=Stage.STOPPED)
    await line.ada.press("Keep it")
    assert not await line.readings() and len(await aside(line)) == 1


async def test_another_number_than_the_leading_one_is_compared_with_what_it_was_last(line: Line) -> None:
    leading = (await initiative(line.world)).leading
    await line.change(kpis=(leading, replace(leading, id="errors", name="errors", unit="errors", leading=False)))
    assert body(await line.sends("3", kpi="errors"))["waits"] is True
    await line.ada.press("Keep it")
    assert [one.value for one in await line.readings()] == [Decimal(3)]
    await line.world.later(days=1)
    assert body(await line.sends("2", kpi="errors"))["counts"] is False, (
        "a tenth of its first number, and likely by now"
    )
    assert len(questions(line)) == 1


async def imported(line: Line, *values: str, **says: Any) -> Imported:
    about = (await initiative(line.world)).id
    rows = [
        Row(2 + n, Measurement(about, "", Decimal(value), MONDAY - timedelta(weeks=len(values) - 1 - n), **says))
        for n, value in enumerate(values)
    ]
    async with line.world.store.transaction(line.world.clock.at) as store:
        organisation = await store.organisation(ORG)
        done = await import_rows(store, organisation, rows, "sap.csv", line.world.clock.at, line.world.new_id)
    await line.world.engine.sender.drain()
    return done


async def test_a_file_tells_which_of_its_lines_wait_and_asks_about_them(line: Line) -> None:
    done = await imported(line, "35", "3400", "33")
    assert [(one.line, one.value, one.last) for one in done.held] == [(3, Decimal(3400), Decimal(35))]
    assert (done.kept, done.wrong) == (2, [])
    assert "sap.csv sent 3,400" in questions(line)[0]
    again = await imported(line, "35", "3400", "33")
    assert (again.kept, again.there, len(again.held), len(questions(line))) == (0, 2, 1, 1)
    await line.ada.press("Not this number")
    last = await imported(line, "35", "3400", "33")
    assert (last.kept, last.there, last.held) == (0, 3, [])


async def test_a_file_that_is_sure_of_itself_waits_for_nobody(line: Line) -> None:
    done = await imported(line, "35", "3400", sure=True)
    assert (done.kept, done.held, questions(line)) == (2, [], [])


async def test_what_became_of_it_is_kept(line: Line) -> None:
    await line.sends("310")
    (number,) = await aside(line)
    await line.ada.press("Not this number")
    async with line.world.store.transaction(line.world.clock.at) as store:
        kept = await store.waiting_number(ORG, number.id)
    assert kept == replace(number, fate=Fate.REFUSED)


async def test_a_problem_is_no_number_that_waits(line: Line) -> None:
    assert isinstance(await line.sends("310", on=MONDAY + timedelta(days=3)), Problem)
    assert await aside(line) == [] and questions(line) == []
