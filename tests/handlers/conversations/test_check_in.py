"""Answering the weekly nudge: typed, tapped, by form and by prompts; one initiative or several."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from handlers.requests import ShowMessage, ShowNothing
from handlers.ui import Bar, Picture
from initiatives.initiative import Initiative
from initiatives.kpi import Direction, Evidence, Kpi
from storage.weeks import Nudge, NudgeState
from tests.world import ORG, Actor, Shown, World, words_of


async def begun(
    world: World, ada: Actor, grace: Actor, idea: str = "Read the fields", change: str = "42 to 20"
) -> None:
    await ada.command("propose")
    await ada.fill(pain="p", reach="us", hours="42", idea=idea, kpi="hours a week", change=change)
    await grace.press("Approve as a trial")
    await grace.fill(**({} if change else {"change": "? to 20"}))


async def company(*ideas: str, change: str = "42 to 20") -> tuple[World, Actor]:
    """Ada owns a trial for each idea, and the first Monday has come."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    for idea in ideas or ("Read the fields",):
        await begun(world, ada, grace, idea, change)
    await world.next_monday()
    return world, ada


async def only(world: World) -> Initiative:
    async with world.store.transaction(world.clock.at) as store:
        return (await store.portfolio(ORG))[0]


async def nudges(world: World, person: Actor) -> list[NudgeState]:
    async with world.store.transaction(world.clock.at) as store:
        return [nudge.state for nudge in await store.open_nudges(ORG, person.id)]


async def test_a_number_typed_into_the_chat_is_the_answer() -> None:
    world, ada = await company()
    await ada.says("31")
    assert "42 → 31" in ada.last.text
    assert "50 % of the way to 20" in ada.last.text
    latest = (await only(world)).latest
    assert latest is not None
    assert latest.value == 31
    assert await nudges(world, ada) == []


async def test_the_number_may_carry_its_word_in_the_chat_and_in_the_form() -> None:
    world, ada = await company()
    await ada.says("31 hours this week")
    assert "42 → 31" in ada.last.text
    await ada.command("check-in")
    await ada.fill(value="30 hours")
    assert "42 → 30" in ada.told
    latest = (await only(world)).latest
    assert latest is not None and latest.value == 30


@pytest.mark.parametrize(
    ("language", "kpi", "change", "typed", "way"),
    [
        ("en", "support", "42 to 20 tickets a week", "31 tickets", "42 → 31"),
        ("en", "support", "42 to 20 tickets", "31 tickets this week", "42 → 31"),
        ("en", "share of late orders", "42 to 20 %", "31 %", "42 → 31"),
        ("fr", "réclamations", "42 à 20 réclamations", "31 reclamations, c'est mieux", "42 → 31"),
        ("fr", "temps passé", "42 à 20 heures par semaine", "31 h", "42 → 31"),
        ("fr", "coût", "42 à 20 k€", "31 k€", "42 → 31"),
    ],
)
async def test_the_word_may_be_any_the_proposer_wrote(
    language: str, kpi: str, change: str, typed: str, way: str
) -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada", language=language), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="r", hours="4 h", idea="Read", kpi=kpi, change=change)
    await grace.press("Approve as a trial")
    await grace.fill(weeks="4 weeks")
    await world.next_monday()
    await ada.says(typed)
    assert any(way in shown.text for shown in ada.reads), ada.last.text
    found = (await only(world)).latest
    assert found is not None and found.value == 31
    await ada.says("31 hours" if "h" not in typed.split()[1] else "31 %")
    assert (await only(world)).latest == found


async def test_what_is_typed_after_the_number_is_kept_as_a_comment() -> None:
    world, ada = await company()
    await ada.says("31 but the API was down on Tuesday")
    assert "the API was down on Tuesday" in ada.last.text
    assert await nudges(world, ada) == []


async def test_same_as_last_week_is_one_tap_and_the_nudge_itself_shows_it() -> None:
    world, ada = await company()
    await ada.says("31")
    await world.next_monday()
    nudge, seen = ada.last, len(ada.reads)
    await ada.press("Same as last week", on=nudge)
    assert isinstance(ada.answer, ShowNothing)
    assert len(ada.reads) == seen
    assert "answered" in nudge.text
    assert "[Change the answer]" in nudge.text


def charts(shown: Shown) -> list[str]:
    return [shown.reader.read(one.alt) for one in shown.message.blocks if isinstance(one, Picture)]


async def test_the_picture_is_under_the_answer_that_was_typed_or_where_its_button_was() -> None:
    world, ada = await company()
    asked = ada.last
    await ada.says("31")
    [typed] = charts(ada.last)
    assert ada.last is not asked and charts(asked) == []
    assert "42 on" in typed and "31" in typed
    await world.next_monday()
    nudge = ada.last
    assert charts(nudge) == []
    await ada.press("Same as last week", on=nudge)
    [tapped] = charts(nudge)
    assert "31" in tapped and tapped != typed
    await ada.press("Change the answer", on=nudge)
    await ada.fill(value="25")
    [filled_in] = charts(nudge)
    assert "25" in filled_in
    assert "Noted for" in shown_at_once(ada) and "25 on" not in shown_at_once(ada)
    await ada.command("check-in")
    await ada.fill(value="26")
    assert "26 on" in shown_at_once(ada) and charts(nudge) == []


def shown_at_once(person: Actor) -> str:
    """The words of the answer a form got in its own place."""
    assert isinstance(person.answer, ShowMessage)
    return "\n".join(words_of(person.answer.message, person.answer.reader))


@pytest.mark.parametrize(("titles", "small"), [(("One", "Two", "Three"), False), (tuple("ABCD"), True)])
async def test_a_bundle_answered_at_once_shows_the_way_of_each_as_a_line_where_they_are_many(
    titles: tuple[str, ...], small: bool
) -> None:
    _, ada = await company(*titles)
    asked = ada.last
    await ada.says(", ".join(f"{letter} 31" for letter in "ABCD"[: len(titles)]))
    shown = [one for one in ada.last.message.blocks if isinstance(one, Picture)]
    assert [one.small for one in shown] == [small] * len(titles)
    assert len([one for one in ada.last.message.blocks if isinstance(one, Bar)]) == (0 if small else len(titles))
    assert all("42 on" in words and "31 on" in words for words in charts(ada.last))
    assert charts(asked) == []


async def test_in_a_bundle_the_picture_is_of_what_was_tapped_last() -> None:
    world, ada = await company("One", "Two")
    await ada.press("Answer all at once")
    await ada.fill(**{question.name: "31" for question in ada.form.form.questions})
    await world.next_monday()
    nudge = ada.last
    for number in range(2):
        await ada.press("Same as last week", on=nudge)
        assert len(charts(nudge)) == 1, number
    assert nudge.text.count("answered") == 2


@pytest.mark.parametrize("word", ["same", "Same as last week.", "no change"])
async def test_same_may_be_typed(word: str) -> None:
    world, ada = await company()
    await ada.says("31")
    await world.next_monday()
    await ada.says(word)
    assert [point.value for point in (await only(world)).recent] == [31, 31]


async def test_later_keeps_the_week_open_and_sends_nothing_more() -> None:
    world, ada = await company()
    seen = len(ada.reads)
    await ada.press("Next week")
    assert "It waits here, without a reminder; next week’s check-in asks again." in ada.last.text
    assert len(ada.reads) == seen
    await ada.says("30")
    assert await nudges(world, ada) == []


async def week_of(world: World, person: Actor) -> Nudge:
    async with world.store.transaction(world.clock.at) as store:
        (nudge,) = await store.open_nudges(ORG, person.id)
    return nudge


@pytest.mark.parametrize(
    ("label", "typed", "hour", "words"),
    [
        ("Later today", "later", (23, 12, 5), "You are reminded once, Mon, Nov 23"),
        ("Tomorrow", "tomorrow", (24, 9, 0), "You are reminded once, Tue, Nov 24"),
        ("Next week", "next week", None, "next week’s check-in asks again"),
    ],
)
async def test_a_check_in_is_put_off_by_a_button_or_a_word_and_says_when_it_comes_back(
    label: str, typed: str, hour: tuple[int, int, int] | None, words: str
) -> None:
    for way in ("button", "typed"):
        world, ada = await company()
        card, seen = ada.last, len(ada.reads)
        await (ada.press(label) if way == "button" else ada.says(typed))
        wanted = datetime(2026, 11, *hour, tzinfo=UTC) if hour else None
        nudge = await week_of(world, ada)
        assert (nudge.state, nudge.remind_at) == (NudgeState.LATER, wanted)
        assert words in card.text
        assert "[Tomorrow]" not in card.text
        assert len(ada.reads) == seen + (way == "typed")
        assert words in ada.last.text


async def test_another_word_moves_what_was_put_off() -> None:
    world, ada = await company()
    await ada.press("Tomorrow")
    await ada.says("next week")
    assert (await week_of(world, ada)).remind_at is None


async def test_after_the_reminder_nothing_comes_any_more_whatever_is_typed() -> None:
    world, ada = await company()
    nudge = await week_of(world, ada)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_nudge(replace(nudge, reminder="the reminder", remind_at=None))
    await ada.says("tomorrow")
    assert (await week_of(world, ada)).remind_at is None
    assert "Write the number whenever you have it." in ada.last.text


async def test_tomorrow_on_a_friday_waits_for_the_next_check_in() -> None:
    world, ada = await company()
    nudge = await week_of(world, ada)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_nudge(replace(nudge, remind_at=None))
    await world.later(days=4)
    await ada.says("tomorrow")
    assert (await week_of(world, ada)).remind_at is None
    assert "next week’s check-in asks again" in ada.last.text


async def test_the_form_takes_confidence_and_a_comment() -> None:
    world, ada = await company()
    await ada.press("Answer")
    await ada.fill(value="30,5", confidence="at_risk", comment="two people were ill")
    assert "At risk" in ada.told
    assert "two people were ill" in ada.told
    assert (await only(world)).recent[-1].value == Decimal("30.5")


@pytest.mark.parametrize("wrong", ["", "lots"])
async def test_a_wrong_number_is_asked_again_without_losing_the_rest(wrong: str) -> None:
    world, ada = await company()
    await ada.press("Answer")
    await ada.fill(value=wrong, comment="kept")
    assert list(ada.errors) == ["value"]
    assert ada.form.answers["comment"] == "kept"
    await ada.fill(value="30")
    assert "kept" in ada.told
    assert (await only(world)).recent[-1].value == 30


async def test_the_same_questions_are_asked_one_by_one_in_chat() -> None:
    world, ada = await company()
    await ada.says("check_in")
    assert "question 1 of 3" in ada.last.text
    await ada.says("many")
    assert "Write a number" in ada.last.text
    await ada.says("30")
    await ada.press("On track")
    await ada.press("Skip")
    await ada.press("Send")
    assert "On track" in ada.reads[-1].text
    assert (await only(world)).recent[-1].value == 30


async def test_a_later_answer_for_the_week_replaces_the_first() -> None:
    world, ada = await company()
    await ada.says("30")
    await ada.press("Change the answer")
    await ada.fill(value="25")
    assert [point.value for point in (await only(world)).recent] == [25]


async def test_several_initiatives_come_in_one_message_and_a_number_is_asked_back() -> None:
    world, ada = await company("First", "Second", "Third")
    bundles = [shown for shown in ada.reads if "Your weekly check-in" in shown.text]
    assert len(bundles) == 1
    await ada.says("30")
    assert "Which one is “30” about?" in ada.last.text
    await ada.press("Second")
    assert "Noted for Second: 30" in ada.last.text
    assert await nudges(world, ada) == [NudgeState.OPEN]


async def test_a_bundle_is_answered_by_one_form_and_what_is_left_empty_stays_open() -> None:
    world, ada = await company("First", "Second", "Third")
    await ada.press("Answer all at once")
    first, second, third = [question.name for question in ada.form.form.questions]
    await ada.fill(**{first: "30", second: "31"})
    assert "Noted for 2 initiatives." in ada.told
    assert await nudges(world, ada) == [NudgeState.OPEN]
    await ada.press("Answer all at once")
    await ada.fill(**{third: "32"})
    assert await nudges(world, ada) == []


async def test_without_a_first_number_the_trial_begins_with_one() -> None:
    world, ada = await company(change="? to 20 hours")
    assert "what is hours a week today" in ada.last.text
    before = await only(world)
    await ada.says("42")
    assert "That is the number it starts from" in ada.last.text
    after = await only(world)
    assert after.leading.baseline == 42
    assert after.recent == ()
    assert after.trial is not None
    assert before.trial is not None
    assert after.leading.baseline_on is not None
    assert after.leading.baseline_on < after.trial.start
    assert after.trial.weeks == before.trial.weeks
    assert after.counts


async def test_other_numbers_are_asked_beside_the_leading_one() -> None:
    world, ada = await company()
    initiative = await only(world)
    second = Kpi("k2", "errors a month", "", Direction.DOWN, leading=False)
    async with world.store.transaction(world.clock.at) as store:
        await store.change_initiative(replace(initiative, kpis=(*initiative.kpis, second)))
    await ada.command("check_in")
    await ada.fill(value="30", kpi_k2="4")
    async with world.store.transaction(world.clock.at) as store:
        readings = await store.readings(ORG, initiative.id)
    assert {(reading.kpi, reading.value) for reading in readings} == {
        (initiative.leading.id, Decimal(30)),
        ("k2", Decimal(4)),
    }


async def test_nothing_open_is_said_so() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.command("check_in")
    assert "No check-in waits for you" in ada.told


async def test_a_week_that_was_not_answered_is_closed_by_the_next() -> None:
    world, ada = await company()
    await world.next_monday()
    assert await nudges(world, ada) == [NudgeState.OPEN]
    assert len([shown for shown in ada.reads if "Your weekly check-in" in shown.text]) == 2


async def test_somebody_who_opted_out_is_not_nudged() -> None:
    world, ada = await company()
    await ada.command("settings")
    await ada.press("Do not ask me any more")
    seen = len(ada.reads)
    await world.next_monday()
    assert len(ada.reads) == seen


async def test_a_first_number_that_is_corrected_stays_the_first_number() -> None:
    world, ada = await company(change="")
    await ada.says("500")
    await ada.command("check-in")
    await ada.fill(value="40")
    initiative = await only(world)
    assert (initiative.leading.baseline, initiative.recent, initiative.win) == (Decimal(40), (), None)


async def test_a_first_number_corrected_after_a_second_week_moves_the_beginning_and_makes_no_step() -> None:
    world, ada = await company(change="")
    await ada.says("500")
    first_week = ada.reads[-2] if "Change the answer" in ada.reads[-2].buttons else ada.last
    await world.next_monday()
    await ada.says("300")
    await ada.press("Change the answer", on=first_week)
    await ada.fill(value="50")
    initiative = await only(world)
    assert initiative.leading.baseline == 50
    assert [point.value for point in initiative.recent] == [300]


async def test_only_what_is_still_open_is_asked_about_a_typed_number() -> None:
    world, ada = await company("Read the fields", "Sort the mail")
    await ada.press("Answer")
    await ada.fill(value="9")
    await ada.says("5")
    async with world.store.transaction(world.clock.at) as store:
        latest = [one.latest.value for one in await store.portfolio(ORG) if one.latest]
    assert sorted(latest) == [5, 9]
    await ada.command("mine")
    assert "This week’s check-ins" not in ada.told


async def test_all_at_once_without_any_number_is_asked_again() -> None:
    _, ada = await company("Read the fields", "Sort the mail")
    await ada.press("Answer all at once")
    await ada.fill()
    assert ada.errors[""] == "Write at least one number."


async def test_a_week_that_is_over_loses_its_buttons_when_the_next_is_asked() -> None:
    world, ada = await company()
    first = ada.last
    await world.next_monday()
    assert not first.buttons
    assert "no answer that week" in first.text
    await ada.press("Tomorrow")
    assert await nudges(world, ada) == [NudgeState.LATER]


async def test_before_the_first_day_nobody_is_asked_and_no_number_makes_a_win() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(pain="p", reach="us", hours="42", idea="Read the fields", kpi="hours a week", change="42 to 20")
    await grace.press("Approve as a trial")
    await grace.fill(start="2027-01-25")
    seen = len(ada.reads)
    for _ in range(2):
        await world.next_monday()
        await ada.command("check-in")
        await ada.fill(value="20")
        assert "The trial starts on Jan 25, 2027; numbers count from then on." in ada.told
    assert len(ada.reads) == seen
    assert (await only(world)).win is None
    while world.clock.at.date().isoformat() < "2027-01-25":
        await world.next_monday()
    assert "Your weekly check-in" in ada.last.text


async def test_a_first_number_given_after_the_weeks_were_over_gives_the_trial_its_weeks_again() -> None:
    world, ada = await company(change="")
    await world.later(weeks=5)
    asked = [one for one in ada.reads if "What comes next?" in one.text][-1]
    assert "[Give it more weeks]" in asked.text
    await ada.says("42")
    trial = (await only(world)).trial
    assert trial is not None and trial.decide_at is not None and not trial.asked
    assert "is in trial until" in asked.text
    await world.later(weeks=5)
    assert (await only(world)).trial != trial


async def test_a_number_for_what_was_stopped_meanwhile_is_refused_with_what_is_so() -> None:
    _, ada = await company()
    await ada.press("Answer")
    form = ada.answer
    await ada.command("stop")
    await ada.fill(happened="It did not help", why="Scans", reuse="The prompt")
    ada.answer = form
    await ada.fill(value="31")
    assert "not running any more" in ada.errors[""]


async def test_three_answers_given_in_one_sitting_hold_nothing() -> None:
    world, ada = await company()
    cards = [ada.last]
    for _ in range(2):
        await world.next_monday()
        cards.append(ada.last)
    await ada.says("31")
    initiative = await only(world)
    assert initiative.win is None and len(initiative.recent) == 1


async def test_the_last_thing_stopped_leaves_a_sentence_in_its_check_in() -> None:
    _, ada = await company()
    card = ada.last
    await ada.command("stop")
    await ada.fill(happened="It did not help", why="Scans", reuse="The prompt")
    assert "Nothing of yours is running at the moment." in card.text


async def test_a_link_typed_with_the_number_backs_its_reading_and_is_shown() -> None:
    world, ada = await company()
    await ada.says("31 https://bi.example.com/r/42?week=48")
    assert "42 → 31" in ada.last.text and "To look it up: https://bi.example.com/r/42?week=48" in ada.last.text
    async with world.store.transaction(world.clock.at) as store:
        (reading,) = await store.readings(ORG, (await store.portfolio(ORG))[0].id)
    assert reading.value == 31 and reading.link == "https://bi.example.com/r/42?week=48"
    assert reading.evidence is Evidence.SELF_REPORTED


async def test_a_link_among_the_words_of_the_form_backs_the_reading_and_the_words_stay() -> None:
    _, ada = await company()
    await ada.press("Answer")
    await ada.fill(value="31", comment="Short week, https://bi.example.com/r")
    assert "Short week" in ada.last.text and "To look it up: https://bi.example.com/r" in ada.last.text
