"""`workshops`: who holds what when, a place in it that can be given back, and who was there."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import workshop_days, workshops
from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Change,
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
from handlers.subjects import NOTHING, ONESELF, WORKSHOP
from handlers.turning import leaf, page_of
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Form,
    Heading,
    Message,
    Note,
    Para,
    PeoplePick,
    Quote,
)
from handlers.why import why
from handlers.words import Bold, Moment, Typed, Words, say
from handlers.workshop_shown import HOLDING, KEEPING, buttons, comes, how_many, may, standing
from initiatives.learning import Learnt, learnt_id
from initiatives.people import Organisation, Person
from initiatives.rules import Rule, RuleBroken
from initiatives.workshops import MOST_PLACES, Workshop, called_off, planned, taken

NAMED = 10
"""How many of those who come are named."""


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    kept = {name: about[name] for name in ("page", "past") if name in about}
    return await instead(turn, Card("workshops.list", kept))


async def one(turn: Turn, workshop: Workshop, _about: Args) -> Reply:
    return await instead(turn, _card(workshop))


async def come(turn: Turn, workshop: Workshop, _about: Args) -> Reply:
    """A place is taken once; where every other one is taken it is said so."""
    if await turn.store.place(turn.org, workshop.id, turn.person.id) is None:
        others = await workshops.taken(turn, workshop)
        await turn.store.keep_place(taken(workshop, turn.person, turn.organisation, others, turn.now))
    return await instead(turn, _card(workshop))


async def step_back(turn: Turn, workshop: Workshop, _about: Args) -> Reply:
    place = await turn.store.place(turn.org, workshop.id, turn.person.id)
    if place is not None and workshop.is_open(turn.now):
        await turn.store.drop_place(place)
    return await _redrawn(turn, workshop)


async def was_there(turn: Turn, workshop: Workshop, _about: Args) -> Reply:
    """Said by whoever had a place; a second press changes nothing."""
    if not workshop.may_have_been(turn.now):
        raise RuleBroken("", Rule.NOT_HELD_YET)
    if await turn.store.place(turn.org, workshop.id, turn.person.id) is not None:
        await _attended(turn, workshop, turn.person.id)
    return await _redrawn(turn, workshop)


async def _redrawn(turn: Turn, workshop: Workshop) -> Reply:
    """Here, and where they were reminded of it."""
    also = await workshop_days.reminder_shown(turn.store, workshop, turn.person.id)
    elsewhere = tuple(each for each in also if each.delivery != turn.delivery)
    return await instead(turn, _card(workshop), elsewhere)


async def _attended(turn: Turn, workshop: Workshop, person: str) -> None:
    """Noted once, with the day on which it was; what was on demand leaves the place to others."""
    if await turn.store.has_learnt(turn.org, person, workshop.id) is None:
        at = workshop.at or turn.now
        await turn.store.keep_learnt(Learnt(learnt_id(person, workshop.id), turn.org, person, workshop.id, at))
    place = await turn.store.place(turn.org, workshop.id, person)
    if workshop.at is None and place is not None:
        await turn.store.drop_place(place)


async def call_off(turn: Turn, workshop: Workshop, _about: Args) -> Reply:
    kept = called_off(workshop, turn.now)
    await turn.store.keep_workshop(kept)
    return await instead(turn, _card(kept))


async def add_form(look: Look, organisation: Organisation, _about: Args) -> Form:
    host = look.person.id if look.person is not None else ""
    blank = Workshop("", organisation.id, "", "", host)
    return workshops.form(look, say("A workshop"), say("Add the workshop"), blank)


async def add(turn: Turn, organisation: Organisation, answers: Answers, _about: Args) -> Reply:
    made = workshops.answered(turn, Workshop(turn.new_id(), organisation.id, "", ""), answers)
    standing = len(await turn.store.workshops_standing(turn.org))
    kept = planned(None, made, turn.now, standing)
    await turn.store.keep_workshop(kept)
    return Tell(_card(kept))


async def change_form(look: Look, workshop: Workshop, _about: Args) -> Form:
    return workshops.form(look, say("A workshop"), say("Keep the changes"), workshop)


async def change(turn: Turn, workshop: Workshop, answers: Answers, _about: Args) -> Reply:
    """Whoever comes hears of another day or place by the job."""
    kept = planned(workshop, workshops.answered(turn, workshop, answers), turn.now, 0)
    await turn.store.keep_workshop(kept)
    return Tell(_card(kept))


def _not_too_many(people: object) -> Words | None:
    if isinstance(people, tuple) and len(people) > MOST_PLACES:
        return say("Name {most} people at most.", most=MOST_PLACES)
    return None


async def who_came_form(look: Look, workshop: Workshop, _about: Args) -> Form:
    """Everybody who had a place is proposed."""
    places = await look.store.places_in(look.org, workshop.id)
    people = PeoplePick(
        name="people",
        label=say("Who was there?"),
        hint=say("Whoever had a place stands here. Take out who did not come."),
        default=",".join(place.person for place in places),
        check=_not_too_many,
    )
    return Form(say("Who was there"), say("Note who was there"), (people,))


async def who_came(turn: Turn, workshop: Workshop, answers: Answers, _about: Args) -> Reply:
    if not workshop.may_have_been(turn.now):
        raise RuleBroken("", Rule.NOT_HELD_YET)
    for person in answers.several("people"):
        await _attended(turn, workshop, person)
    return Tell(_card(workshop), also=(Change(workshop_days.asked_host(workshop), _card(workshop)),))


def _card(workshop: Workshop) -> Card:
    return Card("workshops.one", {"workshop": workshop.id})


@card("workshops.list")
async def listed(see: Seeing, about: Args) -> Message:
    """What one can come to and what one was to be at; whoever keeps them pages through those that are over, too."""
    keeps, past = await may(see, KEEPING), about.get("past") == "yes"
    found = await _past(see) if past and keeps else await workshops.coming(see)
    shown, turns = leaf(found, page_of(about), "workshops.show", {"past": "yes"} if past else {})
    text = _heading(found, past=past and keeps)
    blocks: list[Block] = [Heading(say("Workshops")), Para(text), *(Quote(workshops.line(one)) for one in shown)]
    waits = [] if past or see.person is None else await workshops.waiting(see, see.person)
    blocks += [Note(say("Were you there? {title}", title=Bold(one.title))) for one in waits]
    below = [*(workshops.opens(one) for one in (*shown, *waits)), *turns]
    if keeps:
        over = Button(say("Those to come"), "workshops.show")
        earlier = Button(say("Those that are over"), "workshops.show", {"past": "yes"})
        below += [over if past else earlier, Button(say("Add a workshop"), "workshops.add")]
    below.append(Button(say("Short cards"), "learn.show"))
    return Message(text, (*blocks, Buttons(tuple(below))))


async def _past(see: Seeing) -> list[Workshop]:
    over = [one for one in await see.store.workshops(see.org) if not one.is_open(see.now)]
    return sorted(over, key=lambda one: (one.at or see.now, one.id), reverse=True)


def _heading(found: Sequence[Workshop], *, past: bool) -> Words:
    if past:
        return say("Workshops that are over or were called off") if found else say("No workshop is over yet.")
    return say("Workshops to come") if found else say("No workshop is planned now.")


@card("workshops.one")
async def one_card(see: Seeing, about: Args) -> Message:
    """Everything about one, and what the reader can do about it now."""
    workshop = await WORKSHOP.of(see, about)
    summary = workshops.line(workshop)
    blocks: list[Block] = [Heading(Typed(workshop.title)), Para(Typed(workshop.about)), *await standing(see, workshop)]
    if await may(see, HOLDING, workshop):
        blocks += [*await workshops.who_comes(see, workshop, NAMED), *await how_many(see, workshop)]
    return Message(summary, (*blocks, Buttons(tuple(await buttons(see, workshop)))))


async def _is_theirs(see: Seeing, about: Args) -> bool:
    workshop = await see.store.workshop(see.org, about["workshop"])
    return workshop is not None and (not workshop.active or await comes(see, workshop))


@card(workshop_days.REMINDER, seen_by=_is_theirs, by_itself=True)
async def reminder(see: Seeing, about: Args) -> Message:
    """The working day before; once it has begun the same message asks whether one was there."""
    workshop = await WORKSHOP.of(see, about)
    text = _soon(see, workshop)
    blocks = [Para(text), *await standing(see, workshop), Buttons(tuple(await buttons(see, workshop)))]
    return Message(text, (*blocks, *_because()))


def _soon(see: Seeing, workshop: Workshop) -> Words:
    if workshop.at is None or not workshop.active:
        return workshops.line(workshop)
    title, moment = Bold(workshop.title), Moment(workshop.at)
    if workshop.begun(see.now):
        return say("Were you there? {title}, {moment}", title=title, moment=moment)
    return say("Soon: {title}, {moment}", title=title, moment=moment)


@card(workshop_days.NEWS, by_itself=True)
async def news(see: Seeing, about: Args) -> Message:
    """Another day or place, or none: as it stands when it is read."""
    workshop = await WORKSHOP.of(see, about)
    title = Bold(workshop.title)
    if not workshop.active:
        text = say("{title} does not take place.", title=title)
        return Message(text, (Para(text), *_because()))
    text = say("{title} has another day or place.", title=title)
    blocks = [Para(text), *await standing(see, workshop), Buttons(tuple(await buttons(see, workshop)))]
    return Message(text, (*blocks, *_because()))


def _because() -> tuple[Block, ...]:
    return why(say("You get this because you said that you come."))


async def _holds(see: Seeing, about: Args) -> bool:
    workshop = await see.store.workshop(see.org, about["workshop"])
    return workshop is not None and await may(see, HOLDING, workshop)


@card(workshop_days.HOST, seen_by=_holds, by_itself=True)
async def host(see: Seeing, about: Args) -> Message:
    """Its host is asked once who was there."""
    workshop = await WORKSHOP.of(see, about)
    text = say("Who was at {title}?", title=Bold(workshop.title))
    button = Button(say("Say who was there"), "workshops.who_came", {"workshop": workshop.id}, "primary")
    reason = say("You get this because you hold it. Whoever came can say so without you, too.")
    return Message(text, (Para(text), Buttons((button,)), *why(reason)))


CONVERSATION = Conversation(
    name="workshops",
    help=None,
    start="show",
    words=("workshop", "ateliers", "atelier"),
    flows=(
        Flow("add", NOTHING, KEEPING, add_form, add),
        Flow("change", WORKSHOP, KEEPING, change_form, change),
        Flow("who_came", WORKSHOP, HOLDING, who_came_form, who_came),
    ),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("one", WORKSHOP, EVERYBODY, one),
        Action("come", WORKSHOP, EVERYBODY, come),
        Action("step_back", WORKSHOP, EVERYBODY, step_back),
        Action("was_there", WORKSHOP, EVERYBODY, was_there),
        Action("call_off", WORKSHOP, KEEPING, call_off),
    ),
    cards=(listed, one_card, reminder, news, host),
)
