"""`comments`: whoever sees an initiative says something about it, and those it concerns hear of it together."""

from __future__ import annotations

from handlers import refusals
from handlers.answers import Answers
from handlers.comment_cards import CARDS, TOO_LONG, initiative_of
from handlers.commenting import COMMENT, KEPT, LIST, READING, REMOVED, TAKEN_OUT, end, keep, shown_beside
from handlers.comments_shown import is_kept_back
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Role,
    Tell,
    Turn,
    only,
)
from handlers.facts import title
from handlers.replies import instead
from handlers.subjects import INITIATIVE, ONESELF, STORY
from handlers.ui import Args, Form, LongText
from handlers.words import Channel, Words, say
from initiatives.comments import MOST, Comment, Gone
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken
from initiatives.wins import Story, StoryState
from storage.records import To


async def form(look: Look, initiative: Initiative, _about: Args) -> Form:
    return _form(await _named(look, initiative, say("Those who see {title} read it.", title=title(initiative))))


async def form_on_story(look: Look, story: Story, _about: Args) -> Form:
    where = story.spot.channel if story.spot else ""
    public = say("It stands in the thread of the story in {where}, with your name.", where=Channel(where))
    return _form(await _named(look, await initiative_of(look, story.initiative), public))


async def form_on_lesson(look: Look, _person: Person, about: Args) -> Form:
    lesson = await look.store.lesson(look.org, about.get("lesson", ""))
    public = say("Its owner and whoever has commented hear of it, with your name.")
    return _form(await _named(look, await initiative_of(look, lesson.initiative if lesson else ""), public))


def _form(intro: Words) -> Form:
    asked = LongText(name="comment", label=say("Your comment"), most=MOST)
    return Form(say("Comment"), say("Keep the comment"), (asked,), intro=intro)


async def _named(look: Look, initiative: Initiative | None, public: Words) -> Words:
    if initiative is not None and await is_kept_back(look, initiative):
        return say("Only those who may read whose proposal it is read your name beside it.")
    return public


async def written(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    return await _kept(turn, initiative, answers.text("comment"))


async def written_on_story(turn: Turn, story: Story, answers: Answers, _about: Args) -> Reply:
    return await _on_story(turn, story, answers.text("comment"))


async def written_on_lesson(turn: Turn, _person: Person, answers: Answers, about: Args) -> Reply:
    return await _on_lesson(turn, about, answers.text("comment"))


async def said(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """Typed in the thread of a card about the initiative."""
    return await _kept(turn, initiative, about["said"])


async def said_of_story(turn: Turn, story: Story, about: Args) -> Reply:
    return await _on_story(turn, story, about["said"])


async def said_of_lesson(turn: Turn, _person: Person, about: Args) -> Reply:
    return await _on_lesson(turn, about, about["said"])


async def _on_story(turn: Turn, story: Story, text: str) -> Reply:
    initiative = await initiative_of(turn, story.initiative)
    if story.state is not StoryState.POSTED or initiative is None:
        raise RuleBroken("", Rule.NOT_TAKEN_BACK)
    return await _kept(turn, initiative, text, story=story.id)


async def _on_lesson(turn: Turn, about: Args, text: str) -> Reply:
    lesson = await turn.store.lesson(turn.org, about.get("lesson", ""))
    initiative = await initiative_of(turn, lesson.initiative if lesson else "")
    if lesson is None or initiative is None:
        return Tell(Card("refused", {"reason": refusals.GONE}))
    return await _kept(turn, initiative, text, lesson=lesson.id)


async def _kept(turn: Turn, initiative: Initiative, text: str, *, story: str = "", lesson: str = "") -> Reply:
    if len(text.strip()) > MOST:
        return Tell(Card(TOO_LONG))
    comment = await keep(turn, initiative, text.strip(), story=story, lesson=lesson)
    return Tell(Card(KEPT, {"comment": comment.id}), also=await shown_beside(turn, initiative, comment))


async def show(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The newest, or other ones in the place of those that are shown."""
    if "last" not in about:
        return Tell(Card(LIST, {"initiative": initiative.id}, subject=initiative.id))
    return await instead(turn, Card(LIST, {"initiative": initiative.id, "last": about["last"]}))


async def take_back(turn: Turn, comment: Comment, _about: Args) -> Reply:
    return Tell(Card(TAKEN_OUT, {"comment": comment.id}), also=await end(turn, comment, Gone.TAKEN_BACK))


async def remove(turn: Turn, comment: Comment, _about: Args) -> Reply:
    """Whoever wrote it hears that it is gone."""
    also = await end(turn, comment, Gone.REMOVED)
    if comment.gone is None and comment.by != turn.person.id:
        told = Card(REMOVED, {"comment": comment.id}, subject=comment.id)
        also = (*also, Post(To(person=comment.by), told, key=f"{REMOVED}.{comment.id}"))
    return Tell(Card(TAKEN_OUT, {"comment": comment.id}), also=also)


CONVERSATION = Conversation(
    name="comments",
    help=None,
    flows=(
        Flow("write", INITIATIVE, READING, form, written),
        Flow("on_story", STORY, EVERYBODY, form_on_story, written_on_story),
        Flow("on_lesson", ONESELF, EVERYBODY, form_on_lesson, written_on_lesson),
    ),
    actions=(
        Action("show", INITIATIVE, READING, show),
        Action("said", INITIATIVE, READING, said),
        Action("said_of_story", STORY, EVERYBODY, said_of_story),
        Action("said_of_lesson", ONESELF, EVERYBODY, said_of_lesson),
        Action("take_back", COMMENT, only(Role.DRAFTER), take_back),
        Action("remove", COMMENT, only(Role.ADMIN), remove),
    ),
    cards=CARDS,
)
