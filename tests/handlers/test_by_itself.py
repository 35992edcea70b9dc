"""Whatever the bot says by itself says why it came and leads to the settings, and nothing else comes from the jobs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from handlers import registry
from handlers.leaving import here_or_gone
from handlers.messenger import SendFailed
from handlers.ui import Buttons, Message, Note
from handlers.words import Reader
from scheduler.jobs import JOBS
from storage.records import Delivery
from storage.tables import DELIVERIES
from tests.gallery import Gallery
from tests.handlers.started import in_trial
from tests.stores import AnyStore
from tests.world import ORG, PLACE, World

KNOWN = registry.build(registry.discover())
BY_ITSELF = sorted(name for name, kind in KNOWN.cards.items() if kind.by_itself)
WORDS = re.compile("“(settings|admin)”")


def leads_to_settings(message: Message, reader: Reader) -> bool:
    """By a button, or by the word to write, in the small print."""
    pressed = [button.action for block in message.blocks if isinstance(block, Buttons) for button in block.buttons]
    printed = [reader.read(block.text) for block in message.blocks if isinstance(block, Note)]
    return "settings.settings" in pressed or any(WORDS.search(note) for note in printed)


def says_why(message: Message, reader: Reader) -> bool:
    printed = [reader.read(block.text) for block in message.blocks if isinstance(block, Note)]
    return any(re.search(r"because|Once a week|get this", note) for note in printed)


@pytest.mark.parametrize("name", BY_ITSELF)
async def test_it_says_why_it_came_and_leads_to_the_settings(name: str) -> None:
    message, reader = await (await Gallery().opened()).message(name)
    assert leads_to_settings(message, reader), name
    assert says_why(message, reader), name


async def rows(world: World) -> dict[str, Delivery]:
    assert isinstance(world.store, AnyStore)
    async with world.store.rows(world.clock.at) as kept:
        return {row.id: row for row in await kept.all(DELIVERIES, ORG)}


async def by_the_jobs(world: World, days: int) -> set[str]:
    """The cards of all rows that the jobs alone have made in these days."""
    before = await rows(world)
    await world.later(days=days)
    return {row.card for key, row in (await rows(world)).items() if key not in before}


async def test_the_jobs_of_many_weeks_post_only_cards_that_are_declared_so() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=2)
    posted = await by_the_jobs(world, days=40)
    assert posted >= {
        "check_in.nudge",
        "check_in.reminder",
        "trial.over",
        "silence.question",
        "silence.asked",
        "digest.week",
    }
    assert posted <= set(BY_ITSELF)


async def test_what_follows_from_a_leaver_or_a_lost_story_is_declared_so_too() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    await world.next_monday()
    await ada.says("4")
    await ada.press("See and tell the story", on=ada.last)
    await ada.fill(channel="wins")
    world.outbox.trouble = [SendFailed("no", "never")] * 3
    before = await rows(world)
    await ada.press("Post the story")
    async with world.store.transaction(world.clock.at) as store:
        organisation, person = await store.organisation(ORG), await store.person(ORG, ada.id)
        assert person is not None
        await here_or_gone(store, organisation, PLACE, person, False, world.clock.at, world.new_id)
    await world.engine.sender.drain()
    followed = {row.card for key, row in (await rows(world)).items() if key not in before} - {"story.posted"}
    assert {"story.refused", "silence.question"} <= followed
    assert followed - {"story.preview"} <= set(BY_ITSELF)


async def test_everything_by_itself_to_a_person_waits_for_their_working_time() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada", zone="Asia/Tokyo"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=2)
    await world.later(days=40)
    named = [row for row in (await rows(world)).values() if row.card in BY_ITSELF and row.to.person]
    assert len(named) > 8 and all(row.unasked for row in named)
    for row in named:
        if row.sent_at is not None and row.to.person == ada.id:
            local = row.sent_at + timedelta(hours=9)
            assert 8 <= local.hour < 19 and local.weekday() < 5, row


def test_there_are_jobs_to_speak_of() -> None:
    assert {job.name for job in JOBS} >= {"nudges", "reminders", "trials", "digest"}
