"""What is read about a number that somebody is asked to confirm: by whoever is asked, whoever asked, and whoever answers for it."""

from __future__ import annotations

from handlers.confirming import CARD, same_person
from handlers.confirming_shown import ASKING, lines
from handlers.conversation import (
    Look,
    Seeing,
    card,
)
from handlers.facts import name_of, said_beside, title
from handlers.subjects import INITIATIVE
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Fields,
    Heading,
    Message,
    Note,
    Para,
    Quote,
)
from handlers.why import why
from handlers.words import Amount, Day, Text, Typed, Words, say
from initiatives.calendar import monday_in
from initiatives.check_ins import CheckIn, Confirmation, check_in_id
from initiatives.confirming import named
from initiatives.initiative import Initiative

SENT, REFUSED = "confirm.sent", "confirm.refused"


async def done_of(look: Look, about: Args) -> CheckIn | None:
    return await look.store.check_in(look.org, check_in_id(about["initiative"], about.get("week", "")))


def about_of(initiative: Initiative, done: CheckIn, asked: Confirmation) -> dict[str, str]:
    return {"initiative": initiative.id, "week": done.week, "question": asked.id}


async def _asked(see: Seeing, about: Args) -> bool:
    """Whoever is asked; once the number is another one, only that is left to be read."""
    asked = named(await done_of(see, about), about["question"])
    return see.person is not None and (asked is None or await same_person(see, asked.person) == see.person.id)


@card(CARD, seen_by=_asked, by_itself=True)
async def asked(see: Seeing, about: Args) -> Message:
    """What the person reads who can confirm it: the number with all that backs it, and the two answers."""
    initiative, done = await INITIATIVE.of(see, about), await done_of(see, about)
    one = named(done, about["question"])
    if done is None or one is None:
        return _not_any_more(initiative, about)
    by = await name_of(see, one.by)
    if one.is_open:
        text = say("{name} asks you to confirm a number of {title}.", name=by, title=title(initiative))
    elif one.confirmed:
        text = say("You have confirmed this number of {title}.", title=title(initiative))
    else:
        text = say("You did not confirm this number of {title}.", title=title(initiative))
    blocks: list[Block] = [Heading(say("A number to confirm")), Para(text), Fields(_number(initiative, done, one))]
    blocks += [*said_beside(done), *_where(done, one), *([Quote(Typed(one.why))] if one.why else [])]
    if one.is_open:
        blocks += [Buttons(_answers(about)), Note(say("You say that the number is right, not why it moved."))]
    reason = say("You get this because {name} chose you to confirm it. You get it once.", name=by)
    return Message(text, (*blocks, *why(reason)))


def _answers(about: Args) -> tuple[Button, ...]:
    chosen = {name: about[name] for name in ("initiative", "week", "question")}
    return (
        Button(say("Confirm"), "confirm.confirm", chosen, "primary"),
        Button(say("Not this number"), "confirm.refuse", chosen),
    )


def _number(initiative: Initiative, done: CheckIn, one: Confirmation) -> tuple[tuple[Text, Text], ...]:
    """From what to what, and when."""
    kpi = initiative.kpi(one.kpi)
    value: Words = say("{value}", value=Amount(one.value, kpi.unit))
    if kpi.baseline is not None and not done.first:
        value = say("{baseline} → {value}", baseline=Amount(kpi.baseline), value=Amount(one.value, kpi.unit))
    week = say("the week of {day}", day=Day(monday_in(done.week)))
    return ((Typed(kpi.name[:60]), value), (say("It stands for"), week))


def _where(done: CheckIn, one: Confirmation) -> list[Block]:
    """Where whoever asked says that it can be looked up, unless that is said already."""
    if not one.link or one.link == done.link:
        return []
    return [Note(say("To look it up: {link}", link=Typed(one.link)))]


def _not_any_more(initiative: Initiative, about: Args) -> Message:
    """Corrected, or put to somebody else."""
    day = Day(monday_in(about["week"]))
    text = say(
        "{title}: nothing is to be confirmed here any more for the week of {day}.", title=title(initiative), day=day
    )
    reason = say(
        "It is another number by now, or somebody else is asked. You get this because a number was put to you."
    )
    return Message(text, (Para(text), *why(reason)))


@card(SENT)
async def sent(see: Seeing, about: Args) -> Message:
    """What whoever asked reads, and what comes of it."""
    initiative, done = await INITIATIVE.of(see, about), await done_of(see, about)
    one = named(done, about["question"])
    day = Day(monday_in(about["week"]))
    if done is None or one is None:
        text = say("{title}: the number for the week of {day} is another one by now.", title=title(initiative), day=day)
        return Message(text, (Para(text), Note(say("Nobody is asked to confirm the one before."))))
    value = Amount(one.value, initiative.kpi(one.kpi).unit)
    text = say("{title}: {value} for the week of {day}", title=title(initiative), value=value, day=day)
    return Message(text, (Para(text), *await lines(see, initiative, one)))


@card(REFUSED)
async def not_confirmed(see: Seeing, about: Args) -> Message:
    """What whoever answers for it reads: why not, and the number instead with the button that takes it over."""
    initiative, done = await INITIATIVE.of(see, about), await done_of(see, about)
    one = named(done, about["question"])
    day = Day(monday_in(about["week"]))
    if done is None or one is None:
        text = say("{title}: the number for the week of {day} is another one by now.", title=title(initiative), day=day)
        return Message(text, (Para(text),))
    kpi, name = initiative.kpi(one.kpi), await name_of(see, one.person)
    value = Amount(one.value, kpi.unit)
    text = say("{name} does not confirm {value} for {title}.", name=name, value=value, title=title(initiative))
    week = Note(say("It stands for the week of {day}.", day=day))
    blocks: list[Block] = [Para(text), week, Quote(Typed(one.why))]
    blocks.append(Note(say("Nothing changes by itself: the number stays until you correct it.")))
    if one.instead is not None and await INITIATIVE.holds(see, initiative, ASKING):
        label = say("Take over {value}", value=Amount(one.instead, kpi.unit))
        blocks.append(Buttons((Button(label, "confirm.take", about_of(initiative, done, one), "primary"),)))
    elif one.instead is not None:
        blocks.append(Note(say("It should be {value}.", value=Amount(one.instead, kpi.unit))))
    return Message(text, tuple(blocks))
