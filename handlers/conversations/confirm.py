"""`confirm`: whoever answers for a number asks somebody else to confirm it, who says that it is right, or why not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.answers import Answers
from handlers.checking_in import Said, record
from handlers.confirming import CARD, keep_confirmed, key_of, may_be_asked, put_to, same_person, shown_again, theirs
from handlers.confirming_cards import REFUSED, SENT, about_of, asked, done_of, not_confirmed, sent
from handlers.confirming_shown import ASKING
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Ask,
    Card,
    Change,
    Conversation,
    Flow,
    Look,
    Post,
    Quiet,
    Reply,
    Tell,
    Turn,
)
from handlers.facts import title
from handlers.replies import instead
from handlers.subjects import INITIATIVE
from handlers.ui import (
    Args,
    Choice,
    Form,
    Input,
    LongText,
    Number,
    Option,
    PersonPick,
    ShortText,
)
from handlers.words import Amount, Typed, say
from initiatives.check_ins import CheckIn, Confirmation
from initiatives.confirming import confirmed, must_be_anothers, named, open_one, refused, unconfirmed, with_confirmation
from initiatives.initiative import Initiative
from initiatives.kpi import Kpi
from initiatives.rules import Rule, RuleBroken
from storage.records import To

ANSWERED = "check_in.answered"


async def begin(turn: Turn, _initiative: Initiative, about: Args) -> Reply:
    """The question whom to ask, where there is something to ask about."""
    done = await done_of(turn, about)
    if done is None or not unconfirmed(done):
        raise RuleBroken("", Rule.NOTHING_TO_CONFIRM)
    return Ask("confirm.ask", about)


async def ask_form(look: Look, initiative: Initiative, about: Args) -> Form:
    """Who is asked; about which number, where there are several."""
    done = await done_of(look, about)
    numbers = dict(done.values) if done is not None else {}
    options = [_option(initiative.kpi(kpi), numbers[kpi]) for kpi in (unconfirmed(done) if done is not None else ())]
    which: tuple[Input, ...] = (Choice(name="kpi", label=say("Which number?"), options=tuple(options)),)
    person = PersonPick(
        name="person",
        label=say("Who can confirm it?"),
        hint=say("Somebody who can look it up and does not answer for it: finance, or whoever owns the process."),
        default=await may_be_asked(look, initiative, done) if done is not None else "",
    )
    link = ShortText(
        name="link",
        label=say("Where can they look it up?"),
        hint=say("A link, or a few words."),
        required=False,
        most=300,
    )
    return Form(
        say("Who confirms it?"),
        say("Ask them"),
        (*(which if len(options) > 1 else ()), person, link),
        intro=say("{title}: they are asked once whether the number is right.", title=title(initiative)),
    )


def _option(kpi: Kpi, value: Decimal) -> Option:
    return Option(kpi.id, say("{kpi}: {value}", kpi=Typed(kpi.name[:60]), value=Amount(value, kpi.unit)))


async def ask(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    done = await done_of(turn, about)
    waiting = unconfirmed(done) if done is not None else ()
    kpi = answers.text("kpi") or next(iter(waiting), "")
    if done is None or kpi not in waiting:
        raise RuleBroken("", Rule.NOTHING_TO_CONFIRM)
    asked = Confirmation(
        turn.new_id(), kpi, dict(done.values)[kpi], answers.text("person"), turn.person.id, turn.now, answers.text("link")
    )  # fmt: skip
    told = f"{key_of(asked)}.told"
    asked = replace(asked, shown=(*((about["from"],) if about.get("from") else ()), told))
    _, also = await put_to(turn, initiative, done, asked)
    also = (*also, *await shown_again(turn.store, turn.org, asked))
    return Tell(Card(SENT, about_of(initiative, done, asked), subject=initiative.id), also=also, delivery=told)


async def confirm(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    done, asked = await _to_answer(turn, initiative, about)
    said = confirmed(asked, turn.person.id, turn.now)
    also = await keep_confirmed(turn, initiative, done, said)
    return await instead(turn, Card(CARD, about_of(initiative, done, said), subject=initiative.id), also)


async def _to_answer(turn: Turn, initiative: Initiative, about: Args) -> tuple[CheckIn, Confirmation]:
    """The question this person was asked, if it is still open and the number is not theirs by now."""
    done = await done_of(turn, about)
    asked = open_one(done, about["question"])
    if done is None or await same_person(turn, asked.person) != turn.person.id:
        raise RuleBroken("", Rule.NUMBER_CHANGED)
    must_be_anothers(turn.person.id, await theirs(turn, initiative, done, asked.by))
    return done, asked


async def refuse_form(look: Look, initiative: Initiative, about: Args) -> Form:
    done = await done_of(look, about)
    asked = named(done, about["question"])
    kpi = initiative.kpi(asked.kpi) if asked is not None else initiative.leading
    number = Number(
        name="instead",
        label=say("What should it be?"),
        hint=say("Nothing changes by itself: its owner decides."),
        required=False,
        unit=Typed(kpi.unit) if kpi.unit else None,
        word=kpi.counts_in,
        last=asked.value if asked is not None else None,
    )
    reason = LongText(name="why", label=say("What is wrong with it?"), most=600)
    intro = say("{title}: whoever asked you reads this.", title=title(initiative))
    return Form(say("Not this number"), say("Send it"), (reason, number), intro=intro)


async def refuse(turn: Turn, initiative: Initiative, answers: Answers, about: Args) -> Reply:
    """Whoever asked and the owner hear of it; the number stays as it is."""
    done, asked = await _to_answer(turn, initiative, about)
    value = answers.maybe_number("instead")
    said = refused(asked, turn.person.id, turn.now, answers.text("why"), value)
    await turn.store.keep_check_in(with_confirmation(done, said))
    kept = about_of(initiative, done, said)
    told = Card(REFUSED, kept, subject=initiative.id)
    hear = dict.fromkeys([await same_person(turn, one) for one in (asked.by, initiative.owner) if one])
    posts: Also = tuple(Post(To(person=one), told, key=f"{key_of(said)}.no.{one}") for one in hear)
    shown = Change(key_of(said), Card(CARD, kept, subject=initiative.id))
    return Quiet((shown, *posts, *await shown_again(turn.store, turn.org, said)))


async def take(turn: Turn, initiative: Initiative, about: Args) -> Reply:
    """The number that was named instead, as a correction by whoever takes it over: not confirmed by that."""
    done = await done_of(turn, about)
    said = named(done, about["question"])
    if done is None or said is None or said.confirmed or said.instead is None:
        raise RuleBroken("", Rule.NUMBER_CHANGED)
    corrected = Said({said.kpi: said.instead}, comment=done.comment, link=done.link, file=done.file)
    changed, also = await record(turn, initiative, done.week, corrected)
    kept = await done_of(turn, about)
    assert kept is not None  # noqa: S101 just recorded
    values = tuple({**dict(done.values), **dict(kept.values)}.items())
    await turn.store.keep_check_in(replace(kept, values=values, confidence=done.confidence))
    return await instead(turn, Card(ANSWERED, {"initiative": changed.id, "week": done.week}), also)


CONVERSATION = Conversation(
    name="confirm",
    help=None,
    flows=(
        Flow("ask", INITIATIVE, ASKING, ask_form, ask),
        Flow("refuse", INITIATIVE, EVERYBODY, refuse_form, refuse),
    ),
    actions=(
        Action("begin", INITIATIVE, ASKING, begin),
        Action("confirm", INITIATIVE, EVERYBODY, confirm),
        Action("take", INITIATIVE, ASKING, take),
    ),
    cards=(asked, sent, not_confirmed),
)
