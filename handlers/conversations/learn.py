"""`learn`: short cards by topic; whoever has read one says so, and admins see how many have."""

from __future__ import annotations

from handlers.conversation import EVERYBODY, Action, Card, Conversation, Reply, Seeing, Turn, card
from handlers.replies import instead
from handlers.subjects import ONESELF
from handlers.teaching import LESSONS, title_of
from handlers.ui import Args, Block, Button, Buttons, Heading, Message, Note, Para
from handlers.words import Words, say, say_n
from initiatives.learning import FEWEST, Learnt, Topic, learnt_id
from initiatives.people import Person


async def show(turn: Turn, _person: Person, _about: Args) -> Reply:
    return await instead(turn, Card("learn.list"))


async def one(turn: Turn, _person: Person, about: Args) -> Reply:
    return await instead(turn, Card("learn.one", {"topic": _topic(about).value}))


async def done(turn: Turn, person: Person, about: Args) -> Reply:
    """Noted once; a second press changes nothing."""
    topic = _topic(about)
    if await turn.store.has_learnt(turn.org, person.id, topic) is None:
        await turn.store.keep_learnt(Learnt(learnt_id(person.id, topic), turn.org, person.id, topic, turn.now))
    return await instead(turn, Card("learn.one", {"topic": topic.value}))


def _topic(about: Args) -> Topic:
    """The first one where none is named."""
    named = about.get("topic", "")
    return Topic(named) if named in set(Topic) else next(iter(Topic))


@card("learn.list")
async def listed(see: Seeing, _about: Args) -> Message:
    """A button for every topic, and which the reader has read; admins read the counts."""
    text = say("Short cards: a minute each")
    mine = see.person.id if see.person is not None else ""
    known = {each.topic for each in await see.store.learnt_by(see.org, mine)}
    read = [Para(say("{title} (you have read it)", title=title_of(topic))) for topic in Topic if topic in known]
    blocks: list[Block] = [Heading(text), *read]
    if see.person is not None and see.person.admin:
        blocks += [Note(await _count(see, topic)) for topic in Topic]
    buttons = tuple(
        Button(say("Read: {title}", title=title_of(topic)), "learn.one", {"topic": topic.value}) for topic in Topic
    )
    return Message(text, (*blocks, Buttons(buttons)))


async def _count(see: Seeing, topic: Topic) -> Words:
    """How many have read it; a few are not counted, so that nobody is named by it."""
    n = len(await see.store.readers_of(see.org, topic))
    if n < FEWEST:
        return say("{title}: read by fewer than {n}", title=title_of(topic), n=FEWEST)
    return say_n("{title}: read by {n} person", "{title}: read by {n} people", n, title=title_of(topic))


@card("learn.one")
async def one_card(see: Seeing, about: Args) -> Message:
    """One topic's card."""
    topic = _topic(about)
    title, said = LESSONS[topic]
    known = await see.store.has_learnt(see.org, see.person.id, topic) if see.person is not None else None
    blocks: list[Block] = [Heading(title), *(Para(each) for each in said)]
    blocks += [Note(say("You have read it."))] if known is not None else []
    read = (
        () if known is not None else (Button(say("I have read it"), "learn.done", {"topic": topic.value}, "primary"),)
    )
    return Message(title, (*blocks, Buttons((*read, Button(say("All cards"), "learn.show")))))


CONVERSATION = Conversation(
    name="learn",
    help=say("Read short cards on working with AI"),
    start="show",
    words=("apprendre",),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("one", ONESELF, EVERYBODY, one),
        Action("done", ONESELF, EVERYBODY, done),
    ),
    cards=(listed, one_card),
)
