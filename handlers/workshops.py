"""Workshops as they are shown and asked about: which are to come, how many places are left, who holds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.answers import Answers
from handlers.calendar_questions import whole
from handlers.conversation import Look
from handlers.facts import name_of
from handlers.own_cards import LONGEST_TITLE, need_in, offered_when
from handlers.ui import Block, Button, DayPick, Fields, Form, LongText, Note, PersonPick, ShortText
from handlers.words import Bold, Listed, Moment, Text, Typed, Words, say, say_n
from initiatives.people import Organisation, Person
from initiatives.workshops import (
    ASKED_BACK,
    MOST_PLACES,
    OFFERED_AHEAD,
    Place,
    Workshop,
    beginning,
    place_id,
    reminder,
)
from storage.counted import places_taken
from storage.port import Transaction

LONGEST_ABOUT, LONGEST_WHERE = 600, 300


async def coming(look: Look) -> list[Workshop]:
    """Those somebody can still come to: the soonest first, those on demand last."""
    found = [one for one in await look.store.workshops_standing(look.org) if one.is_open(look.now)]
    return sorted(found, key=lambda one: (one.at is None, one.at or look.now, one.id))


async def offered(look: Look, person: str, known: set[str]) -> list[Workshop]:
    """Those that come soon and whose place the person has not taken."""
    soon = [one for one in await coming(look) if one.at is not None and one.at <= look.now + OFFERED_AHEAD]
    mine = {place.workshop for place in await look.store.places_of(look.org, person)}
    return [one for one in soon if one.id not in mine and one.id not in known]


async def waiting(look: Look, person: Person) -> list[Workshop]:
    """Those that are over for a while at most, where the person had a place and has not said that they were there."""
    found: list[Workshop] = []
    for place in await look.store.places_of(look.org, person.id):
        workshop = await look.store.workshop(look.org, place.workshop)
        if workshop is None or not _just_over(workshop, look.now):
            continue
        if await look.store.has_learnt(look.org, person.id, workshop.id) is None:
            found.append(workshop)
    return found


def _just_over(workshop: Workshop, now: datetime) -> bool:
    return workshop.active and workshop.at is not None and now - ASKED_BACK <= workshop.at <= now


async def taken(look: Look, workshop: Workshop) -> int:
    tally = await look.store.tally(look.org, places_taken(workshop.id))
    return tally.count if tally is not None else 0


async def has_room(look: Look, workshop: Workshop) -> bool:
    return await taken(look, workshop) < workshop.room


def line(workshop: Workshop) -> Words:
    """Its title and when it is."""
    title = Bold(workshop.title)
    if not workshop.active:
        return say("{title}: does not take place", title=title)
    if workshop.at is None:
        return say("{title}: on demand", title=title)
    return say("{title}: {moment}", title=title, moment=Moment(workshop.at))


def opens(workshop: Workshop) -> Button:
    return Button(say("See: {title}", title=Bold(workshop.title)), "workshops.one", {"workshop": workshop.id})


def when(workshop: Workshop) -> Words:
    if workshop.at is None:
        return say("on demand: say that you would come")
    return say("{moment}", moment=Moment(workshop.at))


async def facts(look: Look, workshop: Workshop) -> Fields:
    """When and where it is, who holds it, and how many places are left."""
    pairs: list[tuple[Text, Text]] = [(say("When"), when(workshop))]
    if workshop.where:
        pairs.append((say("Where"), Typed(workshop.where)))
    if workshop.host:
        pairs.append((say("Held by"), say("{name}", name=await name_of(look, workshop.host))))
    pairs.append((say("Places"), _left(workshop, await taken(look, workshop))))
    return Fields(tuple(pairs))


def _left(workshop: Workshop, others: int) -> Words:
    if workshop.places is None and others < MOST_PLACES:
        return say("for everybody")
    left = max(workshop.room - others, 0)
    if not left:
        return say("all taken: somebody may step back")
    return say_n("{n} of {all} is free", "{n} of {all} are free", left, all=workshop.room)


def form(look: Look, title: Words, submit: Words, known: Workshop) -> Form:
    """What is asked about one; days and hours are those of whoever fills it in."""
    zone = zone_of(look)
    begin = known.at.astimezone(ZoneInfo(zone)) if known.at is not None else None
    questions = (
        ShortText(name="title", label=say("What is it called?"), default=known.title, most=LONGEST_TITLE),
        LongText(name="about", label=say("What does one learn there?"), default=known.about, most=LONGEST_ABOUT),
        DayPick(
            name="day", label=say("Day"), hint=say("Left empty, with the time: on demand."), required=False,
            default=begin.date().isoformat() if begin else "",
        ),
        ShortText(
            name="hour", label=say("Time"), hint=say("For example 14:30, in the time zone {zone}.", zone=zone),
            required=False, default=f"{begin:%H:%M}" if begin else "", most=10,
        ),
        ShortText(
            name="where", label=say("Where, or its link"), required=False, default=known.where, most=LONGEST_WHERE,
        ),
        whole(
            "places", say("Places"), say("Left empty: for everybody, up to {most}.", most=MOST_PLACES), (1, MOST_PLACES),
            str(known.places) if known.places else "", required=False,
        ),
        PersonPick(name="host", label=say("Who holds it?"), required=False, default=known.host),
        offered_when(known.need),
    )  # fmt: skip
    return Form(title, submit, questions)


def zone_of(look: Look) -> str:
    return look.person.zone if look.person is not None else look.organisation.zone


def answered(look: Look, workshop: Workshop, answers: Answers) -> Workshop:
    """The workshop as the answers say; raises RuleBroken where its day and time do not go together."""
    places: Decimal | None = answers.maybe_number("places")
    return replace(
        workshop,
        title=" ".join(answers.text("title").split()),
        about=answers.text("about"),
        at=beginning(answers.day("day"), answers.text("hour"), zone_of(look)),
        where=" ".join(answers.text("where").split()),
        places=int(places) if places is not None else None,
        host=answers.text("host"),
        need=need_in(answers),
    )


async def who_comes(look: Look, workshop: Workshop, named: int) -> list[Block]:
    """Some of them by name, for whoever holds it."""
    places = await look.store.places_in(look.org, workshop.id)
    if not places:
        return [Note(say("Nobody has said yet that they come."))]
    names = [Typed((await name_of(look, place.person)).text) for place in places[:named]]
    n = len(places)
    return [Note(_coming(names, n - len(names), n))]


def _coming(names: list[Typed], left: int, n: int) -> Words:
    if left:
        return say_n("{n} comes: {names} and others", "{n} come: {names} and others", n, names=Listed(tuple(names)))
    return say_n("{n} comes: {names}", "{n} come: {names}", n, names=Listed(tuple(names)))


async def give_back(store: Transaction, organisation: Organisation, person: str, now: datetime) -> None:
    """Somebody has left: others can have their places, and what they were to hold waits for somebody else."""
    for place in await store.places_of(organisation.id, person):
        workshop = await store.workshop(organisation.id, place.workshop)
        if workshop is not None and workshop.is_open(now):
            await store.drop_place(place)
    for workshop in await store.workshops_of(organisation.id, person):
        if workshop.is_open(now):
            await store.keep_workshop(replace(workshop, host=""))


async def join_workshops(
    store: Transaction, organisation: Organisation, stays: Person, goes: str, now: datetime
) -> None:
    """Where the one who goes comes or is the host, the one who stays is."""
    for place in await store.places_of(organisation.id, goes):
        await store.drop_place(place)
        if await store.place(organisation.id, place.workshop, stays.id) is None:
            workshop = await store.workshop(organisation.id, place.workshop)
            remind_at = reminder(workshop, stays, organisation, now) if workshop and place.remind_at else None
            key = place_id(place.workshop, stays.id)
            await store.keep_place(Place(key, organisation.id, place.workshop, stays.id, place.taken_at, remind_at))
    for workshop in await store.workshops_of(organisation.id, goes):
        await store.keep_workshop(replace(workshop, host=stays.id))
