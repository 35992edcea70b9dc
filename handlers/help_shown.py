"""How help that is looked for is shown: beside a proposal, with whom to ask, and to whoever has such a skill."""

from __future__ import annotations

from handlers.bylines import name_in
from handlers.conversation import Look, Seeing
from handlers.facts import name_of, title
from handlers.help_wanted import answers_for, candidates
from handlers.offers import LOOKED_AT, WORDS
from handlers.ui import Block, Button, Buttons, Note, Para
from handlers.words import Bold, Typed, Words, say
from initiatives.blockers import subjects
from initiatives.help_wanted import MOST_ASKED, HelpAsked, HelpState, HelpWanted, fitting, help_id, may_ask
from initiatives.initiative import Initiative
from initiatives.similar import is_ones_own, is_open

LISTED = 5
"""How many initiatives somebody with a skill is shown."""


async def people(look: Look, initiative: Initiative, wanted: HelpWanted) -> list[Block]:
    """Who was asked and what they said; and, while there is room, who may be asked."""
    asked = await look.store.asked_to_help(look.org, initiative.id)
    blocks: list[Block] = [Note(_state(await name_of(look, one.person), one)) for one in asked]
    if not may_ask(asked, look.now):
        return [
            *blocks,
            Note(say("{n} people are asked. Somebody else can be once one of them has answered.", n=MOST_ASKED)),
        ]
    found = await candidates(look, initiative, wanted)
    buttons = [await _asking(look, initiative, person) for person in found]
    if buttons:
        return [*blocks, Buttons(tuple(buttons))]
    return blocks if blocks else [Note(say("Nobody offers such help so far. Whoever does later finds it by “skills”."))]


def _state(name: Bold, asked: HelpAsked) -> Words:
    return {
        HelpState.ASKED: say("{name} is asked.", name=name),
        HelpState.ACCEPTED: say("{name} helps.", name=name),
        HelpState.NOT_NOW: say("{name} says not now.", name=name),
    }[asked.state]


async def _asking(look: Look, initiative: Initiative, person: str) -> Button:
    about = {"initiative": initiative.id, "person": person}
    return Button(say("Ask {name}", name=await name_of(look, person)), "help_wanted.ask", about)


async def beside(see: Seeing, initiative: Initiative) -> tuple[Block, ...]:
    """On the card of a proposal: what it looks for; for whoever it belongs to, whom to ask."""
    wanted = await see.store.help_wanted(see.org, initiative.id)
    if wanted is None:
        return ()
    line = Note(say("Looks for help: {text}", text=Typed(wanted.text)))
    if see.person is None or see.person.id != answers_for(initiative):
        return (line,)
    return (line, *await people(see, initiative, wanted))


async def way_to(look: Look, initiative: Initiative) -> tuple[Button, ...]:
    """For whoever answers for it: the way to say what help is looked for, and to see whom to ask."""
    if look.person is None or look.person.id != answers_for(initiative) or not is_open(initiative):
        return ()
    return (Button(say("Look for help"), "help_wanted.show", {"initiative": initiative.id}),)


async def found_by(look: Look, skill: str) -> list[Block]:
    """What looks for such help now, for whoever has the skill, with the button that offers it."""
    words = sorted(subjects(skill), key=lambda word: (-len(word), word))[:WORDS]
    near = {one.id: one for word in words for one in await look.store.help_wanted_with(look.org, word, LOOKED_AT)}
    blocks: list[Block] = []
    for wanted in fitting(skill, near.values())[:LOOKED_AT]:
        if len(blocks) < 2 * LISTED:
            blocks += await _found(look, wanted)
    return [Para(say("This looks for such help now:")), *blocks] if blocks else []


async def _found(look: Look, wanted: HelpWanted) -> list[Block]:
    initiative = await look.store.initiative(look.org, wanted.id)
    me = look.person.id if look.person is not None else ""
    if initiative is None or not is_open(initiative) or is_ones_own(initiative, me):
        return []
    if await look.store.help_asked(look.org, help_id(wanted.id, me)) is not None:
        return []
    name = await name_in(look, initiative, answers_for(initiative))
    line = say("{title}, {name}: {text}", title=title(initiative), name=name, text=Typed(wanted.text))
    return [Para(line), Buttons((Button(say("I can help"), "help_wanted.offer", {"initiative": initiative.id}),))]
