"""What a proposal's cards show of its AI: the answers, the class they suggest, and who looks at it for that."""

from __future__ import annotations

from handlers import ai_words
from handlers.ai_lookers import lookers
from handlers.conversation import Role, Seeing, only
from handlers.facts import name_of
from handlers.subjects import INITIATIVE
from handlers.ui import Block, Button, Buttons, Fields, Note
from handlers.words import Day, Listed, Text, Typed, Words, say
from initiatives.ai_care import Affected, AiClass, Approved, Area, Care, Outward, Whose
from initiatives.calendar import local_day
from initiatives.initiative import Initiative, Stage

CORRECTS = only(Role.PROPOSER, Role.OWNER, Role.REVIEWER, Role.ADMIN)
CLASSES = only(Role.REVIEWER, Role.ADMIN)


def answered(care: Care) -> tuple[tuple[Text, Text], ...]:
    """The answers that were given, and the class, as label and value."""
    pairs: list[tuple[Text, Text]] = []
    if care.personal is not Whose.UNKNOWN:
        pairs.append((say("Personal data"), ai_words.WHOSE[care.personal]))
    if care.affected is not Affected.UNKNOWN:
        pairs.append((say("Who feels what it says or does"), ai_words.AFFECTED[care.affected]))
    if care.outward is not Outward.UNKNOWN:
        pairs.append((say("Customers and the public"), ai_words.OUTWARD[care.outward]))
    if care.approved is not Approved.UNKNOWN:
        pairs.append((say("Tool approved"), ai_words.APPROVED[care.approved]))
    if care.area is not Area.UNKNOWN:
        pairs.append((say("Helps to decide about"), ai_words.AREAS[care.area]))
    return (*pairs, (say("Class of the EU AI Act"), ai_words.CLASSES[care.ai_class]))


def open_questions(care: Care) -> int:
    """How many of the five nobody has answered."""
    values = (care.personal, care.affected, care.outward, care.approved, care.area)
    return sum(value == "unknown" for value in values)


async def why_classed(see: Seeing, care: Care) -> tuple[Block, ...]:
    """What the class rests on: the answers, or whoever changed it and their reason."""
    if care.classed is None:
        return (Note(ai_words.rests_on(care)),)
    said = say(
        "Class set by {name} on {day}: {why}",
        name=await name_of(see, care.classed.by),
        day=Day(local_day(care.classed.at, see.reader.zone)),
        why=Typed(care.classed.why),
    )
    return (Note(said), Note(ai_words.rests_on(care)))


async def to_reviewers(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    care = initiative.care
    if care is None:
        return ()
    return (Fields(answered(care)), *await why_classed(see, care), *await _looking(see, initiative))


async def to_proposer(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """Who looks at it, the class, and the way back to what was left open."""
    care = initiative.care
    if care is None:
        return ()
    blocks: list[Block] = [*await _looking(see, initiative)]
    if care.ai_class is not AiClass.UNKNOWN:
        blocks += [Fields(((say("Class of the EU AI Act"), ai_words.CLASSES[care.ai_class]),))]
        blocks += await why_classed(see, care)
    if open_questions(care):
        blocks.append(Buttons((answer_button(initiative, say("Answer what is open about its AI")),)))
    return tuple(blocks)


async def _looking(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """Which functions look at it for its AI, and which ones nobody has."""
    if initiative.stage is not Stage.PROPOSED:
        return ()
    found = await lookers(see.store, initiative)
    blocks: list[Block] = []
    if found.functions:
        names = Listed(tuple(ai_words.FUNCTIONS[one] for one in found.functions))
        blocks.append(Note(say("Looked at for what its AI touches, too: {functions}.", functions=names)))
    if found.nobodys:
        names = Listed(tuple(ai_words.FUNCTIONS[one] for one in found.nobodys))
        blocks.append(
            Note(say("Should be looked at by these as well, and nobody has chosen them: {functions}.", functions=names))
        )
    return tuple(blocks)


async def reviewers_may(see: Seeing, initiative: Initiative) -> tuple[Button, ...]:
    """Reviewers see all of it in one place, correct the answers there, and change the class with a reason."""
    if initiative.care is None or not await INITIATIVE.holds(see, initiative, CLASSES):
        return ()
    return (button(initiative),)


def button(initiative: Initiative) -> Button:
    return Button(say("About its AI"), "register.one", {"initiative": initiative.id})


def answer_button(initiative: Initiative, label: Words) -> Button:
    return Button(label, "register.answer", {"initiative": initiative.id})
