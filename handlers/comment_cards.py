"""The cards about comments: what its writer reads, the list of them, the thread of a story, and what tells of new ones."""

from __future__ import annotations

from handlers.commenting import (
    IN_THREAD,
    KEPT,
    LIST,
    NEWS,
    READING,
    REMOVED,
    TAKEN_OUT,
    for_reader,
    said_to,
    since,
)
from handlers.comments_shown import SHOWN, one, several, write
from handlers.conversation import Look, Seeing, card
from handlers.facts import more, title
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Heading, Message, Note, Para
from handlers.why import why
from handlers.words import say, say_n
from initiatives.comments import MOST, Comment, Gone
from initiatives.initiative import Initiative

TOO_LONG = "comments.too_long"
OPENS = {
    "comments.said": "comments.write",
    "comments.said_of_story": "comments.on_story",
    "comments.said_of_lesson": "comments.on_lesson",
}
"""The form for what may be typed as well."""


async def initiative_of(look: Look, initiative: str) -> Initiative | None:
    return await look.store.initiative(look.org, initiative) if initiative else None


async def _of(see: Seeing, about: Args) -> tuple[Comment, Initiative]:
    comment = await see.store.comment(see.org, about["comment"])
    initiative = await initiative_of(see, comment.initiative if comment else "")
    if comment is None or initiative is None:
        raise LookupError(about["comment"])
    return comment, initiative


@card(KEPT)
async def kept(see: Seeing, about: Args) -> Message:
    comment, initiative = await _of(see, about)
    if comment.gone is not None:
        return await _gone(see, comment, initiative)
    text = say("Your comment on {title} is kept, and those it concerns hear of it.", title=title(initiative))
    button = Button(say("Take the comment back"), "comments.take_back", {"comment": comment.id})
    return Message(text, (Para(text), Buttons((button,))))


@card(TAKEN_OUT)
async def gone(see: Seeing, about: Args) -> Message:
    return await _gone(see, *await _of(see, about))


async def _gone(see: Seeing, comment: Comment, initiative: Initiative) -> Message:
    """What was typed in a channel stays there: only whoever typed it can delete it."""
    if comment.gone is Gone.REMOVED:
        text = say("The comment on {title} is removed.", title=title(initiative))
        return Message(text, (Para(text),))
    text = say("Your comment on {title} is taken back.", title=title(initiative))
    shown = await see.store.deliveries_about(see.org, IN_THREAD, comment.id) if comment.story else []
    typed = (Note(say("What you typed in the thread yourself stays there until you delete it.")),)
    return Message(text, (Para(text), *(typed if comment.story and not shown else ())))


@card(TOO_LONG)
async def too_long(_see: Seeing, _about: Args) -> Message:
    text = say("A comment has room for {most} characters. Nothing is kept; write it shorter, or in two.", most=MOST)
    return Message(text, (Para(text),))


@card(REMOVED)
async def removed(see: Seeing, about: Args) -> Message:
    """What its writer reads when an admin took a comment out."""
    _, initiative = await _of(see, about)
    text = say("Your comment on {title} was removed by an admin.", title=title(initiative))
    return Message(text, (Para(text),))


@card(IN_THREAD)
async def in_thread(see: Seeing, about: Args) -> Message:
    """In the thread of a story: what was written by a form or in somebody's own chat."""
    comment, initiative = await _of(see, about)
    summary = say("A comment on {title}", title=title(initiative))
    return Message(summary, await one(see, initiative, comment))


async def _reads(see: Seeing, about: Args) -> bool:
    initiative = await initiative_of(see, about["initiative"])
    return initiative is not None and await INITIATIVE.holds(see, initiative, READING)


@card(LIST, seen_by=_reads)
async def listed(see: Seeing, about: Args) -> Message:
    """Newest first, page by page; one's own can be taken back."""
    initiative = await initiative_of(see, about["initiative"])
    assert initiative is not None  # noqa: S101 who may read it has looked
    talk = await see.store.talk(see.org, initiative.id)
    newest = talk.last if talk is not None else 0
    last = _number(about.get("last", ""), newest)
    found = await see.store.comments(see.org, initiative.id, last, SHOWN)
    text = say("Comments on {title}", title=title(initiative))
    blocks: list[Block] = [Heading(text)]
    blocks += [] if found else [Para(say("Nobody has commented yet."))]
    for comment in found:
        blocks += [*await one(see, initiative, comment), *_ending(see, comment)]
    left = last - len(found)
    blocks += [Note(more(left))] if left else []
    return Message(text, (*blocks, Buttons((write(initiative), *_turns(initiative, last, newest)))))


def _number(typed: str, newest: int) -> int:
    asked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else newest
    return max(min(asked, newest), min(newest, 1))


def _turns(initiative: Initiative, last: int, newest: int) -> tuple[Button, ...]:
    here = {"initiative": initiative.id}
    earlier = Button(say("Earlier ones"), "comments.show", {**here, "last": str(last - SHOWN)})
    later = Button(say("Newer ones"), "comments.show", {**here, "last": str(last + SHOWN)})
    return (*((earlier,) if last > SHOWN else ()), *((later,) if last < newest else ()))


def _ending(see: Seeing, comment: Comment) -> tuple[Block, ...]:
    if comment.gone is not None or see.person is None:
        return ()
    here = {"comment": comment.id}
    if comment.by == see.person.id:
        return (Buttons((Button(say("Take the comment back"), "comments.take_back", here),)),)
    return (Buttons((Button(say("Remove the comment"), "comments.remove", here),)),) if see.person.admin else ()


async def _untold(see: Seeing, about: Args) -> list[Comment]:
    """What a message tells, newest first: up to the moment it went out, and by now where it has not."""
    initiative = await initiative_of(see, about["initiative"])
    talk = await see.store.talk(see.org, about["initiative"])
    if initiative is None or talk is None or see.person is None:
        return []
    found = await since(see.store, talk, int(about["new_from"]))
    row = await see.store.delivery(see.org, see.delivery) if see.delivery else None
    until = row.sent_at if row is not None and row.sent_at is not None else see.now
    new = [each for each in found if each.at <= until]
    return for_reader(initiative, see.person, new)


async def _hears(see: Seeing, about: Args) -> bool:
    """What was taken back before the message went out is told to nobody."""
    row = await see.store.delivery(see.org, see.delivery) if see.delivery else None
    return (row is not None and bool(row.message)) or bool(await _untold(see, about))


@card(NEWS, seen_by=_hears, by_itself=True)
async def news(see: Seeing, about: Args) -> Message:
    """Everything that was said since somebody was told last."""
    initiative = await initiative_of(see, about["initiative"])
    assert initiative is not None  # noqa: S101 initiatives are never removed
    found = await _untold(see, about)
    text = say_n("{n} comment on {title}", "{n} comments on {title}", len(found), title=title(initiative))
    reason = say("You get this because it is yours, or because you commented on it.")
    blocks: list[Block] = [Heading(text), *await several(see, initiative, found[:SHOWN])]
    if not found:
        blocks.append(Para(say("What was said here is taken back.")))
    blocks += [Note(more(len(found) - SHOWN))] if len(found) > SHOWN else []
    return Message(text, (*blocks, *await _ways_on(see, initiative, about), *why(reason)))


async def _ways_on(see: Seeing, initiative: Initiative, about: Args) -> tuple[Block, ...]:
    here = {name: about[name] for name in ("initiative", "story", "lesson") if about.get(name)}
    reply = Button(say("Reply"), OPENS[said_to(about)], here, "primary")
    opened = Button(say("Show the comments"), "comments.show", {"initiative": initiative.id})
    reads = await INITIATIVE.holds(see, initiative, READING)
    public = (Note(say("What you reply stands in the thread of the story, too.")),) if about.get("story") else ()
    typed = Note(say("A reply in this thread is a comment as well."), in_thread=True)
    return (Buttons((reply, opened) if reads else (reply,)), *public, typed)


CARDS = (kept, gone, too_long, removed, in_thread, listed, news)
