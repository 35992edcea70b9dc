"""`file`: a file, or a link by itself, that was sent into the chat backs a number, or it is asked which one."""

from __future__ import annotations

from handlers.answering import asked_about
from handlers.confirming import drawn_again
from handlers.conversation import (
    EVERYBODY,
    Action,
    Ask,
    Card,
    Conversation,
    Look,
    Reply,
    Role,
    Seeing,
    Tell,
    Turn,
    card,
    only,
)
from handlers.facts import leading_to, title
from handlers.files import AT, NAME, OFFERED, OTHERS, back, beside, file_in
from handlers.nudges import unanswered
from handlers.replies import instead
from handlers.seen_by import whoever
from handlers.subjects import INITIATIVE, ONESELF
from handlers.taking import asked_of, take
from handlers.ui import Args, Block, Button, Buttons, Message, Note, Para, Quote
from handlers.words import Amount, Link, Text, Typed, Words, say
from initiatives.answers import Either, Figure, read_answer
from initiatives.calendar import iso_week, local_day
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative
from initiatives.people import Person

ANSWERING = only(Role.OWNER, Role.CO_OWNER, Role.DEPUTY)
MOST = 9
"""How many numbers are offered: more buttons would be no question any more."""
SHORT = 40
"""How much of a title stands on a button, so that the number behind it is seen."""
ONLY_LINK = say("Only its name and its link are kept. What is in it is never read.")

Candidate = tuple[Initiative, CheckIn | None]


async def sent(turn: Turn, person: Person, about: Args) -> Reply:
    """The one number there is, where it has just been answered and nothing backs it yet; asked about in any other case."""
    found = await _candidates(turn, person) if file_in(about) is not None else []
    if len(found) == 1:
        initiative, done = found[0]
        if done is not None and done.week == _this_week(turn, person) and not done.link:
            return await put_behind(turn, initiative, {**about, "week": done.week})
    return Tell(Card(OFFERED, {name: about[name] for name in (NAME, AT) if name in about}))


async def put_behind(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The file stands behind the number; one that is not known yet is asked for first, or taken out of the words."""
    text, week = about.get("text", ""), about.get("week") or _this_week(turn, turn.person)
    file, done = file_in(about), await turn.store.check_in(turn.org, check_in_id(initiative.id, week))
    if text and _is_number(turn, initiative, text):
        return await take(turn, initiative, about)
    if done is None or file is None:
        return Ask("check_in.answer", {"initiative": initiative.id, **beside(about)})
    also = await back(turn, initiative, done, file, text)
    kept = {"initiative": initiative.id, "week": week, "before": done.link, "was": done.file, "text": text}
    card = Card("file.kept", kept)
    if about.get("pressed"):
        return await instead(turn, card, also)
    return Tell(card, also=(*also, *(await drawn_again(turn.store, turn.org, turn.delivery) if turn.delivery else ())))


def _is_number(turn: Turn, initiative: Initiative, text: str) -> bool:
    day = local_day(turn.now, turn.person.zone)
    return isinstance(read_answer(text, asked_of(initiative), turn.person.language, day), Figure | Either)


def _this_week(look: Look, person: Person) -> str:
    return iso_week(local_day(look.now, person.zone))


async def _candidates(look: Look, person: Person) -> list[Candidate]:
    """The numbers a file can back: what somebody is asked about, each with its newest answer unless a new one is waited for."""
    waiting = {one.id for one in await unanswered(look.store, look.org, person.id)}
    found: list[Candidate] = []
    for one in (await asked_about(look.store, look.organisation, person, look.now))[:MOST]:
        found.append((one, None if one.id in waiting else await _newest(look, one, person)))
    return found


async def _newest(look: Look, initiative: Initiative, person: Person) -> CheckIn | None:
    begun = initiative.leading.baseline_on
    weeks = [_this_week(look, person), initiative.latest.week if initiative.latest is not None else ""]
    for week in (*weeks, iso_week(begun) if begun is not None else ""):
        done = await look.store.check_in(look.org, check_in_id(initiative.id, week)) if week else None
        if done is not None:
            return done
    return None


@card(OFFERED)
async def offered(see: Seeing, about: Args) -> Message:
    """Which number a file backs, with a button for each; or why it backs none."""
    file = file_in(about)
    name = _named(about)
    if file is None:
        text = say("{file} has no link that others could open, so it backs no number.", file=name)
        return Message(text, (Para(text), Note(say("Write a link to it, with the number or by itself."))))
    found = await _candidates(see, see.person) if see.person is not None else []
    if not found:
        text = say("No number of yours is open that {file} could back. Nothing is kept of it.", file=name)
        return Message(text, (Para(text), Note(say("Once there is a number, send it again with the number."))))
    text = say("Which number does {file} back?", file=name)
    buttons = tuple(_button(one, done, about) for one, done in found)
    return Message(text, (Para(text), Buttons(buttons), Note(ONLY_LINK)))


def _named(about: Args) -> Words | Typed | Link:
    if about.get(AT):
        return leading_to(about[AT], about.get(NAME, ""))
    return Typed(about[NAME]) if about.get(NAME) else say("That file")


def _button(initiative: Initiative, done: CheckIn | None, about: Args) -> Button:
    """An answer that is waited for is asked for with the file beside it."""
    chosen = {"initiative": initiative.id, "pressed": "yes", **beside(about)}
    value = dict(done.values).get(initiative.leading.id) if done is not None else None
    name = Typed(initiative.title if len(initiative.title) <= SHORT else f"{initiative.title[: SHORT - 1].rstrip()}…")
    label: Text = say("{title}: this week’s number", title=name)
    if done is None or value is None:
        return Button(label, "file.back", chosen)
    amount = Amount(value, initiative.leading.unit)
    label = say("{title}: {value}", title=name, value=amount)
    return Button(label, "file.back", {**chosen, "week": done.week})


@card("file.kept", seen_by=whoever(ANSWERING))
async def kept(see: Seeing, about: Args) -> Message:
    """The number, what backs it now, and what did before."""
    initiative = await see.store.initiative(see.org, about["initiative"])
    done = await see.store.check_in(see.org, check_in_id(about["initiative"], about["week"]))
    assert initiative is not None and done is not None  # noqa: S101 stored before this card was queued
    value = Amount(dict(done.values).get(initiative.leading.id, done.values[0][1]), initiative.leading.unit)
    if not done.link:
        text = say("{title}: {value}, with no file behind it any more.", title=title(initiative), value=value)
        return Message(text, (Para(text),))
    file = leading_to(done.link, done.file)
    text = say("{title}: {value} is backed by {file}.", title=title(initiative), value=value, file=file)
    blocks: list[Block] = [Para(text), *([Quote(Typed(about["text"]))] if about.get("text") else [])]
    if about.get("before"):
        before = leading_to(about["before"], about.get("was", ""))
        blocks.append(Note(say("Before, it was {file}.", file=before)))
    return Message(text, (*blocks, Note(ONLY_LINK)))


@card(OTHERS)
async def others(_see: Seeing, about: Args) -> Message:
    text = say("One file backs a number: {file}. The others stay in this chat only.", file=_named(about))
    return Message(text, (Para(text),))


CONVERSATION = Conversation(
    name="file",
    help=None,
    actions=(
        Action("sent", ONESELF, EVERYBODY, sent),
        Action("back", INITIATIVE, ANSWERING, put_behind),
    ),
    cards=(offered, kept, others),
)
