"""A question that nobody has got is put again within a week, and one that somebody has is not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from initiatives.initiative import Initiative
from initiatives.people import TimeOff
from storage.moving import Line, Page
from storage.restoring import settle
from storage.rows import Table
from tests.handlers.conversations.test_silence import LONG, change, questions
from tests.handlers.started import in_trial, portfolio
from tests.stores import AnyStore
from tests.world import ORG, World


@dataclass
class Restored:
    """A store of one organisation as what settles a restoration sees it."""

    store: AnyStore

    async def pages(self, tables: Iterable[Table[Any]]) -> AsyncIterator[Page]:
        for table in tables:
            async with self.store.rows(WORLD_BEGAN) as rows:
                yield table, [Line(0, record, b"") for record in await rows.all(table, ORG)]


WORLD_BEGAN = World().clock.at


@pytest.fixture
async def world() -> World:
    """Ada has been silent for two weeks, and Grace, her sponsor, is left alone until the afternoon."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace, weeks=12)
    await world.next_monday()
    await world.next_monday()
    world.outbox.rests[grace.visitor.external] = world.clock.at + timedelta(days=7, hours=5)
    await world.next_monday()
    return world


async def theirs(world: World) -> Initiative:
    (initiative,) = await portfolio(world)
    return initiative


async def restored(world: World) -> None:
    """An old state comes back in the evening."""
    assert isinstance(world.store, AnyStore)
    world.clock.at += timedelta(hours=12)
    await settle(Restored(world.store), world.clock.at)  # type: ignore[arg-type]


async def test_a_question_that_waited_when_an_old_state_came_back_is_put_again_once(world: World) -> None:
    grace = world.people["Grace"]
    assert not questions(grace) and (await theirs(world)).is_put_to(grace.id)
    await restored(world)
    await world.later(days=1)
    assert not questions(grace)
    await world.later(days=7)
    assert len(questions(grace)) == 1 and "[Pause it]" in questions(grace)[0].text
    await world.later(days=21)
    assert len(questions(grace)) == 1


async def test_a_question_that_was_out_when_an_old_state_came_back_is_not_put_again(world: World) -> None:
    await world.later(hours=6)
    await restored(world)
    await world.later(days=21)
    assert len(questions(world.people["Grace"])) == 1


async def test_a_question_that_waits_is_not_put_again(world: World) -> None:
    grace = world.people["Grace"]
    world.outbox.rests[grace.visitor.external] = world.clock.at + timedelta(days=15)
    await world.later(days=14)
    assert not questions(grace)
    await world.later(days=14)
    assert len(questions(grace)) == 1


async def test_whoever_goes_away_for_long_before_they_read_it_is_passed_over(world: World) -> None:
    grace, hopper = world.people["Grace"], await world.person("Hopper", admin=True)
    await change(grace, time_off=(LONG,))
    await world.later(days=8)
    assert (len(questions(grace)), len(questions(hopper))) == (0, 1)
    assert (await theirs(world)).is_put_to(hopper.id) and not (await theirs(world)).is_put_to(grace.id)


async def test_somebody_who_is_off_for_some_weeks_is_asked_when_they_are_back(world: World) -> None:
    grace, hopper = world.people["Grace"], await world.person("Hopper", admin=True)
    day = world.clock.at.date()
    await change(grace, time_off=(TimeOff(day, day + timedelta(days=25)),))
    await world.later(days=25)
    assert (len(questions(grace)), len(questions(hopper))) == (0, 0)
    await world.later(days=5)
    assert (len(questions(grace)), len(questions(hopper))) == (1, 0)
