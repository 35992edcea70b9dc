"""The pulse lived through: asked together, one tap, a comment, results from three answers up, and one that falls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.leaving import here_or_gone
from handlers.merging import merge
from handlers.requests import ShowForm
from initiatives.initiative import Initiative, Stage
from initiatives.people import TimeOff
from initiatives.pulse import PulseAnswer
from storage.audit import ENTRIES, VALUES
from storage.records import Reason
from tests.handlers.conversations.test_silence import change
from tests.made import running
from tests.stores import AnyStore
from tests.world import ORG, PLACE, Actor, Shown, World

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a fortnight begins
NEXT = MONDAY + timedelta(weeks=2)
WHO = ("Ben", "Eve", "Joe", "Kim")
ASKED = "How useful is Read invoices 1 to you?"
NOTHING = "Results are shown once the two weeks are over, from 3 answers on."


class Company:
    """Ada owns a trial; four colleagues use it."""

    async def opened(self, **changes: object) -> Company:
        self.world = await World().founded(**changes)
        self.ada = await self.world.person("Ada")
        await running(self.world, self.ada, 1)
        self.users = [await self.world.person(name) for name in WHO]
        await self.world.at(MONDAY)
        return self

    async def named(self, *people: Actor, initiative: str = "i1") -> None:
        chosen = people or tuple(self.users)
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.initiative(ORG, initiative)
        assert found is not None
        await self.ada.command("users")
        if not isinstance(self.ada.answer, ShowForm):
            await self.ada.press(found.title)
        await self.ada.fill(people=",".join(one.visitor.external for one in chosen))

    async def rated(self, *marks: int) -> None:
        for user, mark in zip(self.users, marks, strict=False):
            await user.press(str(mark), on=questions(user)[-1])

    async def changed(self, **changes: object) -> None:
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.initiative(ORG, "i1")
            assert found is not None
            await store.change_initiative(replace(found, **changes))  # type: ignore[arg-type]

    async def answers(self) -> list[PulseAnswer]:
        async with self.world.store.transaction(self.world.clock.at) as store:
            return [one for user in self.users for one in await store.pulse_answers_of(ORG, user.id)]

    async def fortnight(self, *marks: int) -> None:
        """On to the next fortnight's question, and its answers."""
        await self.world.later(weeks=2)
        await self.rated(*marks)


@pytest.fixture
async def company() -> Company:
    made = await Company().opened()
    await made.named()
    await made.world.later(days=3)
    return made


def questions(user: Actor) -> list[Shown]:
    return [shown for shown in user.reads if "How useful is it to you?" in shown.text]


def heard(owner: Actor) -> list[Shown]:
    return [shown for shown in owner.reads if "The pulse is falling" in shown.text]


async def test_those_named_are_asked_once_in_two_weeks_and_read_who_named_them_the_first_time(company: Company) -> None:
    ben = company.users[0]
    (first,) = questions(ben)
    assert ASKED in first.text and "Ada named you as somebody who uses it" in first.text
    assert "[Change my settings]" in first.text
    await company.world.at(NEXT + timedelta(days=1))
    assert len(questions(ben)) == 1
    await company.world.at(NEXT + timedelta(days=3))
    _, second = questions(ben)
    assert ASKED in second.text and "named you as somebody" not in second.text


async def test_everything_somebody_uses_comes_in_one_message(company: Company) -> None:
    await running(company.world, company.ada, 2)
    await company.named(company.users[0], initiative="i2")
    await company.world.later(days=5)
    assert len(questions(company.users[0])) == 1
    await company.world.at(NEXT + timedelta(days=3))
    newest = questions(company.users[0])[-1]
    assert ASKED in newest.text and "How useful is Read invoices 2 to you?" in newest.text
    assert len(questions(company.users[0])) == 2


async def test_one_tap_is_an_answer_and_another_one_changes_it(company: Company) -> None:
    await company.rated(5)
    assert "You said 5." in questions(company.users[0])[0].text
    await company.rated(2)
    assert "You said 2." in questions(company.users[0])[0].text
    assert [answer.mark for answer in await company.answers()] == [2]


async def test_whoever_was_not_named_changes_nothing_with_a_button_of_somebody_else(company: Company) -> None:
    token = questions(company.users[0])[0].buttons["1"].token
    stranger = await company.world.person("Sam")
    await stranger.press_token(token)
    assert await company.answers() == []
    async with company.world.store.transaction(company.world.clock.at) as store:
        assert await store.answers_to(ORG, "i1.2026-W48") == []


async def test_a_comment_is_typed_beside_the_number(company: Company) -> None:
    ben = company.users[0]
    await company.rated(2)
    await ben.press("Say what gets in the way", on=questions(ben)[0])
    await ben.fill(comment="The scans are slow")
    assert "Noted, and shown without your name." in ben.told
    assert "You wrote: The scans are slow" in questions(ben)[0].text
    (answer,) = await company.answers()
    assert (answer.mark, answer.comment) == (2, "The scans are slow")


async def test_nothing_is_shown_before_the_third_answer_and_no_name_ever(company: Company) -> None:
    await company.rated(5, 2)
    ben = company.users[0]
    await ben.press("Say what gets in the way", on=questions(ben)[0])
    await ben.fill(comment="The scans are slow")
    await company.ada.says("pulse")
    assert NOTHING in company.ada.last.text
    assert "slow" not in company.ada.last.text
    await company.rated(5, 2, 4)
    await company.ada.says("pulse")
    assert NOTHING in company.ada.last.text, "whoever looks after each answer would know whose it was"
    await company.world.later(weeks=2)
    await company.ada.says("pulse")
    shown = company.ada.last.text
    assert "4 of 5 in the middle, 67 % say 4 or 5 (3 answers)" in shown and "The scans are slow" in shown
    assert not any(name in shown for name in WHO)
    await company.ada.says("mine")
    assert "4 of 5 in the middle" in company.ada.last.text


async def test_not_me_ends_it_for_this_initiative_and_can_be_taken_back(company: Company) -> None:
    ben = company.users[0]
    await ben.press("Not me", on=questions(ben)[0])
    assert "You are not asked about Read invoices 1 any more." in questions(ben)[0].text
    await company.world.at(NEXT + timedelta(days=3))
    assert len(questions(ben)) == 1 and len(questions(company.users[1])) == 2
    await ben.press("Ask me again", on=questions(ben)[0])
    await company.world.later(weeks=2)
    assert len(questions(ben)) == 2


async def test_an_answer_after_the_two_weeks_changes_nothing(company: Company) -> None:
    await company.rated(5, 5, 5)
    before, (message,) = await company.answers(), questions(company.users[3])
    await company.world.at(NEXT + timedelta(hours=1))
    await company.users[3].press("1", on=message)
    assert await company.answers() == before
    assert "are over" in questions(company.users[3])[0].text


async def test_a_pulse_that_falls_reaches_the_owner_once_with_the_comments(company: Company) -> None:
    await company.rated(5, 4, 5)
    await company.fortnight(3, 2, 3)
    ben = company.users[0]
    await ben.press("Say what gets in the way", on=questions(ben)[-1])
    await ben.fill(comment="It forgets the notice period")
    assert not heard(company.ada)
    await company.world.later(weeks=2)
    (told,) = heard(company.ada)
    assert "3 of 5 in the middle" in told.text and "5 of 5 in the middle" in told.text
    assert "It forgets the notice period" in told.text and not any(name in told.text for name in WHO)
    assert {"I need help", "Pause it", "Stop it, keep the lesson"} <= set(told.buttons)
    await company.world.later(days=3)
    assert len(heard(company.ada)) == 1


async def test_a_pulse_that_holds_reaches_nobody(company: Company) -> None:
    await company.rated(4, 4, 4)
    await company.fortnight(4, 4, 5)
    await company.world.later(weeks=3)
    assert not heard(company.ada)


async def test_too_few_answers_are_never_called_falling(company: Company) -> None:
    await company.rated(5, 5, 5)
    await company.fortnight(1, 1)
    await company.world.later(weeks=2)
    assert not heard(company.ada)


async def test_whoever_reads_a_falling_pulse_can_say_what_is_in_the_way(company: Company) -> None:
    grace = await company.world.person("Grace")
    await company.changed(sponsor=grace.id)
    await company.rated(5, 5, 5)
    await company.fortnight(1, 2, 1)
    ben = company.users[0]
    await ben.press("Say what gets in the way", on=questions(ben)[-1])
    await ben.fill(comment="Too slow")
    await company.world.later(weeks=2)
    await company.ada.press("I need help", on=heard(company.ada)[0])
    await company.ada.fill(why="It is too slow for them")
    await company.world.later(days=3)
    assert any("It is too slow for them" in shown.text for shown in grace.reads)


@pytest.mark.parametrize(
    "state",
    [{"stage": Stage.STOPPED}, {"paused_until": date(2027, 3, 1)}, {"stage": Stage.PROPOSED}],
)
async def test_what_is_over_paused_or_not_begun_is_not_asked_about(state: dict[str, object]) -> None:
    company = await Company().opened()
    await company.named()
    await company.changed(**state)
    await company.world.later(days=5)
    assert not any(questions(user) for user in company.users)
    await company.changed(stage=Stage.TRIAL, paused_until=None)
    await company.world.at(NEXT + timedelta(days=3))
    assert all(questions(user) for user in company.users)


async def test_a_new_owner_who_was_named_is_not_asked() -> None:
    company = await Company().opened()
    await company.named()
    await company.changed(owner=company.users[0].id)
    await company.world.later(days=5)
    assert [len(questions(user)) for user in company.users] == [0, 1, 1, 1]


async def test_whoever_is_away_is_asked_when_they_are_back_or_not_at_all() -> None:
    company = await Company().opened()
    await company.named()
    soon, long = company.users[:2]
    await change(soon, time_off=(TimeOff(date(2026, 11, 23), date(2026, 11, 29)),))
    await change(long, time_off=(TimeOff(date(2026, 11, 23), date(2026, 12, 20)),))
    await company.world.at(datetime(2026, 11, 30, 12, 0, tzinfo=UTC))
    assert [len(questions(user)) for user in company.users] == [1, 0, 1, 1]
    await company.world.at(datetime(2026, 12, 21, 12, 0, tzinfo=UTC))
    async with company.world.store.transaction(company.world.clock.at) as store:
        row = await store.delivery(ORG, f"pulse.2026-W48.{long.id}")
    assert row is not None and row.reason == Reason.NO_TIME and not questions(long)


async def test_whoever_has_left_is_not_asked_and_their_answer_stays(company: Company) -> None:
    await company.rated(4, 4, 4)
    world, ben = company.world, company.users[0]
    async with world.store.transaction(world.clock.at) as store:
        person = await store.person(ORG, ben.id)
        assert person is not None
        organisation = await store.organisation(ORG)
        await here_or_gone(store, organisation, PLACE, person, False, world.clock.at, world.new_id)
    await world.at(NEXT + timedelta(days=3))
    assert len(questions(ben)) == 1
    assert len(await company.answers()) == 3


async def test_two_people_who_are_one_have_one_answer_and_a_not_me_of_either_holds(company: Company) -> None:
    await company.rated(5, 2, 4)
    ben, eve, joe = company.users[:3]
    await joe.press("Not me", on=questions(joe)[0])
    world = company.world
    for goes in (eve, joe):
        async with world.store.transaction(world.clock.at) as store:
            stays, other = await store.person(ORG, ben.id), await store.person(ORG, goes.id)
            assert stays is not None and other is not None
            await merge(store, await store.organisation(ORG), stays, other, world.clock.at)
    async with world.store.transaction(world.clock.at) as store:
        (use,) = await store.uses_of(ORG, ben.id)
        assert not await store.uses_of(ORG, eve.id) and not await store.uses_of(ORG, joe.id)
        assert [answer.mark for answer in await store.answers_to(ORG, "i1.2026-W48")] == [5]
    assert use.left and use.ask_at is None and use.id == f"i1.{ben.id}"


async def test_erasing_a_person_takes_their_answers_out_of_the_result(company: Company) -> None:
    await company.rated(5, 5, 5)
    async with company.world.store.transaction(company.world.clock.at) as store:
        await store.forget_pulses_of(ORG, company.users[0].id)
        assert not await store.uses_of(ORG, company.users[0].id)
    await company.ada.says("pulse")
    assert NOTHING in company.ada.last.text


async def test_the_audit_trail_says_nothing_of_who_answered_what(company: Company) -> None:
    store = company.world.store
    assert isinstance(store, AnyStore)

    async def trail() -> list[object]:
        async with store.rows(company.world.clock.at) as rows:
            return [*await rows.all(ENTRIES, ORG), *await rows.all(VALUES, ORG)]

    before = await trail()
    await company.rated(5, 2, 4)
    assert await trail() == before
    assert "pulse" not in str(before)


async def test_in_an_organisation_that_wants_no_messages_nobody_is_asked_by_itself() -> None:
    company = await Company().opened(most_messages=0)
    await company.named()
    await company.world.later(days=5)
    assert not any(questions(user) for user in company.users)
    await company.world.later(weeks=5)
    assert not any(questions(user) for user in company.users)


async def test_a_user_finds_the_question_under_pulse_too(company: Company) -> None:
    ben = company.users[0]
    await ben.says("pulse")
    await ben.press("Answer for what I use", on=ben.last)
    assert ASKED in ben.last.text
    await ben.press("4", on=ben.last)
    assert [answer.mark for answer in await company.answers()] == [4]


async def test_more_than_one_message_holds_are_asked_about_the_next_time(company: Company) -> None:
    world = company.world
    made: list[Initiative] = [await running(world, company.ada, number) for number in range(2, 9)]
    for one in made:
        await world.later(minutes=1)
        async with world.store.transaction(world.clock.at) as store:
            use = (await store.uses_of(ORG, company.users[0].id))[0]
            await store.keep_user(replace(use, id=f"{one.id}.{use.person}", initiative=one.id, asked="", first=""))
    await world.at(NEXT + timedelta(days=3))
    newest = questions(company.users[0])[-1].text
    assert newest.count("to you? ") + newest.count("to you?\n") >= 6 and "Read invoices 8" not in newest
    await world.later(weeks=2)
    assert "Read invoices 8" in questions(company.users[0])[-1].text
