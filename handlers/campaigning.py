"""Campaigns beside a proposal: their questions, what was answered, who answers it; and their line in the digest."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.conversation import Also, Look, Seeing, Turn
from handlers.ui import Args, Block, Choice, Fields, Input, Note, OnlyIf, Option, ShortText
from handlers.words import Bold, Day, Text, Typed, say, say_n
from initiatives.calendar import local_day
from initiatives.campaigns import Campaign, Entry, Extra
from initiatives.initiative import Initiative
from storage.port import Transaction

CHOICE = "campaign"
NONE = "none"


async def open_now(look: Look) -> list[Campaign]:
    """Those for which something can be proposed today, the first to end first."""
    today = local_day(look.now, look.organisation.zone)
    found = [one for one in await look.store.campaigns_standing(look.org) if one.is_open(today)]
    return sorted(found, key=lambda one: (one.last, one.first, one.id))


async def questions(look: Look, _about: Args) -> tuple[Input, ...]:
    """Which campaign it is for, while there is one, and what that one asks."""
    found = await open_now(look)
    if not found:
        return ()
    options = tuple(Option(one.id, Typed(one.theme)) for one in found)
    which = Choice(
        name=CHOICE,
        label=say("Is it for one of these campaigns?"),
        required=False,
        options=(*options, Option(NONE, say("No, for none of them"))),
    )
    return (which, *(_asked(one, extra) for one in found for extra in one.extras))


def _asked(campaign: Campaign, extra: Extra) -> Input:
    name, only_if = _name(campaign, extra), OnlyIf(CHOICE, (campaign.id,))
    if extra.choices:
        options = tuple(Option(choice, Typed(choice)) for choice in extra.choices)
        return Choice(name=name, label=Typed(extra.text), options=options, only_if=only_if)
    return ShortText(name=name, label=Typed(extra.text), most=200, only_if=only_if)


def _name(campaign: Campaign, extra: Extra) -> str:
    return f"{CHOICE}_{campaign.id}_{extra.key}"


async def joined(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> tuple[Initiative, Also]:
    """The proposal is noted under its campaign, with what was answered."""
    chosen = answers.text(CHOICE)
    for campaign in await open_now(turn):
        if campaign.id == chosen:
            said = tuple((extra.text, answers.text(_name(campaign, extra))) for extra in campaign.extras)
            await turn.store.keep_entry(Entry(initiative.id, turn.org, campaign.id, said))
    return initiative, ()


async def shown(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """For which campaign it is, and what was answered to its questions."""
    entry = await see.store.entry(see.org, initiative.id)
    campaign = await see.store.campaign(see.org, entry.campaign) if entry is not None else None
    if entry is None or campaign is None:
        return ()
    line = Note(say("Proposed for the campaign {theme}.", theme=Bold(campaign.theme)))
    pairs: tuple[tuple[Text, Text], ...] = tuple((Typed(asked), Typed(said)) for asked, said in entry.said)
    return (line, Fields(pairs)) if pairs else (line,)


async def in_digest(see: Seeing) -> tuple[Block, ...]:
    """A line for each campaign that goes on."""
    return tuple([Note(await _going_on(see, one)) for one in await open_now(see)])


async def _going_on(see: Seeing, campaign: Campaign) -> Text:
    return say_n(
        "Campaign until {day}: {theme}. {n} proposal so far.",
        "Campaign until {day}: {theme}. {n} proposals so far.",
        len(await see.store.entries_of(see.org, campaign.id)),
        theme=Bold(campaign.theme),
        day=Day(campaign.last),
    )


async def join_campaigns(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Where the one who goes answered a campaign's proposals, the one who stays does."""
    for campaign in await store.campaigns(organisation):
        if goes in (campaign.made_by, *campaign.reviewers):
            now = tuple(dict.fromkeys(stays if one == goes else one for one in campaign.reviewers))
            made_by = stays if campaign.made_by == goes else campaign.made_by
            await store.keep_campaign(replace(campaign, reviewers=now, made_by=made_by))
