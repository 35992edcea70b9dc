"""What stands around an initiative in the gallery: who wrote it down for whom, with whom it is shared, and what help it looks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from initiatives.byline import Byline, Named
from initiatives.comments import Comment, Talk, comment_id
from initiatives.help_wanted import HelpAsked, HelpWanted, help_id
from initiatives.initiative import declined
from initiatives.skills import Skills
from storage.port import Transaction
from tests.world import ORG, World


async def written_down(world: World, initiative: str, writer: str, *, taken_back: bool) -> None:
    """The proposal was put into words by somebody else, and perhaps taken back by its proposer."""
    now = world.clock.at
    async with world.store.transaction(now) as store:
        await store.keep_byline(Byline(initiative, ORG, writer=writer, named=Named.REVIEWERS))
        found = await store.initiative(ORG, initiative)
        assert found is not None
        if taken_back:
            await store.change_initiative(declined(found, by=found.proposer, why="Not before May", at=now))


async def shared(world: World, initiative: str, person: str) -> None:
    """Somebody owns it too."""
    async with world.store.transaction(world.clock.at) as store:
        found = await store.initiative(ORG, initiative)
        assert found is not None
        await store.change_initiative(replace(found, co_owners=(person,)))


async def looking_for_help(world: World, initiative: str, asked: str, typed: str) -> None:
    """It looks for help: somebody was asked, and somebody else offers it."""
    now, text = world.clock.at, typed[:200] or "SAP exports"
    omar = await world.person("Omar")
    async with world.store.transaction(now) as store:
        await store.keep_help_wanted(HelpWanted(initiative, ORG, text, now))
        await store.keep_help_asked(HelpAsked(help_id(initiative, asked), ORG, initiative, asked, now))
        await store.keep_skills(Skills(omar.id, ORG, text))


async def commented(
    store: Transaction, initiative: str, ada: str, grace: str, story: str, typed: str, at: datetime
) -> None:
    """Grace has asked something about the initiative, and Ada has answered under its story."""
    said = ((grace, "Does it read scans, too?", ""), (ada, "Most of them; handwriting has to be typed in", story))
    for number, (by, text, where) in enumerate(said, start=1):
        words = typed[:1000] or text
        await store.keep_comment(
            Comment(comment_id(initiative, number), ORG, initiative, number, by, words, at, story=where)
        )
    await store.keep_talk(Talk(initiative, ORG, 2, 2, (ada, grace)))
