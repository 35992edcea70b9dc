"""Answers typed into the chat: one number or several at once, taken, or asked back when they can hardly be meant."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from handlers.bundles import pictured
from handlers.checking_in import Said, record, week_asked
from handlers.conversation import Also, Ask, Card, Change, Post, Quiet, Reply, Seeing, Tell, Turn, card
from handlers.facts import title
from handlers.files import beside, file_in
from handlers.presses import carried
from handlers.subjects import INITIATIVE
from handlers.ui import Args, Block, Button, Buttons, Message, Note, Para, Quote
from handlers.weekly import in_bundle
from handlers.wishes import wished
from handlers.words import Amount, Typed, Words, say
from initiatives.answers import Ahead, Answer, Asked, Either, Figure, Wished, read_answer
from initiatives.backing import backed_by
from initiatives.bundle_answers import Titled, read_bundle
from initiatives.calendar import iso_week, local_day
from initiatives.initiative import Initiative
from initiatives.people import Person
from storage.records import To

SURE = "value"
"""What a button carries when its number needs no more asking."""


def asked_of(initiative: Initiative) -> Asked:
    """What is asked for: the word the number counts in, and what it was before."""
    latest, kpi = initiative.latest, initiative.leading
    return Asked(kpi.counts_in, latest.value if latest is not None else kpi.baseline)


async def lettered(turn: Turn) -> tuple[Titled, ...]:
    """What the newest open message asks about, in the order in which it stands there."""
    nudges = await turn.store.open_nudges(turn.org, turn.person.id)
    asked = await in_bundle(turn, nudges[-1], turn.person.id) if nudges else []
    return tuple(Titled(one.id, one.title, asked_of(one)) for one in asked)


async def take(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """A number typed straight into the chat, or the button that says which number it was."""
    found = read_answer(
        about["text"], asked_of(initiative), turn.person.language, local_day(turn.now, turn.person.zone)
    )
    if SURE in about:
        comment, link = (found.comment, found.link) if isinstance(found, Figure | Either) else ("", "")
        said = _number(initiative, Decimal(about[SURE]), comment, link, about)
        return await recorded(turn, initiative, said, about)
    if isinstance(found, Wished) and found.wish in ("help", "done", "stop"):
        return await wished(turn, initiative, found, about)
    if isinstance(found, Wished) and found.wish == "same":
        return await same(turn, initiative, {**about, "comment": found.comment})
    if isinstance(found, Figure) and not found.doubtful:
        said = _number(initiative, found.value, found.comment, found.link, about)
        return await recorded(turn, initiative, said, {**about, "week": _week(turn, found, about)})
    if (asked := _asked_back(turn, initiative, found, about)) is not None:
        return Tell(asked)
    return (
        await same(turn, initiative, about)
        if about.get("same")
        else Ask("check_in.answer", {"initiative": initiative.id, **beside(about)})
    )


def _number(initiative: Initiative, value: Decimal, comment: str, link: str, about: Args) -> Said:
    """The leading number, with what was said beside it and what backs it: the file that came with it, before a link."""
    return Said({initiative.leading.id: value}, None, *backed_by(file_in(about), comment, link))


def _asked_back(turn: Turn, initiative: Initiative, found: Answer | None, about: Args) -> Card | None:
    """The question about a number that cannot be taken as it is; None where there is nothing to ask about."""
    match found:
        case Figure(value):
            numbers = str(value)
        case Either((one, other)):
            numbers = f"{one},{other}"
        case Ahead():
            return Card("check_in.not_yet", {"text": carried(about["text"]), **beside(about)})
        case _:
            return None
    week = _week(turn, found, about)
    said = {"initiative": initiative.id, "text": carried(about["text"]), "numbers": numbers, **beside(about)}
    return Card("check_in.really", {**said, **({"week": week} if week else {})})


def _week(turn: Turn, found: Figure | Either, about: Args) -> str:
    """The week that was named, or the one that the message is about; empty where the open one is meant."""
    if found.back == 0:
        return about.get("week", "")
    return iso_week(local_day(turn.now, turn.person.zone) - timedelta(weeks=found.back))


async def several(turn: Turn, person: Person, about: Args) -> Reply:
    """ "A 31, B 4 %": what is clear is kept, and what is not is asked back, each on its own."""
    asked = await lettered(turn)
    found = read_bundle(about["text"], asked, person.language, local_day(turn.now, person.zone))
    answered: list[str] = []
    cards: list[Card] = []
    also: Also = ()
    for one, answer in found.items():
        initiative = await turn.store.initiative(turn.org, one)
        said = _said(initiative, answer, about) if initiative is not None else None
        if initiative is not None and said is not None and isinstance(answer, Figure | Wished):
            back = _week(turn, answer, about) if isinstance(answer, Figure) else ""
            _, more = await record(turn, initiative, await week_asked(turn, initiative, back), said)
            answered, also = [*answered, one], (*also, *more)
        elif initiative is not None and (question := _asked_back(turn, initiative, answer, about)) is not None:
            cards.append(question)
    return _told(turn, answered, cards, also)


def _told(turn: Turn, answered: list[str], cards: list[Card], also: Also) -> Reply:
    """One message says what is noted; each open question is one more."""
    if answered:
        cards = [Card("check_in.bundle_answered", {"initiatives": ",".join(answered)}), *cards]
    if not cards:
        return Ask("check_in.all")
    to = To(person=turn.person.id, workspace=turn.where.workspace)
    return Tell(cards[0], also=(*also, *(Post(to, each, once=False) for each in cards[1:])))


def _said(initiative: Initiative, answer: Answer, about: Args) -> Said | None:
    """What can be kept without asking; a file sent with several numbers backs each of them."""
    latest = initiative.latest
    if isinstance(answer, Figure) and not answer.doubtful:
        return _number(initiative, answer.value, answer.comment, answer.link, about)
    if isinstance(answer, Wished) and answer.wish == "same" and latest is not None:
        return _number(initiative, latest.value, answer.comment, "", about)
    return None


async def same(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The last value again; without one the form asks for it."""
    latest = initiative.latest
    if latest is None:
        return Ask("check_in.answer", {name: text for name, text in about.items() if name != "comment"})
    week = await week_asked(turn, initiative, about.get("week", ""))
    said = _number(initiative, latest.value, about.get("comment", ""), "", about)
    _, also = await record(turn, initiative, week, said)
    if not turn.delivery:
        return Tell(Card("check_in.answered", {"initiative": initiative.id, "week": week}), also=also)
    return Quiet(pictured(also, initiative.id))


async def recorded(turn: Turn, initiative: Initiative, said: Said, about: Args) -> Reply:
    """Keeps the answer and shows it, in place of the question where one was asked."""
    week = await week_asked(turn, initiative, about.get("week", ""))
    first = {"first": "yes"} if initiative.needs_baseline else {}
    _, also = await record(turn, initiative, week, said)
    shown = Card("check_in.answered", {"initiative": initiative.id, "week": week, **first})
    if SURE in about and turn.delivery:
        return Quiet((*also, Change(turn.delivery, shown)))
    return Tell(shown, also=also)


@card("check_in.really")
async def really(see: Seeing, about: Args) -> Message:
    """Quotes what was typed and asks whether it is meant, or which of two numbers is."""
    initiative = await INITIATIVE.of(see, about)
    unit, numbers = initiative.leading.unit, [Decimal(one) for one in about["numbers"].split(",")]
    last = asked_of(initiative).last
    if len(numbers) > 1:
        text = say("Which number do you mean for {title}?", title=title(initiative))
    else:
        text = say("Is it really {value} for {title}?", value=Amount(numbers[0], unit), title=title(initiative))
    chosen = {**{name: about[name] for name in ("initiative", "text", "week") if name in about}, **beside(about)}
    buttons = [Button(_label(one, unit, numbers), "check_in.take", {**chosen, SURE: str(one)}) for one in numbers]
    again = Button(
        say("No, write it again"), "check_in.answer", {name: chosen[name] for name in chosen if name != "text"}
    )
    blocks: list[Block] = [Para(text), Quote(Typed(about["text"]))]
    if last is not None:
        blocks.append(Note(say("Last time: {value}", value=Amount(last, unit))))
    return Message(text, (*blocks, Buttons((*buttons, again) if len(numbers) == 1 else tuple(buttons))))


def _label(number: Decimal, unit: str, numbers: list[Decimal]) -> Words:
    return say("Yes, keep it") if len(numbers) == 1 else say("{value}", value=Amount(number, unit))


@card("check_in.not_yet")
async def not_yet(_see: Seeing, about: Args) -> Message:
    text = say("That day has not come yet. Write the number once it has.")
    again = (Note(say("Send the file again with it.")),) if beside(about) else ()
    return Message(text, (Para(text), Quote(Typed(about["text"])), *again))
