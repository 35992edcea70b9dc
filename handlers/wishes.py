"""An answer without a number: help, done or stop, by word or button, and which of several initiatives it is about."""

from __future__ import annotations

from handlers.conversation import Ask, Card, Reply, Role, Seeing, Tell, Turn, card, only
from handlers.facts import from_to, name_of, title, way
from handlers.helping import TELL, is_stuck
from handlers.seen_by import themselves, whoever
from handlers.subjects import INITIATIVE
from handlers.trials import question
from handlers.ui import Args, Block, Button, Buttons, Message, Note, Para
from handlers.weekly import in_bundle
from handlers.words import Words, say
from initiatives.answers import Wished
from initiatives.initiative import Initiative, Stage
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken

RESPONSIBLE = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
ANSWERING = only(Role.OWNER, Role.DEPUTY)
WHY_KEPT = 1000
"""How much of a reason to stop is filled in."""


async def wished(turn: Turn, initiative: Initiative, said: Wished, about: Args) -> Reply:
    """Help is asked for at once where what is in the way was typed too; to stop opens the lesson with what was typed."""
    chosen = {"initiative": initiative.id}
    match said.wish:
        case "help" if said.comment:
            return await is_stuck(turn, initiative, said.comment, None, {**about, TELL: "yes"})
        case "help":
            return Tell(Card("blocked.why", chosen))
        case "stop":
            return Ask("stop.stop", chosen, {"why": said.comment[:WHY_KEPT]} if said.comment else {})
        case _:
            return await done(turn, initiative, about)


async def done(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """A trial is put to whoever decides what comes next; from a later stage on it can end, or rest."""
    if not initiative.asked_weekly:
        raise RuleBroken("", Rule.NOT_RUNNING)
    if initiative.stage is Stage.TRIAL and await INITIATIVE.holds(turn, initiative, RESPONSIBLE):
        return Tell(question(initiative))
    return Tell(Card("check_in.ending", {"initiative": initiative.id}))


async def for_which(_turn: Turn, person: Person, about: Args) -> Reply:
    """A button of a bundle: one tap more says which one it is about."""
    return Tell(Card("check_in.for_which", {"person": person.id, "week": about.get("week", ""), "wish": about["wish"]}))


def wish_buttons(initiative: Initiative, week: str) -> list[Button]:
    """Help and done for one initiative."""
    about = {"initiative": initiative.id, "week": week}
    return [
        Button(say("I need help"), "blocked.say", {**about, TELL: "yes"}),
        Button(say("It is done"), "check_in.done", about),
    ]


def wishes_of_several(week: str) -> list[Button]:
    """The same for a bundle, which says next for which one."""
    return [
        Button(say("I need help"), "check_in.for_which", {"week": week, "wish": "help"}),
        Button(say("Something is done"), "check_in.for_which", {"week": week, "wish": "done"}),
    ]


@card("check_in.for_which", seen_by=themselves)
async def which_one(see: Seeing, about: Args) -> Message:
    """A button for each initiative of the bundle."""
    needs_help = about["wish"] == "help"
    text = say("Which one needs help?") if needs_help else say("Which one is done?")
    week = await see.store.nudge(see.org, about["person"], about["week"])
    known = await in_bundle(see, week, about["person"])
    action, more = ("blocked.say", {TELL: "yes"}) if needs_help else ("check_in.done", {})
    buttons = [
        Button(say("{title}", title=title(one)), action, {"initiative": one.id, "week": about["week"], **more})
        for one in known
    ]
    return Message(text, (Para(text), Buttons(tuple(buttons))))


@card("check_in.ending", seen_by=whoever(ANSWERING))
async def ending(see: Seeing, about: Args) -> Message:
    """What can be done with something that has got where it wanted, by whoever may."""
    initiative = await INITIATIVE.of(see, about)
    text = say("{title} is done: what comes next?", title=title(initiative))
    blocks: list[Block] = [Para(text), Note(say("{number}", number=from_to(initiative.leading)))]
    if initiative.latest is not None:
        blocks.append(way(initiative.leading, initiative.latest.value))
    if not await INITIATIVE.holds(see, initiative, RESPONSIBLE):
        return Message(text, (*blocks, Note(await _owner_decides(see, initiative))))
    chosen = {"initiative": initiative.id}
    buttons = (
        Button(say("Stop it, keep the lesson"), "stop.stop", chosen),
        Button(say("Pause it"), "silence.pause", chosen),
    )
    note = Note(say("Left as it is, its number is asked for once a week."))
    return Message(text, (*blocks, Buttons(buttons), note))


async def _owner_decides(see: Seeing, initiative: Initiative) -> Words:
    return say("That is for {name} to say, who owns it.", name=await name_of(see, initiative.owner))
