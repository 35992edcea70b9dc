"""`gate`: whether an initiative goes on to its next stage, what is written down for that, and who signs."""

from __future__ import annotations

from dataclasses import replace

from handlers.answers import Answers
from handlers.at_gates import at_gate, may_decide, signers, signs_for, state_of
from handlers.conversation import (
    EVERYBODY,
    Action,
    Also,
    Card,
    Conversation,
    Flow,
    Look,
    Post,
    Quiet,
    Reply,
    Role,
    Tell,
    Turn,
    only,
)
from handlers.facts import title
from handlers.gate_cards import ANSWERED, CARDS, CONCERNED
from handlers.gate_overview import before_a_gate
from handlers.gate_subject import GATE
from handlers.gating import CARD, card_of, gathered, key_of, propose, shown_again, weeks_until
from handlers.planning import weeks_asked
from handlers.subjects import INITIATIVE, ONESELF
from handlers.trials import shown_to_all
from handlers.ui import Args, Form, LongText
from handlers.words import Words, say
from initiatives import gate_states
from initiatives.gate_states import Document, DocumentKind, GateState, GateStep, Objection, Signature
from initiatives.initiative import Initiative
from initiatives.people import Function, Person
from initiatives.rules import Rule, RuleBroken
from initiatives.stages import next_stage
from storage.records import To

SEEING = only(Role.PROPOSER, Role.OWNER, Role.SPONSOR, Role.DEPUTY, Role.REVIEWER, Role.ADMIN)
DECIDING = only(Role.SPONSOR, Role.REVIEWER)
ASKING_AGAIN = only(Role.OWNER, Role.SPONSOR, Role.REVIEWER)
OWNERS = only(Role.OWNER)
SIGNING = only(Role.SIGNER)
MOST_WEEKS = 26
NOT_YET = Form(
    title=say("Not yet"),
    submit=say("Look again then"),
    intro=say("Its owner reads why. It goes on as it is, and you are asked again."),
    questions=(
        LongText(name="why", label=say("What is to happen first?"), most=600),
        weeks_asked(say("In how many weeks do you look again?"), MOST_WEEKS),
    ),
)
REASON = Form(
    title=say("Not yet, because"),
    submit=say("Send it"),
    intro=say("Its owner and whoever decided read it. You are asked again once it is dealt with."),
    questions=(LongText(name="why", label=say("What is missing for your signature?"), most=600),),
)
ON_BEHALF = Form(
    title=say("Sign for a function"),
    submit=say("Sign"),
    intro=say("Nobody else here can sign for it, so it takes words of your own. They stand beside your name."),
    questions=(LongText(name="words", label=say("What did you look at, and why can it go on?"), most=600),),
)


async def show(turn: Turn, initiative: Initiative, _about: Args) -> Reply:
    """The card of the next gate, whenever somebody wants to see it."""
    to = next_stage(initiative.stage)
    if to is None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return Tell(card_of(await state_of(turn.store, initiative, to)))


async def begin(turn: Turn, person: Person, _about: Args) -> Reply:
    """The one that has a gate before it goes straight to its card; of several the person picks."""
    mine = await before_a_gate(turn, person)
    if len(mine) == 1:
        return await show(turn, mine[0], {})
    return Tell(Card("gate.which"))


async def open_one(_turn: Turn, state: GateState, _about: Args) -> Reply:
    """The card of a gate, from a message that speaks of it."""
    return Tell(card_of(state))


async def _before(turn: Turn, state: GateState) -> Initiative:
    """The initiative, while it is in the stage before the gate."""
    initiative = await turn.store.initiative(turn.org, state.initiative)
    if initiative is None or next_stage(initiative.stage) is not state.to:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return initiative


async def suggest(turn: Turn, state: GateState, _about: Args) -> Reply:
    """Its owner wants it to go on: that is put to whoever decides, unless that was done already."""
    initiative = await _before(turn, state)
    found, put = await at_gate(turn.store, initiative, state, turn.now), state
    if state.step is not GateStep.PROPOSED or not state.by:
        put = await propose(turn.store, turn.organisation, found, turn.person.id, turn.now)
    return await _seen(turn, put, await _trial_answered(turn, initiative))


async def promote(turn: Turn, state: GateState, _about: Args) -> Reply:
    """It goes on: what is missing is asked for, and when all is there the stage changes."""
    initiative = await _before(turn, state)
    if not await may_decide(turn.store, turn.organisation, initiative, turn.person.id):
        raise RuleBroken("", Rule.OWN_GATE)
    also = await _trial_answered(turn, initiative)
    return await _seen(turn, await gathered(turn, gate_states.taken_on(state, turn.person.id, turn.now)), also)


async def _trial_answered(turn: Turn, initiative: Initiative) -> Also:
    """The question at the end of a trial is answered by taking it to its gate."""
    trial = initiative.trial
    if trial is None or not trial.asked:
        return ()
    answered = replace(initiative, trial=replace(trial, asked=False))
    await turn.store.change_initiative(answered)
    return await shown_to_all(turn, answered)


async def _seen(turn: Turn, state: GateState, also: Also = ()) -> Reply:
    """Whoever acts has the card: drawn again where it is, else sent to them."""
    pressed = await turn.store.delivery(turn.org, turn.delivery) if turn.delivery else None
    if pressed is not None and pressed.card == CARD:
        return Quiet(also)
    key = key_of(state, turn.person.id)
    known = await turn.store.delivery(turn.org, key)
    if known is None:
        return Tell(card_of(state), also=also, delivery=key)
    return Quiet(also) if known.created_at == turn.now else Tell(card_of(state), also=also)


async def hold(turn: Turn, state: GateState, answers: Answers, _about: Args) -> Reply:
    """Not yet: its owner reads why, and it is looked at again later."""
    initiative = await _before(turn, state)
    if not await may_decide(turn.store, turn.organisation, initiative, turn.person.id):
        raise RuleBroken("", Rule.OWN_GATE)
    again = weeks_until(turn.organisation, turn.person.zone, int(answers.number("weeks")), turn.now)
    put_off = gate_states.held(state, turn.person.id, answers.text("why"), turn.now, again)
    await turn.store.keep_gate_state(put_off)
    also = (*await shown_again(turn.store, put_off), *await _trial_answered(turn, initiative))
    return Tell(card_of(put_off), also=(*also, *_told(turn, put_off, "held", (initiative.owner,))))


def _told(turn: Turn, state: GateState, how: str, people: tuple[str, ...], function: str = "") -> Also:
    about = {"gate": state.id, "how": how, "by": turn.person.id, "function": function}
    card = Card(ANSWERED, about, subject=state.id)
    others = (person for person in dict.fromkeys(people) if person and person != turn.person.id)
    return tuple(Post(To(person=person), card) for person in others)


async def document_form(look: Look, state: GateState, _about: Args) -> Form:
    """What the gate wants written down, with what is there already."""
    initiative = await look.store.initiative(look.org, state.initiative)
    assert initiative is not None  # noqa: S101 a gate has its initiative
    found = await at_gate(look.store, initiative, state, look.now)
    questions = tuple(_text(state, kind) for kind in found.gate.documents or tuple(DocumentKind))
    intro = say("{title}: those who sign read it beside the numbers.", title=title(initiative))
    return Form(say("Write it down"), say("Keep it"), questions, intro=intro)


def _text(state: GateState, kind: DocumentKind) -> LongText:
    known = state.document(kind)
    return LongText(
        name=kind.value, label=_label(kind), hint=_hint(kind), default=known.text if known else "", most=1500
    )


def _label(kind: DocumentKind) -> Words:
    match kind:
        case DocumentKind.PROCESS_BEFORE:
            return say("The process before")
        case DocumentKind.PROCESS_AFTER:
            return say("The process after")
        case DocumentKind.CAPACITY_PLAN:
            return say("What becomes of the freed time")


def _hint(kind: DocumentKind) -> Words:
    match kind:
        case DocumentKind.PROCESS_BEFORE:
            return say("Who did what, in which order, with which tool. A few lines, or a link.")
        case DocumentKind.PROCESS_AFTER:
            return say("The same as it is now, with who checks what. A few lines, or a link.")
        case DocumentKind.CAPACITY_PLAN:
            return say("How many hours are freed, for whom, and what they are for from now on.")


async def write(turn: Turn, state: GateState, answers: Answers, _about: Args) -> Reply:
    """Kept beside the numbers; then the functions are asked to sign."""
    await _before(turn, state)
    typed = {kind: answers.text(kind.value).strip() for kind in DocumentKind}
    documents = tuple(Document(kind, text, turn.person.id, turn.now) for kind, text in typed.items() if text)
    kept = gate_states.written(replace(state, at=state.at or turn.now), documents)
    return Tell(card_of(await gathered(turn, kept)))


async def sign(turn: Turn, state: GateState, about: Args) -> Reply:
    """A function agrees, by whoever has it."""
    function, on_behalf = await _theirs(turn, state, about)
    if on_behalf:
        raise RuleBroken("", Rule.NOT_THEIR_SIGNATURE)
    return await _signed(turn, state, Signature(function, turn.person.id, turn.now))


async def sign_for(turn: Turn, state: GateState, answers: Answers, about: Args) -> Reply:
    """A function that nobody else here can sign for agrees, in words."""
    function, _ = await _theirs(turn, state, about)
    words = answers.text("words").strip()
    if not words:
        raise RuleBroken("words", Rule.EMPTY)
    return await _signed(turn, state, Signature(function, turn.person.id, turn.now, words))


async def _signed(turn: Turn, state: GateState, signature: Signature) -> Reply:
    return await _seen(turn, await gathered(turn, gate_states.signed(state, signature)))


async def _theirs(turn: Turn, state: GateState, about: Args) -> tuple[Function, bool]:
    """The function that is to sign now and whose signature is this person's to give, and whether for want of anybody else."""
    initiative = await _before(turn, state)
    found = await at_gate(turn.store, initiative, state, turn.now)
    named = about.get("function", "")
    function = next((one for one in found.to_sign if one.value == named), None)
    if function is None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    if not await signs_for(turn.store, turn.organisation, initiative, function, turn.person.id):
        raise RuleBroken("", Rule.NOT_THEIR_SIGNATURE)
    return function, (await signers(turn.store, turn.organisation, initiative, function)).on_behalf


async def refuse(turn: Turn, state: GateState, answers: Answers, about: Args) -> Reply:
    """A function says why not yet; its owner and whoever decided read it."""
    function, _ = await _theirs(turn, state, about)
    initiative = await _before(turn, state)
    objection = Objection(function, turn.person.id, answers.text("why"), turn.now)
    kept = await gathered(turn, gate_states.objected(state, objection))
    also = _told(turn, kept, "refused", (initiative.owner, state.by, initiative.sponsor), function.value)
    return Tell(card_of(kept), also=also)


async def ask_again(turn: Turn, state: GateState, _about: Args) -> Reply:
    """What was in the way is dealt with: those who said not yet are asked once more."""
    await _before(turn, state)
    if not any(state.objection(one) for one in Function):
        raise RuleBroken("", Rule.WRONG_STAGE)
    return await _seen(turn, await gathered(turn, gate_states.asked_again(state, turn.now)))


CONVERSATION = Conversation(
    name="gate",
    help=say("See what an initiative needs to go on to its next stage"),
    start="begin",
    words=("stage", "étape", "jalon"),
    flows=(
        Flow("hold", GATE, DECIDING, NOT_YET, hold),
        Flow("write", GATE, OWNERS, document_form, write),
        Flow("sign_for", GATE, SIGNING, ON_BEHALF, sign_for),
        Flow("refuse", GATE, SIGNING, REASON, refuse),
    ),
    actions=(
        Action("begin", ONESELF, EVERYBODY, begin),
        Action("show", INITIATIVE, SEEING, show),
        Action("open", GATE, CONCERNED, open_one),
        Action("suggest", GATE, OWNERS, suggest),
        Action("promote", GATE, DECIDING, promote),
        Action("sign", GATE, SIGNING, sign),
        Action("ask_again", GATE, ASKING_AGAIN, ask_again),
    ),
    cards=CARDS,
)
