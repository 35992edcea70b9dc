"""`unreached`: admins see who was not reached and why, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from handlers.messenger import FailureKind, SendFailed
from handlers.reasons import REASONS, reason
from handlers.requests import ShowMessage
from handlers.words import Reader, Typed, Untranslated
from storage.records import Reason, To
from tests.world import ORG, PLACE, Actor, World, buttons_of

READER = Reader("en", "UTC", Untranslated())


@pytest.fixture
async def world() -> World:
    return await World().founded()


@pytest.fixture
async def root(world: World) -> Actor:
    return await world.person("Root", admin=True)


async def fails(
    world: World, person: Actor, reason: Reason = Reason.CLOSED, why: str = "user_not_found", card: str = "propose.left",
    kind: FailureKind = "never",
) -> None:  # fmt: skip
    """A message to them that does not arrive."""
    world.outbox.trouble.append(SendFailed(why, kind, reason=reason))
    async with world.store.transaction(world.clock.at) as store:
        post = Post(To(person=person.id, workspace=PLACE), Card(card))
        await store.queue(row_of(ORG, post, world.new_id(), world.clock.at))
    await world.engine.sender.drain()


async def test_the_list_says_what_since_when_and_why(world: World, root: Actor) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await fails(world, ada)
    world.clock.at += timedelta(days=1)
    await fails(world, ben, Reason.UNKNOWN, "TimeoutError", kind="unconfirmed")
    await world.later(minutes=5)  # it is looked for, and not found
    await root.command("unreached")
    assert "Ada: message, since Nov 19, 2026" in root.told
    assert "Chat: their account there is closed" in root.told
    assert "Ben: message, since Nov 20, 2026" in root.told
    assert "Chat: no answer came to say whether it arrived\nIt may have arrived all the same." in root.told
    assert root.told.index("Ada") < root.told.index("Ben")


async def test_somebody_missed_twice_is_listed_once_since_the_first_time(world: World, root: Actor) -> None:
    ada = await world.person("Ada")
    await fails(world, ada)
    world.clock.at += timedelta(days=1)
    await fails(world, ada, Reason.TURNED_OFF, card="check_in.nothing_open")
    await root.command("unreached")
    assert root.told.count("Ada:") == 1
    assert "since Nov 19, 2026" in root.told
    assert "does not let Quickwin write there" in root.told


async def test_whoever_was_told_is_off_the_list_until_something_fails_anew(world: World, root: Actor) -> None:
    ada = await world.person("Ada")
    await fails(world, ada)
    await root.says("unreached")
    await root.press("I have told Ada")
    assert "Everybody was reached." in root.last.text
    await fails(world, ada)
    await root.command("unreached")
    assert "Ada:" in root.told


async def test_the_overview_leads_to_the_list(world: World, root: Actor) -> None:
    await fails(world, await world.person("Ada"))
    await root.command("admin")
    assert "1 person could not be reached: Ada" in root.told
    await root.press("See why")
    assert "their account there is closed" in root.last.text


async def test_a_long_list_is_cut_and_says_so(world: World, root: Actor) -> None:
    for number in range(13):
        await fails(world, await world.person(f"P{number}"))
    await root.command("unreached")
    assert root.told.count("their account there is closed") == 10
    assert "and 3 more" in root.told
    await root.command("admin")
    assert "13 people could not be reached: P0, P1, P2, P3, P4\nand 8 more" in root.told


async def test_nobody_else_sees_the_list_or_takes_anybody_off(world: World, root: Actor) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    await fails(world, ada)
    await ben.command("unreached")
    assert "Ada" not in ben.told
    await root.command("unreached")
    assert "Ada:" in root.told
    token = _tokens(root)[0]
    await ben.press_token(token)
    await root.command("unreached")
    assert "Ada:" in root.told


def _tokens(actor: Actor) -> list[str]:
    """The tokens of what was shown at once."""
    assert isinstance(actor.answer, ShowMessage)
    return [button.token for button in buttons_of(actor.answer.message, actor.answer.reader).values()]


@pytest.mark.parametrize("given", list(Reason))
def test_every_reason_is_a_sentence(given: Reason) -> None:
    words = READER.read(reason(given.value))
    assert words != given and " " in words
    assert words[0].islower() or words.startswith("Quickwin")


def test_what_the_platform_said_stands_as_it_came_only_where_nobody_knows_what_it_means() -> None:
    assert reason(Reason.UNKNOWN.value, "strange_thing") == Typed("strange_thing")
    assert reason(Reason.CLOSED.value, "user_not_found") == REASONS[Reason.CLOSED]


def test_what_a_kind_of_failure_says_by_itself_is_its_reason_unless_the_messenger_knows_more() -> None:
    assert SendFailed("TimeoutError", "unconfirmed").reason is Reason.NO_ANSWER
    assert SendFailed("no token", "away").reason is Reason.NOT_CONNECTED
    assert SendFailed("ratelimited", "later").reason is SendFailed("strange", "never").reason is Reason.UNKNOWN
    assert SendFailed("gone", "away", reason=Reason.UNINSTALLED).reason is Reason.UNINSTALLED
