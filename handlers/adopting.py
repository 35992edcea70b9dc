"""Taking a win over: the new initiative remembers where it came from, and the owner of the win hears of it."""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation import Also, Card, Post, Turn
from initiatives.initiative import Initiative
from initiatives.wins import Adoption
from storage.records import To


async def adopted(turn: Turn, story_id: str, initiative: Initiative) -> tuple[Initiative, Also]:
    """The initiative linked to the win it takes over, the adoption stored; unchanged when it comes from no story."""
    story = await turn.store.story(turn.org, story_id) if story_id else None
    if story is None:
        return initiative, ()
    adoption = Adoption(
        turn.new_id(), turn.org, story.id, story.initiative, initiative.id, turn.person.team, turn.person.id, turn.now
    )
    await turn.store.add_adoption(adoption)
    told = Post(To(person=story.owner), Card("story.wanted", {"story": story.id, "initiative": initiative.id}))
    mine = () if story.owner == turn.person.id else (told,)
    return replace(initiative, adopted_from=story.initiative), mine
