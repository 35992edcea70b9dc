"""Help that a proposal or an initiative looks for: said beside it, put to people who offer such help, answered by them."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.conversation import Also, Card, Look, Post, Role, Turn, only
from handlers.offers import LOOKED_AT, offering
from handlers.proposal import Part
from handlers.silences import still_here
from handlers.ui import Args, Input, ShortText
from handlers.unasked import say_unasked
from handlers.words import say
from initiatives.help_wanted import (
    HelpAsked,
    HelpState,
    HelpWanted,
    answered,
    help_id,
    may_ask,
)
from initiatives.initiative import Initiative
from initiatives.rules import Rule, RuleBroken
from initiatives.similar import is_ones_own, is_open
from storage.port import Transaction
from storage.records import To

NAME = "help_wanted"
"""Of its question."""
ASKED, ANSWERED = "help_wanted.asked", "help_wanted.answered"
ASKING = only(Role.PROPOSER, Role.OWNER)
NAMED = 3
"""How many people are suggested at once."""


def question(default: str = "", *, aside: bool = False) -> Input:
    hint = say("For example: SAP exports. People who offer such help are shown to you, and you ask them or not.")
    label = say("Is there help you look for?")
    return ShortText(name=NAME, label=label, hint=hint, required=False, default=default, most=200, aside=aside)


async def _asked(_look: Look, _about: Args) -> tuple[Input, ...]:
    return (question(aside=True),)


async def _into(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> tuple[Initiative, Also]:
    await look_for(turn, initiative.id, answers.text(NAME))
    return initiative, ()


PART = Part(_into, _asked)


async def look_for(turn: Turn, initiative: str, text: str) -> None:
    """Found by others from now on; nothing written ends it."""
    wanted = HelpWanted(initiative, turn.org, text.strip(), turn.now)
    if wanted.text:
        await turn.store.keep_help_wanted(wanted)
    else:
        await turn.store.drop_help_wanted(wanted)


def answers_for(initiative: Initiative) -> str:
    """Who looks for the help: its owner, of a proposal its proposer."""
    return initiative.owner or initiative.proposer


async def candidates(look: Look, initiative: Initiative, wanted: HelpWanted) -> list[str]:
    """People who offer such help, nearest first: none whose it is, none who was asked."""
    asked = {one.person for one in await look.store.asked_to_help(look.org, initiative.id)}
    known = await offering(look, wanted.text, LOOKED_AT)
    byline = await look.store.byline(look.org, initiative.id)
    theirs = {*initiative.co_owners, byline.writer if byline else ""}
    others = [one for one in known if not is_ones_own(initiative, one) and one not in asked | theirs]
    here = await still_here(look.store, look.organisation, tuple(others))
    return [person.id for person in here][:NAMED]


async def ask(turn: Turn, initiative: Initiative, person: str) -> None:
    """One of those who offer such help is asked, in their working time and within their week's budget."""
    wanted = await turn.store.help_wanted(turn.org, initiative.id)
    asked = await turn.store.asked_to_help(turn.org, initiative.id)
    if wanted is None or not is_open(initiative) or not may_ask(asked, turn.now):
        raise RuleBroken("", Rule.WRONG_STAGE)
    if person not in await candidates(turn, initiative, wanted):
        return
    new = HelpAsked(help_id(initiative.id, person), turn.org, initiative.id, person, turn.now)
    await turn.store.keep_help_asked(new)
    shown = Card(ASKED, {"initiative": initiative.id, "person": person}, subject=new.id)
    post = Post(To(person=person), shown, key=f"help.{new.id}")
    await say_unasked(turn.store, person, turn.organisation, post, turn.now)


async def answer(turn: Turn, initiative: Initiative, state: HelpState) -> tuple[Post, ...]:
    """Whoever was asked says yes or not now; a later answer counts instead, and each is told once."""
    asked = await turn.store.help_asked(turn.org, help_id(initiative.id, turn.person.id))
    if asked is None or not is_open(initiative):
        raise RuleBroken("", Rule.WRONG_STAGE)
    await turn.store.keep_help_asked(answered(asked, state))
    return (_told(initiative, asked, state),)


async def offer(turn: Turn, initiative: Initiative) -> tuple[Post, ...]:
    """Somebody who was not asked offers to help with what is looked for."""
    wanted = await turn.store.help_wanted(turn.org, initiative.id)
    if wanted is None or not is_open(initiative) or is_ones_own(initiative, turn.person.id):
        raise RuleBroken("", Rule.WRONG_STAGE)
    key = help_id(initiative.id, turn.person.id)
    asked = await turn.store.help_asked(turn.org, key)
    fresh = HelpAsked(key, turn.org, initiative.id, turn.person.id, turn.now)
    await turn.store.keep_help_asked(answered(asked or fresh, HelpState.ACCEPTED))
    return (_told(initiative, fresh, HelpState.ACCEPTED),)


def _told(initiative: Initiative, asked: HelpAsked, state: HelpState) -> Post:
    about = {"initiative": initiative.id, "person": asked.person, "state": state.value}
    key = f"help.{asked.id}.{state}.{asked.at:%Y%m%d%H%M%S}"
    return Post(To(person=answers_for(initiative)), Card(ANSWERED, about), key=key)


async def join_help(store: Transaction, organisation: str, stays: str, goes: str) -> None:
    """Whom either of two was asked is asked of the one who stays, once."""
    for one in await store.help_asked_of(organisation, goes):
        await store.drop_help_asked(one)
        key = help_id(one.initiative, stays)
        if await store.help_asked(organisation, key) is None:
            await store.keep_help_asked(replace(one, id=key, person=stays))
