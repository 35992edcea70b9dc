"""Campaigns: planned by admins, announced in their channel, asked about in proposals, and added up at their end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.campaigning import join_campaigns
from handlers.merging import merge
from initiatives.campaigns import Campaign
from initiatives.people import Spot
from tests.handlers.started import PROPOSAL, portfolio, proposed
from tests.world import ORG, PLACE, Actor, World

THEME = "A month without copying"
PLAN = {
    "theme": THEME, "why": "What do you copy by hand?", "first": "2026-11-23", "last": "2026-12-18",
    "extras": "Which site: Lyon, Paris\nWho tried it before?", "channel": "wins",
}  # fmt: skip


@pytest.fixture
async def world() -> World:
    return await World().founded()


async def planned(world: World, admin: Actor, **changes: str) -> Campaign:
    await admin.command("campaigns")
    await admin.press("Plan a campaign")
    await admin.fill(**{**PLAN, **changes})
    async with world.store.transaction(world.clock.at) as store:
        return (await store.campaigns(ORG))[-1]


async def answer(world: World, who: Actor, campaign: Campaign, **changes: str) -> None:
    """Fills the form for the campaign, and what that asks."""
    await who.fill(**{**PROPOSAL, "campaign": campaign.id})
    site, before = campaign.extras
    await who.fill(
        **{f"campaign_{campaign.id}_{site.key}": "Lyon", f"campaign_{campaign.id}_{before.key}": "Nobody", **changes}
    )


async def test_it_is_announced_on_its_first_day_and_proposed_for_from_there(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    campaign = await planned(world, grace, reviewers=ben.visitor.external)
    assert "From Nov 23, 2026 to Dec 18, 2026." in grace.told
    assert "Answered by: Ben" in grace.told and "Question 1: Which site (Lyon, Paris)" in grace.told
    await ada.command("propose")
    assert "campaign" not in [question.name for question in ada.form.form.questions]
    assert world.channel("wins") == []
    await world.later(days=5)
    (told,) = [one for one in world.channel("wins") if THEME in one.text and "[Propose for it]" in one.text]
    assert "What do you copy by hand?" in told.text
    await ada.press("Propose for it", on=told)
    assert ada.form.answers["campaign"] == campaign.id
    await answer(world, ada, campaign)
    assert f"Proposed for the campaign {THEME}." in ada.told
    (made,) = await portfolio(world)
    assert made.reviewers == (ben.id,)
    assert "Which site: Lyon" in ben.last.text and "Who tried it before?: Nobody" in ben.last.text
    assert not any("[Approve as a trial]" in one.text for one in grace.reads)
    await ben.press("Approve as a trial")
    await ben.fill()
    await world.later(days=26)
    (over,) = [one for one in world.channel("wins") if f"The campaign {THEME} is over." in one.text]
    assert "1 proposal was made for it." in over.text and "in trial: 1" in over.text
    assert "[Propose for it]" not in told.text
    assert "It is over. What takes too long can be proposed all the same." in told.text


async def test_a_proposal_for_none_of_them_is_asked_nothing_more(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    await planned(world, grace)
    await world.later(days=5)
    await ada.command("propose")
    await ada.fill(**{**PROPOSAL, "campaign": "none"})
    assert "Proposed: Read the fields" in ada.told and "campaign" not in ada.told
    await proposed(world, ada)
    async with world.store.transaction(world.clock.at) as store:
        (campaign,) = await store.campaigns(ORG)
        assert await store.entries_of(ORG, campaign.id) == []


async def test_a_question_of_its_own_has_to_be_answered(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    campaign = await planned(world, grace)
    await world.later(days=5)
    await ada.command("propose")
    site, before = campaign.extras
    await answer(world, ada, campaign, **{f"campaign_{campaign.id}_{before.key}": " "})
    assert list(ada.errors) == [f"campaign_{campaign.id}_{before.key}"]
    assert ada.form.answers[f"campaign_{campaign.id}_{site.key}"] == "Lyon"
    await ada.fill(**{f"campaign_{campaign.id}_{before.key}": "Ben did"})
    assert "Who tried it before?: Ben did" in ada.told


async def test_a_wrong_answer_is_asked_again_without_losing_the_rest(world: World) -> None:
    grace = await world.person("Grace", admin=True)
    await grace.command("campaigns")
    await grace.press("Plan a campaign")
    await grace.fill(**{**PLAN, "last": "2026-11-20"})
    assert "The last day comes before the first one." in grace.errors["last"]
    await grace.fill(last="2026-12-18", extras="a\nb\nc\nd\ne\nf")
    assert "At most 5 questions" in grace.errors["extras"]
    assert grace.form.answers["theme"] == THEME
    await grace.fill(extras="a")
    assert THEME in grace.told


async def test_an_admin_changes_it_and_what_waits_goes_to_its_new_reviewers(world: World) -> None:
    grace, ada, ben = await world.person("Grace", admin=True), await world.person("Ada"), await world.person("Ben")
    campaign = await planned(world, grace, extras="")
    await world.later(days=5)
    await ada.command("propose")
    await ada.fill(**{**PROPOSAL, "campaign": campaign.id})
    assert "[Approve as a trial]" in grace.last.text
    await grace.command("campaigns")
    await grace.press(THEME)
    await grace.press("Change it")
    assert grace.form.answers["last"] == "2026-12-18"
    await grace.fill(theme="Two months without copying", reviewers=ben.visitor.external, last="2027-01-20")
    assert "[Approve as a trial]" in ben.last.text and (await portfolio(world))[-1].reviewers == (ben.id,)
    told = [one for one in world.channel("wins") if "Propose for it" in one.text]
    assert len(told) == 1 and "Two months without copying" in told[0].text


async def test_an_admin_ends_it_early_and_its_end_is_told_once(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    await planned(world, grace)
    await world.later(days=5)
    await ada.says("campaigns")
    await ada.press(THEME)
    await grace.command("campaigns")
    await grace.press(THEME)
    await grace.press("End it now")
    await world.later(days=30)
    assert len([one for one in world.channel("wins") if f"The campaign {THEME} is over." in one.text]) == 1
    assert not any("Propose for it" in one.buttons for one in world.channel("wins"))
    await ada.press("Propose for it")
    assert "It is over. What takes too long can be proposed all the same." in ada.last.text
    await ada.command("campaigns")
    assert "No campaign goes on now." in ada.told
    await grace.command("campaigns")
    assert f"{THEME}: over" in grace.told


async def test_one_without_a_channel_is_offered_all_the_same_and_posts_nothing(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    await planned(world, grace, channel="")
    await world.later(days=5)
    assert world.channel("wins") == []
    await ada.says("campaigns")
    assert f"{THEME}: Nov 23, 2026 to Dec 18, 2026" in ada.last.text
    assert "Plan a campaign" not in ada.last.text
    await ada.press(THEME)
    assert "[Propose for it]" in ada.last.text and "Answered by" not in ada.last.text


async def test_the_digest_names_what_goes_on(world: World) -> None:
    grace, ada = await world.person("Grace", admin=True), await world.person("Ada")
    campaign = await planned(world, grace, extras="")
    await world.later(days=5)
    await ada.command("propose")
    await ada.fill(**{**PROPOSAL, "campaign": campaign.id})
    await grace.command("digest")
    assert f"{THEME}. 1 proposal so far." in grace.told


async def test_two_people_who_turn_out_to_be_one_answer_for_it_once(world: World) -> None:
    ada, ben = await world.person("Ada"), await world.person("Ben")
    now, today = world.clock.at, world.clock.at.date()
    async with world.store.transaction(now) as store:
        made = Campaign(
            "c", ORG, THEME, today, today, ben.id, reviewers=(ada.id, ben.id), spot=Spot(PLACE, "wins"),
            close_at=now + timedelta(days=1),
        )  # fmt: skip
        await store.keep_campaign(made)
    ada_now, ben_now = await ada.me(), await ben.me()
    async with world.store.transaction(now) as store:
        await merge(store, await store.organisation(ORG), ada_now, ben_now, now)
        await join_campaigns(store, ORG, ada.id, ben.id)
        kept = await store.campaign(ORG, "c")
    assert kept is not None and (kept.reviewers, kept.made_by) == ((ada.id,), ada.id)
