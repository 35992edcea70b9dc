"""The lessons of a month that are not in their channel are put to the admins, who post them again once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.messenger import FailureKind, SendFailed
from initiatives.campaigns import Campaign, planned
from initiatives.people import Spot
from tests.handlers.conversations.test_lessons import stopped
from tests.world import ORG, PLACE, Actor, Shown, World

TOLD_AT = datetime(2026, 12, 7, 11, 0, tzinfo=UTC)
DOUBT, GONE = (
    "I cannot tell whether the lessons of the month arrived.",
    "The lessons of the month are not in their channel.",
)
LOOKED, AGAIN = "It is not there: post it again", "Post it again"


class Company:
    async def lost(self, kind: FailureKind, times: int = 1) -> Company:
        """Ada has stopped something, and the channel does not take what it taught."""
        self.world = await World().founded()
        self.ada = await self.world.person("Ada")
        self.grace = await self.world.person("Grace", admin=True)
        self.linus = await self.world.person("Linus", admin=True)
        await stopped(self.world, self.ada, 1, "Read invoices")
        await self.world.at(TOLD_AT.replace(hour=10, minute=59))
        self.world.outbox.refused_in["wins"] = [SendFailed("channel_not_found", kind) for _ in range(times)]
        await self.world.at(TOLD_AT.replace(minute=5))
        return self

    def posts(self, channel: str = "wins") -> list[Shown]:
        return [shown for shown in self.world.channel(channel) if "What a month has taught" in shown.text]


def heard(actor: Actor, said: str) -> list[Shown]:
    return [shown for shown in actor.reads if said in shown.text]


@pytest.mark.parametrize(("kind", "said", "button"), [("unconfirmed", DOUBT, LOOKED), ("never", GONE, AGAIN)])
async def test_every_admin_hears_of_it_and_one_posts_it_again(kind: FailureKind, said: str, button: str) -> None:
    here = await Company().lost(kind)
    assert here.posts() == [] and not heard(here.ada, said)
    (hers,), (theirs,) = heard(here.grace, said), heard(here.linus, said)
    assert "Change my settings" in hers.buttons
    await here.grace.press(button, on=hers)
    (post,) = here.posts()
    assert "The scans are poor" in post.text
    assert all("It is posted again in" in shown.text and button not in shown.buttons for shown in (hers, theirs))


async def test_two_admins_who_press_at_once_post_it_once() -> None:
    here = await Company().lost("unconfirmed")
    tokens = [(who, heard(who, DOUBT)[0].buttons[LOOKED].token) for who in (here.grace, here.linus)]
    for who, token in tokens:
        await who.press_token(token)
    assert len(here.posts()) == 1


async def test_it_goes_to_the_channel_that_is_set_by_now() -> None:
    here = await Company().lost("never")
    await here.world.organisation(lambda company: replace(company, stories=Spot(PLACE, "news")))
    await here.grace.press(AGAIN)
    assert here.posts() == [] and len(here.posts("news")) == 1


async def test_one_that_is_lost_a_second_time_is_put_to_them_again() -> None:
    here = await Company().lost("unconfirmed", times=2)
    await here.grace.press(LOOKED)
    assert here.posts() == [] and len(heard(here.linus, DOUBT)) == 1
    await here.grace.press(LOOKED, on=heard(here.grace, DOUBT)[-1])
    assert len(here.posts()) == 1


async def test_nobody_but_an_admin_posts_it_again() -> None:
    here = await Company().lost("never")
    await here.ada.press_token(heard(here.grace, GONE)[0].buttons[AGAIN].token)
    assert here.posts() == []


async def test_what_arrived_is_nobodys_matter() -> None:
    here = await Company().lost("never", times=0)
    assert len(here.posts()) == 1
    assert not heard(here.grace, GONE) and not heard(here.grace, DOUBT)


@pytest.mark.parametrize(
    ("after", "within", "said", "posts"),
    [
        (0, 2, "The announcement of a campaign is not in its channel.", 1),
        (2, 8, "The end of a campaign is not told in its channel.", 2),
    ],
)
async def test_a_campaign_is_told_of_in_its_own_channel_once_an_admin_has_looked(
    after: int, within: int, said: str, posts: int
) -> None:
    world = await World().founded()
    grace = await world.person("Grace", admin=True)
    today = world.clock.at.date()
    days = (today + timedelta(days=1), today + timedelta(days=7))
    campaign = Campaign("c", ORG, "Paper", *days, grace.id, spot=Spot(PLACE, "themes"))
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_campaign(planned(campaign, await store.organisation(ORG), today, announced=False))
    await world.later(days=after)
    world.outbox.refused_in["themes"] = [SendFailed("channel_not_found", "never")]
    await world.later(days=within)
    assert len(world.channel("themes")) == posts - 1
    await grace.press(AGAIN, on=heard(grace, said)[-1])
    assert len(world.channel("themes")) == posts and not world.channel("wins")
    assert "Paper" in world.channel("themes")[-1].text
