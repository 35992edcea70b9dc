"""`capabilities`: what initiatives leave behind for others, and what builds on it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from handlers import by_month
from handlers.answers import Answers
from handlers.building import described, names
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import name_of, title
from handlers.presses import carried
from handlers.replies import instead
from handlers.subjects import CAPABILITY, INITIATIVE, ONESELF
from handlers.turning import leaf, page_of
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Choice,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Option,
    Para,
    ShortText,
)
from handlers.words import Bold, Typed, Words, say, say_n
from initiatives.capabilities import Building, Capability, Kind, building_id
from initiatives.finding import FOUND, fitting
from initiatives.initiative import Initiative, Stage
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken

LEAVING = only(Role.OWNER, Role.DEPUTY, Role.SPONSOR, Role.REVIEWER)
BUILDING = only(Role.PROPOSER, Role.OWNER)
KEEPING = only(Role.OWNER, Role.ADMIN)
LONGEST = 80


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    kept = {name: about[name] for name in ("text", "page", "from") if name in about}
    return await instead(turn, Card("capabilities.list", kept))


async def form(look: Look, initiative: Initiative, about: Args) -> Form:
    """Three short answers; what a lesson says can be reused is proposed as its name."""
    lesson = await look.store.lesson(look.org, about.get("lesson", ""))
    reuse = " ".join(lesson.reuse.split())[:LONGEST] if lesson is not None else ""
    return Form(
        say("What it leaves behind"),
        say("Note it"),
        (
            Choice(
                name="kind",
                label=say("What kind of thing is it?"),
                options=tuple(Option(kind.value, names(kind)) for kind in Kind),
            ),
            ShortText(
                name="name",
                label=say("What is it?"),
                hint=say("For example: the list of fields for reading invoices"),
                default=reuse,
                most=LONGEST,
            ),
            LongText(
                name="where",
                label=say("Where is it found?"),
                hint=say("A link, a folder, or who can show it."),
                required=False,
                most=300,
            ),
        ),
        intro=say("{title}: whoever proposes something like it is shown this.", title=title(initiative)),
    )


async def leave(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """Kept under the initiative; the same thing is noted once."""
    if initiative.stage in (Stage.PROPOSED, Stage.DECLINED, Stage.PARKED):
        raise RuleBroken("", Rule.WRONG_STAGE)
    name = " ".join(answers.text("name").split())
    before = await turn.store.left_by(turn.org, initiative.id)
    same = next((one for one in before if one.name.casefold() == name.casefold()), None)
    key = same.id if same is not None else turn.new_id()
    kept = Capability(
        key,
        turn.org,
        Kind(answers.text("kind")),
        name,
        initiative.id,
        turn.now,
        answers.text("where"),
        initiative.title,
    )
    await turn.store.keep_capability(kept)
    return Tell(Card("capabilities.noted", {"capability": kept.id}))


async def build(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The initiative builds on it; whoever answers the proposal sees that on their card."""
    capability = await turn.store.capability(turn.org, about.get("capability", ""))
    if capability is None or not capability.active or capability.initiative == initiative.id:
        raise RuleBroken("", Rule.WRONG_STAGE)
    key = building_id(initiative.id, capability.id)
    await turn.store.keep_building(Building(key, turn.org, initiative.id, capability.id))
    return await instead(
        turn, Card("propose.done", {"initiative": initiative.id}), await _reviewers_see(turn, initiative)
    )


async def _reviewers_see(turn: Turn, initiative: Initiative) -> Also:
    shown = Card("review.to_review", {"initiative": initiative.id}, subject=initiative.id)
    rows = await turn.store.deliveries_about(turn.org, shown.name, initiative.id)
    return tuple(Change(row.id, shown) for row in rows)


async def take_out(turn: Turn, capability: Capability, _about: Args) -> Reply:
    """Nobody is shown it any more; what builds on it still says so."""
    await turn.store.keep_capability(replace(capability, active=False))
    return await instead(turn, Card("capabilities.noted", {"capability": capability.id}))


@card("capabilities.list")
async def listed(see: Seeing, about: Args) -> Message:
    """The newest ones, or what a search found, page by page."""
    text = about.get("text", "").strip()
    if not text:
        page = await by_month.page(partial(see.store.capabilities_in, see.org), about, see.now)
        rest = (Button(say("Earlier ones"), "capabilities.show", {"from": page.rest}),) if page.rest else ()
        return await _list(see, _newest(page.items), page.items, rest)
    found = fitting(text, await see.store.capabilities_like(see.org, text, FOUND))
    shown, turns = leaf(found, page_of(about), "capabilities.show", {"text": carried(text)})
    everything = (Button(say("All of them"), "capabilities.show"),)
    return await _list(see, _said(text, found), list(shown), (*turns, *everything))


def _newest(found: list[Capability]) -> Words:
    if not found:
        return say("Nothing is noted yet. What an initiative leaves behind for others stands here.")
    return say("What initiatives left behind for others to build on, newest first")


def _said(text: str, found: list[Capability]) -> Words:
    if found:
        return say("What there is to build on about “{text}”", text=Typed(text[:100]))
    return say("Nothing to build on is noted about “{text}” yet.", text=Typed(text[:100]))


async def _list(see: Seeing, said: Words, found: list[Capability], buttons: tuple[Button, ...]) -> Message:
    blocks: list[Block] = [Heading(say("What there is to build on")), Para(said)]
    for one in found:
        blocks += await _row(see, one)
    return Message(said, (*blocks, Buttons(buttons)) if buttons else tuple(blocks))


async def _row(see: Seeing, one: Capability) -> list[Block]:
    initiative = await see.store.initiative(see.org, one.initiative)
    ask = await name_of(see, initiative.owner if initiative is not None else "")
    left = say("Left behind by {title}. Who can tell more: {name}", title=Bold(one.about), name=ask)
    used = len(await see.store.built_on(see.org, one.id))
    counted = (Note(say_n("{n} initiative builds on it.", "{n} initiatives build on it.", used)),) if used else ()
    return [Para(described(one)), Note(left), *counted]


async def _may_see(see: Seeing, about: Args) -> bool:
    return see.person is not None and see.person.active


@card("capabilities.noted", seen_by=_may_see)
async def noted(see: Seeing, about: Args) -> Message:
    """What whoever noted it reads, with the way to take it out."""
    one = await see.store.capability(see.org, about["capability"])
    if one is None or not one.active:
        text = say("It is taken out: nobody is shown it any more.")
        return Message(text, (Para(text),))
    text = say("Noted: whoever proposes something like it is shown {name}. Thank you.", name=Bold(one.name))
    mine = await CAPABILITY.holds(see, one, KEEPING)
    out = (Button(say("Take it out"), "capabilities.take_out", {"capability": one.id}),) if mine else ()
    again = Button(say("Note another one"), "capabilities.leave", {"initiative": one.initiative})
    return Message(text, (Para(text), Para(described(one)), Buttons((again, *out))))


CONVERSATION = Conversation(
    name="capabilities",
    help=say("See what initiatives left behind to build on"),
    start="show",
    takes_text=True,
    words=("capability", "acquis"),
    flows=(Flow("leave", INITIATIVE, LEAVING, form, leave),),
    actions=(
        Action("show", ONESELF, EVERYBODY, show),
        Action("build", INITIATIVE, BUILDING, build),
        Action("take_out", CAPABILITY, KEEPING, take_out),
    ),
    cards=(listed, noted),
)
