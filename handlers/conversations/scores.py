"""`scores`: reviewers say what a proposal takes, see how all that wait for them score, and how earlier promises came true."""

from __future__ import annotations

from decimal import Decimal

from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Card,
    Conversation,
    Flow,
    Look,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.conversations.review import shown_to_all
from handlers.facts import title
from handlers.replies import instead
from handlers.scoring import NAMES, REVIEWERS, button, mark_of, picture, standing, sum_of
from handlers.subjects import INITIATIVE, ONESELF
from handlers.turning import leaf, page_of
from handlers.ui import (
    Args,
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Form,
    Heading,
    Input,
    LongText,
    Message,
    Note,
    Number,
    Para,
    YesNo,
)
from handlers.words import Amount, Text, Typed, Words, say, say_n
from handlers.worth import worth
from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.rules import Rule, RuleBroken
from initiatives.score import (
    MOST,
    Score,
    effort_terms,
    errors_fewer,
    hours_freed,
    judged,
    score_id,
    tenth,
    total,
    value_terms,
)
from initiatives.truth import Bias, Compared, biases, compared

COMPARED = 20
"""How many of the newest a reviewer has scored are compared with what was measured: each takes its readings to be read."""


async def form(look: Look, initiative: Initiative, _about: Args) -> Form:
    """What it takes, filled with what the reviewer said before, and the value by the formula to agree with or to change."""
    me = look.person.id if look.person is not None else ""
    before = await look.store.score(look.org, score_id(initiative.id, me))
    formula = total(value_terms(initiative))
    return Form(
        title=say("Score it"),
        submit=say("Keep my score"),
        intro=say("By the answers its value is: {sum}. What does it take?", sum=sum_of(value_terms(initiative))),
        questions=(*_effort(before), *_value(formula, before)),
    )


def _effort(before: Score | None) -> tuple[Input, ...]:
    days, integrations, trained = (before.days, before.integrations, before.trained) if before else (None, None, None)
    return (
        _count("days", say("Working days it takes"), days),
        YesNo(
            name="infrastructure",
            label=say("Does it need new infrastructure?"),
            hint=say("A server, a database, a platform that is not there yet."),
            default="yes" if before is not None and before.infrastructure else "no",
        ),
        _count("integrations", say("How many systems have to be connected?"), integrations),
        _count("trained", say("How many people have to be trained?"), trained),
    )


def _count(name: str, label: Words, before: Decimal | None) -> Number:
    """Left empty it is none."""
    return Number(name=name, label=label, required=False, low=Decimal(0), high=Decimal(10000), default=_said(before))


def _value(formula: Decimal, before: Score | None) -> tuple[Input, ...]:
    own = before.value if before is not None else None
    return (
        Number(
            name="value",
            label=say("Its value, from 0 to 10"),
            hint=say("Change it if the sum misses something, and say what."),
            low=Decimal(0),
            high=MOST,
            default=_said(formula if own is None else own),
        ),
        LongText(
            name="why",
            label=say("Why another value than the sum?"),
            required=False,
            default=before.why if before is not None else "",
            most=600,
        ),
    )


def _said(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


async def score(turn: Turn, initiative: Initiative, answers: Answers, _about: Args) -> Reply:
    """One reviewer's score; every reviewer's card shows what all of them come to."""
    formula, value, why = total(value_terms(initiative)), answers.number("value"), answers.text("why")
    if value != formula and not why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    before = await turn.store.score(turn.org, score_id(initiative.id, turn.person.id))
    own = value != formula
    nothing = Decimal(0)
    await turn.store.keep_score(
        Score(
            id=score_id(initiative.id, turn.person.id),
            organisation=turn.org,
            initiative=initiative.id,
            reviewer=turn.person.id,
            days=answers.maybe_number("days") or nothing,
            infrastructure=answers.yes("infrastructure"),
            integrations=answers.maybe_number("integrations") or nothing,
            trained=answers.maybe_number("trained") or nothing,
            at=before.at if before is not None else turn.now,
            value=value if own else None,
            why=why if own else "",
            hours=before.hours if before is not None else hours_freed(initiative),
            errors=before.errors if before is not None else errors_fewer(initiative),
        )
    )
    return Tell(Card("scores.kept", {"initiative": initiative.id}), also=await shown_to_all(turn, initiative))


async def show(turn: Turn, _person: Person, about: Args) -> Reply:
    return await instead(turn, Card("scores.open", {"page": about["page"]} if "page" in about else {}))


async def truth(turn: Turn, _person: Person, _about: Args) -> Reply:
    return await instead(turn, Card("scores.truth"))


@card("scores.kept")
async def kept(see: Seeing, about: Args) -> Message:
    """How it stands with what was just said, and the reviewer's own sum."""
    initiative = await INITIATIVE.of(see, about)
    scores = await see.store.scores_of(see.org, initiative.id)
    text = say("Your score of {title} is kept.", title=title(initiative))
    me = see.person.id if see.person is not None else ""
    mine = [
        Note(say("Effort by you: {sum}.", sum=sum_of(effort_terms(one, initiative))))
        for one in scores
        if one.reviewer == me
    ]
    return Message(text, (Para(text), Fields(standing(judged(initiative, scores))), *mine))


@card("scores.open")
async def open_ones(see: Seeing, about: Args) -> Message:
    """What waits for the reader's answer, the most valuable for its effort first."""
    assert see.person is not None  # noqa: S101 told to a person only
    found = [
        (initiative, judged(initiative, await see.store.scores_of(see.org, initiative.id)))
        for initiative in await see.store.waiting_for(see.org, see.person.id)
    ]
    found.sort(
        key=lambda one: (one[1].value.mean - (one[1].effort.mean if one[1].effort else 5), one[0].id), reverse=True
    )
    here, turns = leaf(found, page_of(about), "scores.show", {})
    heading = say("What waits for your answer, by value and effort")
    blocks: list[Block] = [Heading(heading), *picture(found)]
    for initiative, stands in here:
        mark = mark_of(initiative, found)
        named = (
            say("{mark}: {title}", mark=Typed(mark), title=title(initiative))
            if mark
            else say("{title}", title=title(initiative))
        )
        line = Para(named)
        look = Button(say("Look at the proposal"), "mine.proposal", {"initiative": initiative.id})
        blocks += [line, Fields(standing(stands)), Buttons((button(initiative), look)), Divider()]
    if not found:
        blocks.append(Para(say("No proposal waits for your answer.")))
    promises = Button(say("What promises came to"), "scores.truth")
    return Message(heading, (*blocks, Buttons((*turns, promises))))


@card("scores.truth")
async def true_ones(see: Seeing, _about: Args) -> Message:
    """What was foreseen and what was measured, side by side, for what the reader has scored; and how far off that is on average."""
    assert see.person is not None  # noqa: S101 told to a person only
    scored = sorted(await see.store.scores_by(see.org, see.person.id), key=lambda one: one.at, reverse=True)[:COMPARED]
    every: list[Compared] = []
    blocks: list[Block] = []
    for one in scored:
        initiative = await see.store.initiative(see.org, one.initiative)
        if initiative is None:
            continue
        sides = compared(initiative, await see.store.scores_of(see.org, initiative.id), await worth(see, initiative))
        every += sides
        if sides:
            blocks += [Para(say("{title}", title=title(initiative))), Fields(tuple(_side(side) for side in sides))]
    heading = say("What promises came to")
    if not every:
        none = say("Nothing you scored has numbers to compare yet.")
        return Message(heading, (Heading(heading), Para(none)))
    off = tuple(Para(_bias(one)) for one in biases(every))
    note = Note(say("As first scored, and as the newest number has it; at most the newest {n} you scored.", n=COMPARED))
    return Message(heading, (Heading(heading), *off, Divider(), *blocks, note))


def _side(one: Compared) -> tuple[Text, Text]:
    values = {"foreseen": Amount(tenth(one.foreseen)), "measured": Amount(tenth(one.measured))}
    return NAMES[one.criterion], say("{foreseen} foreseen, {measured} measured", **values)


def _bias(one: Bias) -> Words:
    """The sign is said in words."""
    what, percent = NAMES[one.criterion], Amount(abs(one.percent))
    if one.percent == 0:
        return say_n(
            "{what}: as foreseen ({n} initiative)", "{what}: as foreseen ({n} initiatives)", one.count, what=what
        )
    if one.percent > 0:
        return say_n(
            "{what}: {percent} % more than foreseen ({n} initiative)",
            "{what}: {percent} % more than foreseen, on average of {n} initiatives",
            one.count,
            what=what,
            percent=percent,
        )
    return say_n(
        "{what}: {percent} % less than foreseen ({n} initiative)",
        "{what}: {percent} % less than foreseen, on average of {n} initiatives",
        one.count,
        what=what,
        percent=percent,
    )


CONVERSATION = Conversation(
    name="scores",
    help=say("See what proposals are worth and what they take"),
    start="show",
    words=("score", "portfolio"),
    flows=(Flow("score", INITIATIVE, REVIEWERS, form, score),),
    actions=(Action("show", ONESELF, EVERYBODY, show), Action("truth", ONESELF, EVERYBODY, truth)),
    cards=(kept, open_ones, true_ones),
)
