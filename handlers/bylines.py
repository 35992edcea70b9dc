"""Whose proposal it is, and who may read that: written down for somebody else, named to some, or named to nobody."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.conversation import Also, Card, Change, Look, Post, Role, Seeing, Turn, only
from handlers.facts import name_of
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Choice, Input, Note, Option, PersonPick
from handlers.words import Bold, Words, say
from initiatives.byline import Byline, Named
from initiatives.initiative import Initiative
from storage.port import Transaction
from storage.records import To

TOLD = "byline.told"
REVIEWERS = only(Role.REVIEWER)
NAMES = ("whose", "named")
"""Of its questions."""


async def asked(_look: Look, _about: Args) -> tuple[Input, ...]:
    """For whom it is, and who may read that, beside the words of the proposal."""
    whose = say("Leave it empty when it is yours. They hear of it and can take it back.")
    named = say("Leave it empty to be named to everybody. You can show your name later, by one tap.")
    return (
        PersonPick(name=NAMES[0], label=say("For whom do you propose it?"), hint=whose, required=False, aside=True),
        Choice(
            name=NAMES[1],
            label=say("Without your name?"),
            hint=named,
            required=False,
            aside=True,
            options=(
                Option(Named.REVIEWERS, say("Only those who answer it read my name")),
                Option(Named.NOBODY, say("Nobody reads my name")),
            ),
        ),
    )


async def signed(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> tuple[Initiative, Also]:
    """The proposal as whose it is; whoever it was written down for hears of it."""
    named = Named(answers.text(NAMES[1]) or Named.EVERYBODY)
    person = await turn.store.person(turn.org, answers.text(NAMES[0]) or turn.person.id)
    if person is None or person.id == turn.person.id:
        if named is not Named.EVERYBODY:
            await turn.store.keep_byline(Byline(initiative.id, turn.org, named=named))
        return initiative, ()
    await turn.store.keep_byline(Byline(initiative.id, turn.org, writer=turn.person.id, named=named))
    told = Card(TOLD, {"initiative": initiative.id}, subject=initiative.id)
    post = Post(To(person=person.id, workspace=turn.where.workspace), told)
    return replace(initiative, proposer=person.id, team=person.team), (post,)


async def may_read_names(look: Look, initiative: Initiative) -> bool:
    """Whether whoever looks may read who proposed it and who wrote it down."""
    byline = await look.store.byline(look.org, initiative.id)
    if byline is None or byline.named is Named.EVERYBODY:
        return True
    if look.person is None:
        return False
    concerned = look.person.id in (initiative.proposer, byline.writer)
    reviews = look.person.id in initiative.reviewers or await INITIATIVE.holds(look, initiative, REVIEWERS)
    return byline.is_open_to(concerned=concerned, reviews=reviews)


async def name_in(look: Look, initiative: Initiative | None, person: str) -> Bold:
    """The name of somebody who has a part in a proposal; “somebody” where it would say who is not to be named."""
    if initiative is None or not person:
        return await name_of(look, person)
    byline = await look.store.byline(look.org, initiative.id)
    kept_back = byline is not None and person in (initiative.proposer, byline.writer)
    if kept_back and not await may_read_names(look, initiative):
        return await name_of(look, "")
    return await name_of(look, person)


async def likely_owner(look: Look, initiative: Initiative) -> str:
    """Who is filled in as its owner: its proposer, for those who may read the name."""
    return initiative.proposer if await may_read_names(look, initiative) else ""


async def written(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """Who wrote it down and what is kept back, for those who answer it."""
    byline = await see.store.byline(see.org, initiative.id)
    if byline is None:
        return ()
    kept_back = kept_back_from(byline)
    secret = (Note(kept_back),) if kept_back is not None else ()
    if not byline.writer or not await may_read_names(see, initiative):
        return secret
    return (Note(say("Written down by {name}.", name=await name_of(see, byline.writer))), *secret)


async def whose(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """What is read by whoever put it in."""
    byline = await see.store.byline(see.org, initiative.id)
    if byline is None or not byline.writer:
        return await unnamed(see, initiative)
    name = await name_in(see, initiative, initiative.proposer)
    theirs = Note(say("It is the proposal of {name}, who hears of it and gets the answer.", name=name))
    kept_back = kept_back_from(byline)
    return (theirs, Note(kept_back)) if kept_back is not None else (theirs,)


async def unnamed(look: Look, initiative: Initiative) -> tuple[Block, ...]:
    """For its proposer while others may not read the name: who may, and the one tap that shows it."""
    byline = await look.store.byline(look.org, initiative.id)
    kept_back = kept_back_from(byline) if byline is not None else None
    if kept_back is None or look.person is None or look.person.id != initiative.proposer:
        return ()
    return (Note(kept_back), Buttons((Button(say("Show my name"), "byline.reveal", {"initiative": initiative.id}),)))


def kept_back_from(byline: Byline) -> Words | None:
    """Who may read whose it is; None when everybody may."""
    if byline.named is Named.REVIEWERS:
        return say("Only those who answer it read who proposed it.")
    if byline.named is Named.NOBODY:
        return say("Nobody reads who proposed it. Questions and the answer reach them all the same.")
    return None


async def told_again(store: Transaction, initiative: Initiative) -> Also:
    """What told its proposer of it, drawn again as it stands now."""
    rows = await store.deliveries_about(initiative.organisation, TOLD, initiative.id)
    return tuple(Change(row.id, Card(TOLD, dict(row.about), subject=row.subject)) for row in rows)


async def join_bylines(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Two people who turn out to be one: what either wrote down was written by the one who stays."""
    for byline in [one for who in (stays, goes) for one in await store.written_down_by(organisation, who)]:
        initiative = await store.initiative(organisation, byline.id)
        joined = byline.with_one_person(stays, goes, initiative.proposer if initiative else "")
        if joined != byline:
            await store.keep_byline(joined)
