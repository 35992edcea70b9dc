"""`propose`: an employee puts a micro-initiative forward, from a command, a message or a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from handlers.answers import Answers
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Ask,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Reply,
    Seeing,
    Tell,
    Turn,
    card,
)
from handlers.facts import sensitivity, title
from handlers.presses import carried
from handlers.promise_shown import who_answers
from handlers.promises import begin as begin_promise
from handlers.promises import review_key
from handlers.proposing import TO_PROPOSER, asked_beside, completed, sections
from handlers.similar import shown_first
from handlers.subjects import INITIATIVE, NOTHING, reviewers_of
from handlers.ui import (
    Args,
    Button,
    Buttons,
    Choice,
    Fields,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Number,
    Option,
    Para,
    ShortText,
)
from handlers.words import Amount, Text, Typed, say
from initiatives.calendar import local_day
from initiatives.initiative import Initiative, Sensitivity, title_of
from initiatives.kpi import Direction, Kpi, read_change
from initiatives.people import Organisation
from initiatives.understanding import Understood, understand
from storage.records import To

OFFER = "propose.offer"


def _understood(typed: Mapping[str, str]) -> dict[str, str]:
    """What the pain, as it was typed, says about further questions."""
    understood = understand(typed.get("pain", ""))
    return _filled(understood, "") if understood is not None else {}


FORM = Form(
    title=say("Propose an initiative"),
    submit=say("Propose it"),
    intro=say("Small is good: something you can try in two weeks. It takes a minute."),
    questions=(
        LongText(name="pain", label=say("What takes too long, or goes wrong?"), most=1000),
        ShortText(
            name="reach",
            label=say("Who feels it, and how many?"),
            hint=say("For example: accounting, 6 people"),
            most=100,
        ),
        Number(
            name="hours",
            label=say("Hours a week it costs, all together"),
            hint=say("A rough figure is fine."),
            low=Decimal(0),
            high=Decimal(10000),
            word="hours",
            suggests=lambda typed: _understood(typed).get("hours", ""),
        ),
        LongText(name="idea", label=say("What would you try?"), hint=say("One sentence is enough."), most=1000),
        ShortText(
            name="kpi",
            label=say("Which number should move?"),
            hint=say("For example: hours a week on invoices; days until a customer has an answer; errors a month"),
            most=100,
        ),
        ShortText(
            name="change",
            label=say("From what to what?"),
            hint=say("For example: 42 to 20. Write “? to 20” if you do not know the first number yet."),
            required=False,
            most=60,
        ),
        ShortText(
            name="tool",
            label=say("Which tool, if you know"),
            required=False,
            most=80,
            suggests=lambda typed: _understood(typed).get("tool", ""),
        ),
        Choice(
            name="sensitivity",
            label=say("The most sensitive content it touches"),
            required=False,
            options=tuple(Option(kind.value, sensitivity(kind)) for kind in Sensitivity),
        ),
    ),
)


async def questions(look: Look, _organisation: Organisation, about: Args) -> Form:
    """The form's own questions, and after them those of every part."""
    return replace(FORM, questions=(*FORM.questions, *await asked_beside(look, about)))


async def begin(turn: Turn, _organisation: Organisation, about: Args) -> Reply:
    """The form, filled with what was understood of a sentence or with a message handed over."""
    text = await _offered(turn) or about.get("text", "")
    link = {"link": about["link"]} if about.get("link") else {}
    if about.get("whole"):
        return Ask("propose.propose", link, _filled(understand(text), text))
    return Ask("propose.propose", link, _filled(understand(text), text) if text else {})


async def _offered(turn: Turn) -> str:
    """The whole sentence of the offer whose button was pressed: the button itself holds only what fits into it."""
    row = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    return row.about.get("text", "") if row is not None and row.card == OFFER else ""


def _filled(understood: Understood | None, text: str) -> dict[str, str]:
    if understood is None:
        return {"pain": text[:1000]}
    filled = {"pain": understood.pain[:1000], "tool": understood.tool or ""}
    if understood.hours is not None:
        filled["hours"] = format(understood.hours.normalize(), "f")
    if understood.people is not None:
        filled["reach"] = str(understood.people)
    return filled


async def leave(_turn: Turn, _organisation: Organisation, _about: Args) -> Reply:
    return Tell(Card("propose.left"))


async def finish(turn: Turn, organisation: Organisation, answers: Answers, about: Args) -> Reply:
    """What is close to it is shown first; whoever takes a win over has seen it."""
    initiative = _initiative(turn, answers, about)
    close = None if about.get("story") else await shown_first(turn, initiative, answers, about)
    return close or await submitted(turn, organisation, initiative, answers, about)


async def submitted(
    turn: Turn, organisation: Organisation, initiative: Initiative, answers: Answers, about: Args
) -> Tell:
    """The proposal goes in, to whoever answers it."""
    whole, told = await completed(turn, initiative, answers, about)
    asked = await reviewers_of(turn.store, organisation, whole)
    waiting = replace(whole, reviewers=asked)
    await turn.store.add_initiative(waiting)
    await begin_promise(turn.store, organisation, waiting, turn.now)
    return Tell(Card("propose.done", {"initiative": waiting.id}), also=(*to_reviewers(turn, waiting), *told))


def to_reviewers(turn: Turn, initiative: Initiative) -> Also:
    """The proposal's card for each of those who answer it, once each."""
    shown = Card("review.to_review", {"initiative": initiative.id}, subject=initiative.id)
    return tuple(
        Post(To(person=reviewer, workspace=turn.where.workspace), shown, key=review_key(initiative, reviewer))
        for reviewer in initiative.reviewers
    )


def _initiative(turn: Turn, answers: Answers, about: Args) -> Initiative:
    return Initiative(
        id=turn.new_id(),
        organisation=turn.org,
        title=title_of(answers.text("idea")),
        pain=answers.text("pain"),
        reach=answers.text("reach"),
        hours=answers.number("hours"),
        idea=answers.text("idea"),
        tool=answers.text("tool"),
        sensitivity=Sensitivity(answers.text("sensitivity") or Sensitivity.UNKNOWN),
        kpis=(_kpi(turn, answers),),
        proposer=turn.person.id,
        team=turn.person.team,
        created_at=turn.now,
        link=about.get("link", ""),
    )


def _kpi(turn: Turn, answers: Answers) -> Kpi:
    name, typed = answers.text("kpi"), answers.text("change")
    if not typed:
        return Kpi(turn.new_id(), name, "", Direction.DOWN)
    change = read_change(typed, name, turn.person.language)
    known_on = local_day(turn.now, turn.person.zone) if change.baseline is not None else None
    return Kpi(turn.new_id(), name, change.unit, change.direction, change.baseline, known_on, change.target)


@card(OFFER)
async def offer(_see: Seeing, about: Args) -> Message:
    """What was understood of a plain sentence, before anything is begun."""
    understood = understand(about["text"])
    pairs: list[tuple[Text, Text]] = [(say("What hurts"), Typed(about["pain"]))]
    if understood and understood.hours is not None:
        pairs.append((say("What it costs"), say("{hours} a week", hours=Amount(understood.hours, "h"))))
    if understood and understood.tool:
        pairs.append((say("Tool"), Typed(understood.tool)))
    return Message(
        say("Shall I make this an initiative?"),
        (
            Para(
                say(
                    "That sounds like something worth trying. Shall I make it an initiative? This is what I understood:"
                )
            ),
            Fields(tuple(pairs)),
            Buttons(
                (
                    Button(say("Make it an initiative"), "propose.begin", {"text": carried(about["text"])}, "primary"),
                    Button(say("No, leave it"), "propose.leave"),
                )
            ),
        ),
    )


@card("propose.left")
async def left(_see: Seeing, _about: Args) -> Message:
    text = say("All right. Write “propose” whenever you want to put something forward.")
    return Message(text, (Para(text),))


@card("propose.done")
async def done(see: Seeing, about: Args) -> Message:
    """What the proposer reads: it is in, who has it, what happens next."""
    initiative = await INITIATIVE.of(see, about)
    return Message(
        say("{title} is proposed", title=title(initiative)),
        (
            Heading(say("Proposed: {title}", title=Typed(initiative.title))),
            Para(await who_answers(see, initiative)),
            *await sections(TO_PROPOSER, see, initiative),
            Note(say("“mine” shows where it stands, any time.")),
        ),
    )


CONVERSATION = Conversation(
    name="propose",
    help=say("Put a small AI experiment forward"),
    start="begin",
    takes_text=True,
    words=("proposer", "proposition", "idea", "idée"),
    flows=(Flow("propose", NOTHING, EVERYBODY, questions, finish),),
    actions=(
        Action("begin", NOTHING, EVERYBODY, begin),
        Action("leave", NOTHING, EVERYBODY, leave),
    ),
    cards=(offer, left, done),
)
