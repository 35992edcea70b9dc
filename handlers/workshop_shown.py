"""A workshop on a card: when and where it is, what the reader has to do with it, and the buttons for that."""

from __future__ import annotations

from handlers import workshops
from handlers.conversation import May, Role, Seeing, only
from handlers.subjects import NOTHING, WORKSHOP
from handlers.ui import Block, Button, Note, Para
from handlers.words import Day, say, say_n
from initiatives.calendar import local_day
from initiatives.learning import FEWEST, Learnt
from initiatives.workshops import Workshop
from storage.counted import readers_of

KEEPING = only(Role.ADMIN, Role.KNOWLEDGE)
HOLDING = only(Role.ADMIN, Role.KNOWLEDGE, Role.HOST)


async def may(see: Seeing, roles: May, workshop: Workshop | None = None) -> bool:
    if see.person is None:
        return False
    if workshop is not None:
        return await WORKSHOP.holds(see, workshop, roles)
    return await NOTHING.holds(see, see.organisation, roles)


async def standing(see: Seeing, workshop: Workshop) -> list[Block]:
    """When and where it is, and what the reader has to do with it."""
    if not workshop.active:
        return [Para(say("It does not take place."))]
    blocks: list[Block] = [await workshops.facts(see, workshop)]
    was = await been(see, workshop)
    if was is not None:
        day = local_day(was.at, see.reader.zone)
        return [*blocks, Note(say("You were there: {day}.", day=Day(day)))]
    if workshop.is_open(see.now) and await comes(see, workshop):
        blocks.append(Note(say("You have a place.")))
    return blocks


async def been(see: Seeing, workshop: Workshop) -> Learnt | None:
    return await see.store.has_learnt(see.org, see.person.id, workshop.id) if see.person is not None else None


async def comes(see: Seeing, workshop: Workshop) -> bool:
    return see.person is not None and await see.store.place(see.org, workshop.id, see.person.id) is not None


async def how_many(see: Seeing, workshop: Workshop) -> list[Block]:
    """How many were there, as far as that names nobody."""
    tally = await see.store.tally(see.org, readers_of(workshop.id))
    n = tally.count if tally is not None else 0
    if not workshop.may_have_been(see.now):
        return []
    if n < FEWEST:
        return [Note(say("Fewer than {n} have said that they were there.", n=FEWEST))]
    return [Note(say_n("{n} person was there.", "{n} people were there.", n))]


async def buttons(see: Seeing, workshop: Workshop) -> list[Button]:
    about, found = {"workshop": workshop.id}, list[Button]()
    mine, was = await comes(see, workshop), await been(see, workshop) is not None
    if mine and not was and workshop.may_have_been(see.now):
        found.append(Button(say("I was there"), "workshops.was_there", about, "primary"))
    if workshop.is_open(see.now):
        if mine:
            found.append(Button(say("I cannot come"), "workshops.step_back", about))
        elif not was and await workshops.has_room(see, workshop):
            found.append(Button(say("I come"), "workshops.come", about, "primary"))
    if workshop.may_have_been(see.now) and await may(see, HOLDING, workshop):
        found.append(Button(say("Say who was there"), "workshops.who_came", about))
    if workshop.is_open(see.now) and await may(see, KEEPING):
        found.append(Button(say("Change it"), "workshops.change", about))
        found.append(Button(say("Call it off"), "workshops.call_off", about))
    return [*found, Button(say("All workshops"), "workshops.show")]
