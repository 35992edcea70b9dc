"""Nobody answers: the sponsor is asked once, everybody sees what is decided, and it is open until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.messenger import SendFailed
from initiatives.initiative import Initiative, Stage
from initiatives.people import Cadence, TimeOff
from initiatives.silence import Settled
from storage.weeks import NudgeState
from tests.handlers.started import in_trial, now_of, portfolio
from tests.world import ORG, Actor, Shown, World

REFUSED = "Only the people responsible for this can do that."


def questions(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "No answer comes" in shown.text]


class Company:
    """Ada owns a trial that Grace sponsors; Linus looks on."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada, self.grace = await self.world.person("Ada"), await self.world.person("Grace", admin=True)
        self.linus = await self.world.person("Linus")
        await in_trial(self.world, self.ada, self.grace, weeks=12)
        return self

    async def weeks(self, count: int) -> None:
        for _ in range(count):
            await self.world.next_monday()

    async def initiative(self) -> Initiative:
        return (await portfolio(self.world))[0]


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


async def test_after_two_silent_weeks_the_sponsor_is_asked_once_and_the_owner_sees_it(company: Company) -> None:
    await company.weeks(2)
    assert not questions(company.grace)
    await company.weeks(1)
    (card,) = questions(company.grace)
    assert "Ada was asked about Read the fields with a model and check them 2 weeks in a row" in card.text
    (seen,) = questions(company.ada)
    assert "That was put to Grace." in seen.text and "[Answer the check-in]" in seen.text
    await company.weeks(4)
    assert len(questions(company.grace)) == len(questions(company.ada)) == 1


async def test_an_answer_settles_it_on_every_card_and_the_next_silence_is_a_new_one(company: Company) -> None:
    await company.weeks(3)
    await company.ada.says("9")
    for person in (company.ada, company.grace):
        (card,) = questions(person)
        assert "Ada answered for" in card.text and "[Pause it]" not in card.text
    await company.weeks(2)
    assert len(questions(company.grace)) == 1
    await company.weeks(1)
    assert len(questions(company.grace)) == 2


async def test_a_week_nobody_was_asked_in_neither_counts_nor_breaks_the_row(company: Company) -> None:
    await company.weeks(1)
    await company.ada.command("settings")
    async with company.world.store.transaction(company.world.clock.at) as store:
        ada = await store.person(ORG, company.ada.id)
        assert ada is not None
        pause = company.world.clock.at.date() + timedelta(days=13)
        await store.keep_person(replace(ada, snoozed_until=pause))
    await company.weeks(2)  # one of them in the pause
    assert not questions(company.grace)
    await company.weeks(1)
    assert len(questions(company.grace)) == 1


async def test_a_week_whose_question_did_not_arrive_does_not_count(company: Company) -> None:
    company.world.outbox.trouble = [SendFailed("no", "never")]
    await company.weeks(3)
    assert not questions(company.grace)
    await company.weeks(1)
    assert len(questions(company.grace)) == 1


async def test_it_stays_in_the_sponsors_list_until_it_is_decided(company: Company) -> None:
    await company.weeks(3)
    await company.grace.says("mine")
    assert "Waiting for your decision" in company.grace.last.text
    await company.grace.opens_home()
    assert "Waiting for your decision" in company.grace.told
    await company.ada.says("9")
    await company.grace.says("mine")
    assert "Waiting for your decision" not in company.grace.last.text


async def test_a_pause_asks_nobody_until_it_is_over_and_moves_the_end(company: Company) -> None:
    await company.weeks(3)
    before = await company.initiative()
    await company.grace.press("Pause it", on=questions(company.grace)[0])
    await company.grace.fill(weeks="3")
    now = await company.initiative()
    assert now.trial is not None and before.trial is not None and now.silence is not None
    assert now.trial.end - before.trial.end == timedelta(weeks=3)
    assert now.silence.settled is Settled.PAUSED
    assert all("Grace paused" in card.text for person in (company.ada, company.grace) for card in questions(person))
    assert "is paused until" in company.ada.last.text
    asked = len([shown for shown in company.ada.reads if "Your weekly check-in" in shown.text])
    await company.weeks(2)
    assert len([shown for shown in company.ada.reads if "Your weekly check-in" in shown.text]) == asked
    async with company.world.store.transaction(company.world.clock.at) as store:
        weeks = [nudge.reason for nudge in await store.nudges_of(ORG, company.ada.id)]
    assert "set_aside" in weeks
    await company.weeks(2)
    assert len([shown for shown in company.ada.reads if "Your weekly check-in" in shown.text]) > asked
    assert len(questions(company.grace)) == 1, "the weeks before the pause are not put to anybody again"


async def test_a_paused_one_goes_on_from_the_list(company: Company) -> None:
    await company.weeks(3)
    await company.ada.press("Pause it", on=questions(company.ada)[0])
    await company.ada.fill(weeks="8")
    await company.ada.says("mine")
    assert "Paused until" in company.ada.last.text
    await company.ada.press("Go on with it now", on=company.ada.last)
    assert (await company.initiative()).paused_until is None
    await company.weeks(1)
    assert "How did" in company.ada.last.text or "Your weekly check-in" in company.ada.last.text


async def test_somebody_else_takes_it_over_and_is_asked_from_then_on(company: Company) -> None:
    await company.weeks(3)
    await company.grace.press("Give it to somebody else", on=questions(company.grace)[0])
    await company.grace.fill(owner=company.linus.visitor.external)
    assert "belongs to Linus now" in company.grace.told
    assert "It is yours now" in company.linus.last.text
    async with company.world.store.transaction(company.world.clock.at) as store:
        assert await store.open_nudges(ORG, company.ada.id) == []
        closed = (await store.nudges_of(ORG, company.ada.id))[-1]
    assert (closed.state, closed.reason) == (NudgeState.MISSED, "handed_on")
    await company.weeks(1)
    assert "Your weekly check-in" in company.linus.last.text
    await company.linus.says("9")
    latest = (await company.initiative()).latest
    assert latest is not None and latest.value == 9


async def test_handing_it_to_whoever_has_it_is_refused_and_asked_again(company: Company) -> None:
    await company.weeks(3)
    await company.grace.press("Give it to somebody else", on=questions(company.grace)[0])
    await company.grace.fill(owner=company.ada.visitor.external)
    assert company.grace.errors == {"owner": "It is theirs already. Pick somebody else."}
    await company.grace.fill(owner=company.linus.visitor.external)
    assert (await company.initiative()).owner == company.linus.id


async def test_whoever_has_an_open_week_is_asked_about_it_by_an_edit(company: Company) -> None:
    await in_trial(company.world, company.linus, company.grace, idea="Translate the manuals", weeks=12)
    await company.weeks(3)
    await company.grace.press("Give it to somebody else", on=questions(company.grace)[0])
    await company.grace.fill(owner=company.linus.visitor.external)
    weekly = [shown for shown in company.linus.reads if "Your weekly check-in" in shown.text]
    assert "Read the fields" in weekly[-1].text and len(weekly) == 3


async def test_stopping_it_keeps_the_lesson_and_settles_the_question(company: Company) -> None:
    await company.weeks(3)
    await company.grace.press("Stop it, keep the lesson", on=questions(company.grace)[0])
    await company.grace.fill(tried="t", happened="h", why="w", reuse="r")
    assert (await company.initiative()).stage is Stage.STOPPED
    assert "is stopped, and its lesson is kept." in questions(company.grace)[0].text
    async with company.world.store.transaction(company.world.clock.at) as store:
        assert await store.put_to(ORG, company.grace.id) == []


async def test_without_a_sponsor_whoever_answers_proposals_is_asked_and_may_decide(company: Company) -> None:
    hopper = await company.world.person("Hopper", admin=True)
    async with company.world.store.transaction(company.world.clock.at) as store:
        grace = await store.person(ORG, company.grace.id)
        assert grace is not None
        await store.keep_person(replace(grace, active=False, admin=False))
    await company.weeks(3)
    (card,) = questions(hopper)
    await hopper.press("Pause it", on=card)
    await hopper.fill(weeks="2")
    assert "is paused until" in hopper.told and not questions(company.grace)


async def test_an_onlooker_may_not_decide(company: Company) -> None:
    await company.weeks(3)
    await company.linus.press_token(questions(company.grace)[0].buttons["Pause it"].token)
    assert REFUSED in company.linus.last.text


async def test_zero_silent_weeks_means_that_nobody_is_asked(company: Company) -> None:
    await company.world.organisation(lambda organisation: replace(organisation, silent_weeks=0))
    await company.weeks(5)
    assert not questions(company.grace)


async def test_a_pause_after_the_trials_weeks_gives_it_a_new_end_that_lies_ahead(company: Company) -> None:
    first = await company.initiative()
    await company.weeks(13)
    await company.grace.press("Pause it", on=questions(company.grace)[0])
    await company.grace.fill(weeks="1")
    now = await now_of(company.world, first)
    assert now.trial is not None and now.trial.decide_at is not None and not now.trial.asked
    assert now.trial.decide_at > company.world.clock.at


async def test_a_pause_closes_the_week_that_waited_for_nothing_else(company: Company) -> None:
    await company.weeks(3)
    await company.ada.press("Pause it", on=questions(company.ada)[0])
    await company.ada.fill(weeks="2")
    async with company.world.store.transaction(company.world.clock.at) as store:
        assert await store.open_nudges(ORG, company.ada.id) == []
        closed = (await store.nudges_of(ORG, company.ada.id))[-1]
    assert (closed.state, closed.reason) == (NudgeState.MISSED, "initiative_paused")
    newest = [shown for shown in company.ada.reads if "Your weekly check-in" in shown.text][-1]
    assert "[Answer]" not in newest.text and "paused until Dec 21, 2026" in newest.text
    assert newest.reader.read(newest.message.summary) == "Nothing of that week waits for you any more."


@pytest.mark.parametrize(("weeks", "field"), [("0", "weeks"), ("27", "weeks"), ("2.5", "weeks"), ("many", "weeks")])
async def test_a_pause_that_is_no_number_of_weeks_is_asked_again(company: Company, weeks: str, field: str) -> None:
    await company.weeks(3)
    await company.grace.press("Pause it", on=questions(company.grace)[0])
    await company.grace.fill(weeks=weeks)
    assert list(company.grace.errors) == [field]
    await company.grace.fill(weeks="2")
    assert (await company.initiative()).paused_until is not None


LONG = TimeOff(date(2026, 11, 1), date(2028, 12, 31))


async def change(person: Actor, **changes: object) -> None:
    async with person.world.store.transaction(person.world.clock.at) as store:
        me = await store.person(ORG, person.id)
        assert me is not None
        await store.keep_person(replace(me, **changes))  # type: ignore[arg-type]


async def test_a_sponsor_who_is_off_for_over_a_year_is_passed_over(company: Company) -> None:
    hopper = await company.world.person("Hopper", admin=True)
    await change(company.grace, time_off=(LONG,))
    await company.weeks(3)
    assert (len(questions(hopper)), len(questions(company.grace))) == (1, 0)
    silence = (await company.initiative()).silence
    assert silence is not None and silence.asked == (hopper.id,)


async def test_with_nobody_to_ask_nothing_is_open_and_whoever_is_back_is_asked(company: Company) -> None:
    await change(company.grace, time_off=(LONG,))
    await company.weeks(4)
    assert (await company.initiative()).silence is None and not questions(company.ada)
    await change(company.grace, time_off=())
    await company.weeks(1)
    assert len(questions(company.grace)) == len(questions(company.ada)) == 1


@pytest.mark.parametrize(("cadence", "weeks"), [(Cadence.FORTNIGHTLY, 5), (Cadence.MONTHLY, 10)])
async def test_whoever_is_asked_less_often_is_silent_after_two_questions_too(
    company: Company, cadence: Cadence, weeks: int
) -> None:
    await change(company.ada, cadence=cadence)
    await company.weeks(1)
    assert len(asked_of(company.ada)) == 1
    while len(asked_of(company.ada)) < 2:
        await company.weeks(1)
        assert not questions(company.grace)
    await company.weeks(2)
    assert len(questions(company.grace)) == len(questions(company.ada)) == 1
    await company.weeks(weeks)
    assert len(questions(company.grace)) == 1


async def test_two_silent_weeks_before_a_holiday_count_when_it_begins(company: Company) -> None:
    await company.weeks(2)
    day = company.world.clock.at.date()
    await change(company.ada, time_off=(TimeOff(day + timedelta(days=7), day + timedelta(days=20)),))
    await company.weeks(2)
    assert len(questions(company.grace)) == 1


def asked_of(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "Your weekly check-in" in shown.text]
