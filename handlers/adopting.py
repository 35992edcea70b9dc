"""Taking a win over: the new initiative remembers where it came from, and the owner of the win hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.answers import Answers
from handlers.conversation import Also, Card, Change, Post, Turn
from handlers.ui import Args
from initiatives.initiative import Initiative
from initiatives.wins import Adoption, Story, StoryState
from storage.records import To


async def from_story(turn: Turn, initiative: Initiative, _answers: Answers, about: Args) -> tuple[Initiative, Also]:
    """The initiative linked to the win it takes over, the adoption stored; unchanged when it comes from no story."""
    story = await turn.store.story(turn.org, about["story"]) if about.get("story") else None
    if story is None:
        return initiative, ()
    adoption = Adoption(
        turn.new_id(), turn.org, story.id, story.initiative, initiative.id, turn.person.team, turn.person.id, turn.now
    )
    await turn.store.add_adoption(adoption)
    told = Post(To(person=story.owner), Card("story.wanted", {"story": story.id, "initiative": initiative.id}))
    mine = () if story.owner == turn.person.id else (told,)
    return replace(initiative, adopted_from=story.initiative), (*mine, *_counted(story))


def _counted(story: Story) -> Also:
    """The story in its channel says how many teams have taken it over."""
    shown = Card("story.posted", {"story": story.id}, subject=story.id)
    return (Change(story.delivery, shown),) if story.state is StoryState.POSTED and story.delivery else ()


def teams(adoptions: Iterable[Adoption], origins: Mapping[str, Initiative]) -> int:
    """How many took a win over: teams, and people of no team each for themselves, but never those whose win it is."""
    return len({(one.origin, one.team or one.by) for one in adoptions if not _own(one, origins.get(one.origin))})


def _own(adoption: Adoption, origin: Initiative | None) -> bool:
    if origin is None:
        return False
    return adoption.by == origin.owner or (bool(adoption.team) and adoption.team == origin.team)
