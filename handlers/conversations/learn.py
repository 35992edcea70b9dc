"""`learn`: short cards by topic and workshops to come; whoever has read a card says so, and admins see how many have."""

from __future__ import annotations

from dataclasses import replace

from handlers import own_cards, teaching, workshops
from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Conversation,
    Flow,
    Look,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.replies import instead
from handlers.subjects import NOTHING, ONESELF, OWN_CARD
from handlers.teaching import Shown
from handlers.turning import leaf, page_of
from handlers.ui import Args, Block, Button, Buttons, Form, Heading, Message, Note, Para, Quote
from handlers.words import Bold, Day, Text, Typed, Words, say, say_n
from handlers.workshop_shown import KEEPING, may
from initiatives.calendar import local_day
from initiatives.learning import FEWEST, Learnt, OwnCard, Topic, checked, learnt_id
from initiatives.people import Organisation, Person
from storage.counted import readers_of

SOONEST = 2
"""How many workshops stand above the cards."""


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    return await instead(turn, Card("learn.list", {name: about[name] for name in ("page",) if name in about}))


async def mine(turn: Turn, _person: Person, about: Args) -> Reply:
    return await instead(turn, Card("learn.mine", {name: about[name] for name in ("page",) if name in about}))


async def one(turn: Turn, _person: Person, about: Args) -> Reply:
    return await instead(turn, _card(about.get("topic", "")))


async def done(turn: Turn, person: Person, about: Args) -> Reply:
    """Noted once; a second press changes nothing."""
    shown = await teaching.card_named(turn, about.get("topic", ""))
    if shown is None:
        return await instead(turn, Card("learn.list"))
    if await turn.store.has_learnt(turn.org, person.id, shown.of) is None:
        await turn.store.keep_learnt(Learnt(learnt_id(person.id, shown.of), turn.org, person.id, shown.of, turn.now))
    return await instead(turn, _card(shown.of))


def _card(of: str) -> Card:
    return Card("learn.one", {"topic": of})


async def add_form(_look: Look, _organisation: Organisation, _about: Args) -> Form:
    return own_cards.form(say("A short card"), say("Add the card"), None)


async def add(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    return await _kept(turn, own_cards.answered(OwnCard(turn.new_id(), organisation.id, "", ()), answers))


async def change_form(_look: Look, own: OwnCard, _about: Args) -> Form:
    return own_cards.form(say("A short card"), say("Keep the changes"), own)


async def change(turn: Turn, own: OwnCard, answers: Answers, _about: Args) -> Reply:
    """Whoever has read it has read it; what it says now is there to be read again."""
    return await _kept(turn, own_cards.answered(own, answers))


async def _kept(turn: Turn, own: OwnCard) -> Reply:
    await turn.store.keep_own_card(checked(own, await turn.store.own_cards_offered(turn.org)))
    return Tell(_card(own.id))


async def take_away(turn: Turn, own: OwnCard, _about: Args) -> Reply:
    """Nobody is offered it any more; whoever has read it still finds it in their own list."""
    await turn.store.keep_own_card(replace(own, active=False))
    return await instead(turn, _card(own.id))


async def put_back(turn: Turn, own: OwnCard, _about: Args) -> Reply:
    others = await turn.store.own_cards_offered(turn.org)
    await turn.store.keep_own_card(checked(replace(own, active=True), others))
    return await instead(turn, _card(own.id))


@card("learn.list")
async def listed(see: Seeing, about: Args) -> Message:
    """A button for every card of the page, and which the reader has read; those who keep them read the counts."""
    text, keeps = say("Short cards: a minute each"), await may(see, KEEPING)
    known = {each.of for each in await _learnt(see)}
    shown, turns = leaf(await _cards(see, keeps=keeps), page_of(about), "learn.show", {})
    blocks: list[Block] = [*await _workshops(see), Heading(text)]
    blocks += [Para(say("{title} (you have read it)", title=each.title)) for each in shown if each.of in known]
    blocks += [Note(await _count(see, each)) for each in shown] if keeps else []
    reads = tuple(Button(say("Read: {title}", title=each.title), "learn.one", {"topic": each.of}) for each in shown)
    blocks.append(Buttons((*reads, *turns)))
    return Message(text, (*blocks, Buttons(tuple(_further(read=bool(known), keeps=keeps)))))


async def _learnt(see: Seeing) -> list[Learnt]:
    return await see.store.learnt_by(see.org, see.person.id) if see.person is not None else []


async def _cards(see: Seeing, *, keeps: bool) -> list[Shown]:
    """The organisation's own first; those taken away stand at the end, for those who keep them."""
    own = await (see.store.own_cards(see.org) if keeps else see.store.own_cards_offered(see.org))
    offered, away = ([teaching.written(one) for one in own if one.active is active] for active in (True, False))
    return [*offered, *(teaching.built_in(topic) for topic in Topic), *away]


async def _count(see: Seeing, shown: Shown) -> Words:
    """How many have read it; a few are not counted, so that nobody is named by it."""
    if not shown.active:
        return say("{title}: taken away", title=shown.title)
    tally = await see.store.tally(see.org, readers_of(shown.of))
    n = tally.count if tally is not None else 0
    if n < FEWEST:
        return say("{title}: read by fewer than {n}", title=shown.title, n=FEWEST)
    return say_n("{title}: read by {n} person", "{title}: read by {n} people", n, title=shown.title)


async def _workshops(see: Seeing) -> list[Block]:
    """The next ones to come, and those that wait for a word of the reader."""
    coming = (await workshops.coming(see))[:SOONEST]
    waits = await workshops.waiting(see, see.person) if see.person is not None else []
    if not coming and not waits:
        return []
    lines = [Quote(workshops.line(each)) for each in coming]
    asked = [Note(say("Were you there? {title}", title=Bold(each.title))) for each in waits]
    return [Heading(say("Workshops")), *lines, *asked, Buttons(tuple(map(workshops.opens, (*coming, *waits))))]


def _further(*, read: bool, keeps: bool) -> list[Button]:
    mine_ = [Button(say("What I have learnt"), "learn.mine")] if read else []
    made = [Button(say("Add a card"), "learn.add"), Button(say("Add a workshop"), "workshops.add")] if keeps else []
    return [Button(say("All workshops"), "workshops.show"), *mine_, *made]


@card("learn.one")
async def one_card(see: Seeing, about: Args) -> Message:
    """One card, and whether the reader has read it."""
    shown = await teaching.card_named(see, about.get("topic", ""))
    if shown is None:
        text = say("This card is not there any more.")
        return Message(text, (Para(text), Buttons((Button(say("All cards"), "learn.show"),))))
    known = any(each.of == shown.of for each in await _learnt(see))
    blocks: list[Block] = [Heading(shown.title), *(Para(each) for each in shown.said)]
    blocks += [Note(say("To read on: {link}", link=Typed(shown.link)))] if shown.link else []
    blocks += [Note(say("You have read it."))] if known else []
    blocks += [] if shown.active else [Note(say("It was taken away: nobody is offered it any more."))]
    read = Button(say("I have read it"), "learn.done", {"topic": shown.of}, "primary")
    buttons = [] if known or not shown.active else [read]
    kept = _keeping(shown) if shown.own and await may(see, KEEPING) else []
    return Message(shown.title, (*blocks, Buttons((*buttons, *kept, Button(say("All cards"), "learn.show")))))


def _keeping(shown: Shown) -> list[Button]:
    about = {"own_card": shown.of}
    if not shown.active:
        return [Button(say("Put it back"), "learn.put_back", about)]
    away = Button(say("Take it away"), "learn.take_away", about)
    return [Button(say("Change it"), "learn.change", about), away]


@card("learn.mine")
async def history(see: Seeing, about: Args) -> Message:
    """What the reader has read and was at, the newest first, whatever became of it since."""
    text = say("What you have read, and the workshops you were at")
    found = sorted(await _learnt(see), key=lambda each: (each.at, each.of), reverse=True)
    shown, turns = leaf(found, page_of(about), "learn.mine", {})
    lines: list[Block] = [Quote(await _told(see, each)) for each in shown]
    lines = lines or [Para(say("Nothing yet."))]
    return Message(text, (Heading(text), *lines, Buttons((*turns, Button(say("All cards"), "learn.show")))))


async def _told(see: Seeing, learnt: Learnt) -> Words:
    day = Day(local_day(learnt.at, see.reader.zone))
    return say("{title}: {day}", title=await _title(see, learnt.of), day=day)


async def _title(see: Seeing, of: str) -> Text:
    shown = await teaching.card_named(see, of)
    if shown is not None:
        return shown.title
    workshop = await see.store.workshop(see.org, of)
    return say("Workshop {title}", title=Bold(workshop.title)) if workshop is not None else say("a card")


CONVERSATION = Conversation(
    name="learn",
    help=say("Read short cards on working with AI, and find workshops"),
    start="show",
    words=("apprendre",),
    flows=(
        Flow("add", NOTHING, KEEPING, add_form, add),
        Flow("change", OWN_CARD, KEEPING, change_form, change),
    ),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("one", ONESELF, EVERYBODY, one),
        Action("done", ONESELF, EVERYBODY, done),
        Action("mine", ONESELF, EVERYBODY, mine),
        Action("take_away", OWN_CARD, KEEPING, take_away),
        Action("put_back", OWN_CARD, KEEPING, put_back),
    ),
    cards=(listed, one_card, history),
)
