"""What the digest says, and the admin's look at it before it goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation import Card
from handlers.digests import Period, card_of
from handlers.messenger import FailureKind, SendFailed
from handlers.words import Reader, Untranslated
from tests.handlers.started import in_trial, proposed
from tests.handlers.test_digests import MONDAY, WEEK, told
from tests.world import Actor, World, words_of


async def company() -> tuple[World, Actor, Actor]:
    world = await World().founded()
    return world, await world.person("Ada", team="Accounting"), await world.person("Grace", admin=True)


async def test_a_told_win_is_named_with_its_teller_and_what_it_freed() -> None:
    world, ada, grace = await company()
    linus = await world.person("Linus", team="Logistics")
    await in_trial(world, ada, grace, weeks=8)
    for _ in range(2):
        await world.next_monday()
        await ada.says("4")
    await world.later(days=1)
    await ada.press("See and tell the story", on=ada.last)
    await ada.fill(channel="wins", headline="Invoices in a third of the time")
    await ada.press("Post the story")
    (story,) = [shown for shown in world.channel("wins") if "[We want this]" in shown.text]
    await linus.press("We want this", on=story)
    await linus.fill(hours="5", reach="logistics, 2", change="5 to 2")
    await world.at(MONDAY + 2 * WEEK)

    text = told(world)[-1].text
    assert (
        "1 win told" in text and "Invoices in a third of the time (Ada)" in text and "[Propose an initiative]" in text
    )
    assert "1 team took a win over." in text
    assert "Freed so far: 8 h a week, in 1 initiative. Self-reported." in text
    assert "1 proposal waits for an answer, for 6 days now." in text


async def test_proposals_that_wait_are_counted_and_nobody_is_named() -> None:
    world, ada, _ = await company()
    await proposed(world, ada)
    await world.later(days=2)
    await proposed(world, ada, idea="Another one")
    await world.at(MONDAY)
    text = told(world)[0].text
    assert "2 proposals wait for an answer, the oldest for 4 days." in text
    assert "Ada" not in text and "Grace" not in text and "late" not in text.split()


async def test_a_proposal_of_the_same_day_is_new() -> None:
    world, ada, grace = await company()
    await world.at(MONDAY - timedelta(hours=3))
    await proposed(world, ada)
    await grace.command("digest")
    assert "1 proposal is new and waits for an answer." in grace.told


async def test_five_of_a_kind_are_named_and_the_others_counted() -> None:
    world, ada, grace = await company()
    for number in range(7):
        await in_trial(world, ada, grace, idea=f"Idea number {number}")
    await world.at(MONDAY)
    text = told(world)[0].text
    assert "7 new trials" in text and text.count("Idea number") == 5 and "and 2 more" in text


async def test_a_lesson_is_quoted_shortly_and_what_happened_is_set_apart_from_what_waits() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    await ada.command("stop")
    await ada.fill(tried="t", happened="h", why="w", reuse="a checklist " * 80)
    await proposed(world, ada, idea="Another one")
    await world.at(MONDAY)
    (digest,) = told(world)
    assert "1 lesson kept" in digest.text and "a checklist a…" in digest.text
    assert len(digest.text) < 800
    kinds = [type(block).__name__ for block in digest.message.blocks]
    assert kinds[-8:] == ["Divider", "Para", "Note", "Para", "Para", "Buttons", "Buttons", "Note"]


async def test_the_summary_says_what_is_inside() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    await world.at(MONDAY)
    reader = Reader("en", "UTC", Untranslated())
    assert reader.read(told(world)[0].message.summary) == "The week in initiatives: wins 0, new trials 1, lessons 0"


async def test_it_is_about_its_own_week_however_late_it_is_drawn() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    async with world.engine.sender.pause():
        world.clock.at = MONDAY
        await world.engine.heartbeat.tick()
    world.clock.at = MONDAY + timedelta(days=2)
    async with world.store.transaction(world.clock.at) as store:
        (row,) = [one for one in await store.deliveries_due(world.clock.at, 50) if one.card == "digest.week"]
        drawn = await world.engine.builder.build(store, row, world.clock.at + 5 * WEEK)
    assert "Nov 16, 2026 to Nov 23, 2026" in words_of(drawn.message, drawn.reader)  # type: ignore[union-attr]


async def test_an_admin_sees_it_before_it_goes_out_and_nobody_else_does() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    before = len(world.outbox.shown)
    await grace.command("digest")
    assert "1 new trial" in grace.told and "Only you see this." in grace.told
    assert "Mon, Nov 23, 10:00" in grace.told
    assert len(world.outbox.shown) == before and told(world) == []


async def test_the_preview_of_an_empty_week_says_that_it_stays_silent() -> None:
    _, _, grace = await company()
    await grace.command("digest")
    assert "A week without news stays silent." in grace.told


async def test_the_preview_says_when_no_channel_is_set() -> None:
    world = await World().founded(stories=None)
    grace = await world.person("Grace", admin=True)
    await grace.command("digest")
    assert "No channel is set" in grace.told


async def test_whoever_is_no_admin_is_refused_politely() -> None:
    _, ada, _ = await company()
    await ada.command("digest")
    assert "Only the people responsible" in ada.told


async def test_a_preview_sent_to_somebody_who_is_no_admin_any_more_is_withheld() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    await grace.says("digest")
    assert "Only you see this." in grace.last.text
    async with world.store.transaction(world.clock.at) as store:
        me = await store.person("acme", ada.id)
        assert me is not None
        drawn = await world.engine.builder.draw(store, await store.organisation("acme"), me, card(), world.clock.at, "")
    assert drawn is None


def card() -> Card:
    return card_of(Period(MONDAY - WEEK, MONDAY))


@pytest.mark.parametrize(
    ("kind", "said", "button"),
    [
        ("unconfirmed", "I cannot tell whether the weekly digest arrived.", "It is not there: post it again"),
        ("never", "It could not be posted in", "Post it again"),
    ],
)
async def test_a_digest_that_is_not_there_is_put_to_the_admins_who_can_post_it_again_once(
    kind: FailureKind, said: str, button: str
) -> None:
    world, ada, grace = await company()
    linus = await world.person("Linus", admin=True)
    await in_trial(world, ada, grace)
    world.outbox.refused_in["wins"] = [SendFailed("no answer", kind)]
    await world.at(MONDAY)
    assert told(world) == []
    assert all(said in admin.last.text for admin in (grace, linus))
    assert not any(said in shown.text for shown in ada.reads)
    theirs, hers = linus.last, grace.last
    await grace.press(button, on=hers)
    (digest,) = told(world)
    assert "1 new trial" in digest.text and "Nov 16, 2026 to Nov 23, 2026" in digest.text
    assert all("is posted again in" in shown.text and button not in shown.buttons for shown in (hers, theirs))


async def test_two_admins_who_press_at_once_post_it_once() -> None:
    world, ada, grace = await company()
    linus = await world.person("Linus", admin=True)
    await in_trial(world, ada, grace)
    world.outbox.refused_in["wins"] = [SendFailed("timeout", "unconfirmed")]
    await world.at(MONDAY)
    label = "It is not there: post it again"
    tokens = [(admin, admin.last.buttons[label].token) for admin in (grace, linus)]
    for admin, token in tokens:
        await admin.press_token(token)
    assert len(told(world)) == 1


async def test_one_that_is_lost_a_second_time_is_put_to_them_again() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    world.outbox.refused_in["wins"] = [SendFailed("timeout", "unconfirmed") for _ in range(2)]
    await world.at(MONDAY)
    label = "It is not there: post it again"
    await grace.press(label, on=grace.last)
    assert told(world) == []
    await grace.press(label, on=grace.last)
    assert len(told(world)) == 1


async def test_a_preview_that_got_lost_is_no_digest_that_got_lost() -> None:
    world, ada, grace = await company()
    await in_trial(world, ada, grace)
    world.outbox.trouble = [SendFailed("blocked", "never")]
    before = len(grace.reads)
    await grace.says("digest")
    assert len(grace.reads) == before
