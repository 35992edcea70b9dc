"""How comments are shown: one by one with who wrote them, the newest beside an initiative, and the way to write one."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.bylines import name_in
from handlers.commenting import READING
from handlers.conversation import Look, Seeing
from handlers.facts import more
from handlers.subjects import INITIATIVE
from handlers.ui import Block, Button, Buttons, Heading, Note, Para, Quote
from handlers.words import Bold, Moment, Typed, say, say_n
from initiatives.byline import Named
from initiatives.comments import Comment, Gone, Talk
from initiatives.initiative import Initiative
from initiatives.wins import Story

SHOWN = 5
"""How many comments stand beside an initiative, on one page of them, and in one message that tells of them."""


async def written_by(look: Look, initiative: Initiative, comment: Comment) -> Bold:
    """Whoever wrote it, as far as the reader may know; whoever told a story writes to it under the same name."""
    story = await look.store.story(look.org, comment.story) if comment.story else None
    if story is not None and story.owner == comment.by and story.shown_as:
        return Bold(story.shown_as)
    return await name_in(look, initiative, comment.by)


async def is_kept_back(look: Look, initiative: Initiative) -> bool:
    """Whether the reader's own name stands on no comment of theirs, because it does not stand on the proposal."""
    byline = await look.store.byline(look.org, initiative.id)
    if byline is None or byline.named is Named.EVERYBODY or look.person is None:
        return False
    return look.person.id in (initiative.proposer, byline.writer)


async def one(look: Look, initiative: Initiative, comment: Comment) -> tuple[Block, ...]:
    if comment.gone is Gone.REMOVED:
        return (Note(say("A comment was removed.")),)
    name = await written_by(look, initiative, comment)
    if comment.gone is Gone.TAKEN_BACK:
        return (Note(say("{name} has taken a comment back.", name=name)),)
    return (Para(say("{name}, {when}:", name=name, when=Moment(comment.at))), Quote(Typed(comment.text)))


async def several(look: Look, initiative: Initiative, comments: Sequence[Comment]) -> tuple[Block, ...]:
    return tuple([block for comment in comments for block in await one(look, initiative, comment)])


def write(initiative: Initiative) -> Button:
    return Button(say("Comment"), "comments.write", {"initiative": initiative.id})


def read(initiative: Initiative) -> Button:
    return Button(say("Show the comments"), "comments.show", {"initiative": initiative.id})


async def newest(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """The newest comments on an initiative's own card, and the way to the others."""
    talk = await _talk(see, initiative)
    if not talk.last:
        return ()
    found = await see.store.comments(see.org, initiative.id, talk.last, SHOWN)
    rest = (Note(more(talk.last - len(found))),) if talk.last > len(found) else ()
    return (Heading(say("Comments")), *await several(see, initiative, found), *rest, Buttons((read(initiative),)))


async def counted(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """How many there are, for those who answer a proposal."""
    talk = await _talk(see, initiative)
    if not talk.count:
        return ()
    return (Note(say_n("{n} comment", "{n} comments", talk.count)), Buttons((read(initiative),)))


def beside(story: Story, button: Button) -> tuple[Block, ...]:
    """What everybody can do about a story in its channel, a comment included."""
    comment = Button(say("Comment"), "comments.on_story", {"story": story.id})
    return (Buttons((button, comment)), Note(say("A reply to this post that mentions Quickwin is a comment, too.")))


async def reviewers_may(_see: Seeing, initiative: Initiative) -> tuple[Button, ...]:
    return (write(initiative),)


async def ways(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """How many there are, and the ways to read and write them, for whoever may."""
    if not await INITIATIVE.holds(see, initiative, READING):
        return ()
    talk = await _talk(see, initiative)
    if not talk.count:
        return (Buttons((write(initiative),)),)
    return (
        Note(say_n("{n} comment", "{n} comments", talk.count)),
        Buttons((write(initiative), read(initiative))),
    )


async def _talk(see: Seeing, initiative: Initiative) -> Talk:
    return await see.store.talk(see.org, initiative.id) or Talk(initiative.id, see.org)
