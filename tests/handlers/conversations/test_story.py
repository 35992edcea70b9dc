"""A result becomes a story only as its owner agreed to it, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.languages import readers
from handlers.messenger import SendFailed
from handlers.requests import Pressed
from handlers.storytelling import told_by
from initiatives.kpi import Evidence
from initiatives.wins import Story, StoryState, Win, WinKind
from tests.world import ORG, Actor, Shown, World


async def company(*values: str) -> tuple[World, Actor]:
    """Ada's trial answered on one Monday after the other."""
    world = await World().founded()
    ada, grace = await world.person("Ada", team="Accounting"), await world.person("Grace", admin=True)
    await ada.command("propose")
    await ada.fill(
        pain="Copying invoices", reach="us", hours="42", idea="Read the fields", kpi="hours a week", change="42 to 20"
    )
    await grace.press("Approve as a trial")
    await grace.fill()
    for value in values:
        await world.next_monday()
        await ada.says(value)
    return world, ada


async def states(world: World) -> list[StoryState]:
    async with world.store.transaction(world.clock.at) as store:
        (initiative,) = await store.portfolio(ORG)
        return [story.state for story in await store.stories(ORG, initiative.id)]


def told(world: World) -> list[Shown]:
    """The stories in the channel."""
    return [shown for shown in world.channel("wins") if "[We want this]" in shown.text]


def offers(ada: Actor) -> int:
    return sum("A result worth telling" in shown.text for shown in ada.reads)


@pytest.mark.parametrize(
    ("values", "count", "words"),
    [
        (("41",), 0, ""),
        (("20",), 1, "first result"),
        (("20", "20"), 2, "holds its target"),
        (("31", "30", "29"), 1, "more than half the way"),
        (("31", "30", "20"), 1, "more than half the way"),
        (("20", "40", "20"), 1, "first result"),
    ],
)
async def test_each_kind_of_win_is_offered_once(values: tuple[str, ...], count: int, words: str) -> None:
    _, ada = await company(*values)
    assert offers(ada) == count
    assert not count or any(words in shown.text for shown in ada.reads)


async def test_the_draft_is_made_of_stored_facts_and_nothing_is_posted_before_it_is_agreed_to() -> None:
    world, ada = await company("18")
    await ada.press("See and tell the story")
    answers = ada.form.answers
    assert answers["headline"] == "hours a week: from 42 to 18"
    assert "Copying invoices" in answers["text"]
    await ada.fill()
    assert "posted in #wins as Ada" in ada.last.text
    assert told(world) == []
    await ada.press("Post the story")
    (story,) = told(world)
    assert "Told by Ada. A first result, self-reported." in story.text
    assert "[Take the story back]" in ada.last.text


async def test_the_owners_words_are_what_is_posted() -> None:
    world, ada = await company("18")
    await ada.press("See and tell the story")
    await ada.fill(headline="Half a day back", text="We *really* read fields now", shown_as="team")
    await ada.press("Change the words")
    await ada.fill(headline="A whole day back")
    await ada.press("Post the story")
    (story,) = told(world)
    assert "A whole day back" in story.text
    assert "We *really* read fields now" in story.text
    assert "Told by Accounting" in story.text


@pytest.mark.parametrize(
    ("wrong", "field"), [({"headline": " "}, "headline"), ({"text": ""}, "text"), ({"channel": ""}, "channel")]
)
async def test_a_missing_part_is_asked_again_without_losing_the_rest(wrong: dict[str, str], field: str) -> None:
    world, ada = await company("18")
    await ada.press("See and tell the story")
    typed = {"headline": "H", "text": "T", "channel": "wins"}
    await ada.fill(**(typed | wrong))
    assert list(ada.errors) == [field]
    assert {**ada.form.answers} == {**ada.form.answers, **typed, **wrong}
    await ada.fill(**typed)
    await ada.press("Post the story")
    assert len(told(world)) == 1


async def test_a_story_can_be_taken_back_and_told_after_all() -> None:
    world, ada = await company("18")
    await ada.press("See and tell the story")
    await ada.fill()
    await ada.press("Post the story")
    await ada.press("Take the story back")
    assert told(world) == []
    assert await states(world) == [StoryState.TAKEN_BACK]
    await ada.press("Tell it after all")
    await ada.fill(text="Once more")
    await ada.press("Post the story")
    (story,) = told(world)
    assert "Once more" in story.text


async def test_not_this_time_is_final_until_the_owner_says_otherwise() -> None:
    world, ada = await company("18")
    await ada.press("Not this time")
    assert "Not told." in ada.last.text
    assert await states(world) == [StoryState.LEFT]
    await world.next_monday()
    await ada.press("Tell it after all")
    await ada.fill()
    await ada.press("Post the story")
    assert len(told(world)) == 1


async def test_whoever_wants_it_gets_a_proposal_filled_from_the_win_and_the_owner_hears() -> None:
    world, ada = await company("18")
    linus = await world.person("Linus", team="Logistics")
    await ada.press("See and tell the story")
    await ada.fill()
    await ada.press("Post the story")
    (story,) = told(world)
    await linus.press("We want this", on=story)
    assert linus.form.answers["idea"] == "Read the fields"
    assert linus.form.answers["reach"] == "Logistics"
    await linus.fill(hours="5", change="5 to 2")
    assert "Linus wants Read the fields too" in ada.last.text
    async with world.store.transaction(world.clock.at) as store:
        (adoption,) = await store.adoptions(ORG)
        taken = await store.initiative(ORG, adoption.initiative)
    assert taken is not None
    assert taken.adopted_from == adoption.origin


async def test_a_story_that_was_taken_back_is_not_taken_over() -> None:
    world, ada = await company("18")
    linus = await world.person("Linus")
    await ada.press("See and tell the story")
    await ada.fill()
    await ada.press("Post the story")
    (story,) = told(world)
    await ada.press("Take the story back")
    await linus.press_token(story.buttons["We want this"].token)
    assert "not in a channel at the moment" in linus.last.text


async def test_the_story_is_asked_one_by_one_where_no_form_opens() -> None:
    world, ada = await company("18")
    offer = ada.last
    token = offer.buttons["See and tell the story"].token
    await ada._does(Pressed(token))
    await ada.press("Use hours a week: from 42 to 18")
    await ada.says("In our own words")
    await ada.press("My name")
    await ada.says("wins")
    await ada.press("See it first")
    await ada.press("Post the story")
    (story,) = told(world)
    assert "In our own words" in story.text


async def test_a_result_that_was_a_slip_is_offered_no_longer() -> None:
    world, ada = await company("5")
    assert offers(ada) == 1
    await ada.press("Change the answer")
    await ada.fill(value="40")
    assert offers(ada) == 0
    assert await states(world) == [StoryState.LEFT]
    await world.next_monday()
    await ada.says("20")
    assert offers(ada) == 1


async def test_a_story_the_channel_did_not_take_is_untold_again_and_its_owner_hears_why() -> None:
    world, ada = await company("20")
    await ada.press("See and tell the story")
    await ada.fill()
    world.outbox.trouble = [SendFailed("channel_not_found", "never")]
    await ada.press("Post the story")
    assert told(world) == []
    assert await states(world) == [StoryState.OFFERED]
    assert "has to be a member there" in ada.last.text
    assert not any("The story is posted." in shown.text for shown in ada.reads)
    await ada.press("Post the story", on=ada.last)
    assert len(told(world)) == 1
    assert await states(world) == [StoryState.POSTED]
    assert "The story is posted." in ada.last.text


async def test_a_story_that_may_not_have_arrived_is_put_to_its_owner_who_can_look() -> None:
    world, ada = await company("20")
    await ada.press("See and tell the story")
    await ada.fill()
    world.outbox.trouble = [SendFailed("timeout", "unconfirmed")]
    await ada.press("Post the story")
    assert told(world) == [] and await states(world) == [StoryState.POSTED]
    asked = ada.last
    assert "I cannot tell whether your story arrived" in asked.text
    await ada.press("It is not there: post it again", on=asked)
    assert len(told(world)) == 1
    assert "[It is not there: post it again]" not in asked.text
    assert "The story is posted." in asked.text


async def test_the_channel_reads_how_many_other_teams_have_taken_it_over() -> None:
    world, ada = await company("20")
    linus = await world.person("Linus", team="Sales")
    await ada.press("See and tell the story")
    await ada.fill()
    await ada.press("Post the story")
    for person in (linus, linus, ada):
        await person.press("We want this")
        await person.fill(hours="3", reach="us")
    assert "1 team has taken it over." in told(world)[0].text


@pytest.mark.parametrize(
    ("kind", "evidence", "words"),
    [
        ("first_result", "self_reported", "Told by Ada. A first result, self-reported."),
        ("first_result", "measured", "Told by Ada. A first result, measured."),
        ("first_result", "confirmed", "Told by Ada. A first result, confirmed."),
        ("holding", "self_reported", "Told by Ada. Self-reported."),
        ("holding", "measured", "Told by Ada. Measured."),
        ("half_way", "confirmed", "Told by Ada. Confirmed."),
    ],
)
def test_a_story_says_what_its_numbers_are_backed_by(kind: str, evidence: str, words: str) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    win = Win(WinKind(kind), "k", Decimal(4), at.date(), Evidence(evidence))
    story = Story("s", ORG, "i", "ada", win, at, shown_as="Ada")
    assert readers()("en", "UTC").read(told_by(story)) == words
