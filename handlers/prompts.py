"""The prompt presenter: the same flow asked question by question in the direct chat, resumable, every answer changeable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers import flows, further
from handlers.answers import NO, YES, shown
from handlers.conversation import Also, Ask, Card, Change, Flow, Look, Quiet, Reply, Tell, Turn
from handlers.routing import Control
from handlers.ui import ChannelPick, Choice, Choices, Form, Further, Input, PeoplePick, PersonPick
from storage.records import Draft, Outcome

QUESTION = "prompts.question"
SUMMARY = "prompts.summary"
ANSWERED = "prompts.answered"
WHICH = "prompts.which"
CANCELLED = "prompts.cancelled"
CLOSED = "prompts.closed"


@dataclass(frozen=True)
class Talk:
    """A draft with its flow, subject and form: all that one step of it needs."""

    draft: Draft
    flow: Flow[Any]
    subject: object
    form: Form

    def question(self, name: str) -> Input | None:
        return next((question for question in self.form.questions if question.name == name), None)

    def asked(self) -> list[Input]:
        return shown(self.form.questions, self.draft.answers)

    def in_turn(self) -> list[Input]:
        """Those that are asked one after another."""
        return [question for question in self.asked() if not question.aside]

    def halts(self) -> list[str]:
        """Where it halts, one after another: at a question, or where several may be left together."""
        return further.halts(self.in_turn(), self.draft.answers)

    def part(self, halt: str) -> Further | None:
        """The questions that are announced there."""
        return further.announced(self.in_turn(), halt)


async def begin(turn: Turn, ask: Ask) -> Reply:
    """A new draft in the direct chat; questions with an answer already are not asked again but shown at the summary."""
    flow = turn.flows[ask.flow]
    subject = await flow.subject.load(turn, ask.about.get(flow.subject.name, ""))
    form = await flows.form_of(flow, turn, subject, ask.about)
    answers = {name: text for name, text in ask.answers.items() if text}
    draft = Draft(
        turn.new_id(), turn.org, turn.person.id, ask.flow, dict(ask.about), answers, turn.now, mode="prompts",
        workspace=turn.where.workspace,
    )  # fmt: skip
    told = await _onward(turn, Talk(draft, flow, subject, form), given=set(answers))
    return replace(told, also=(*ask.also, *told.also))


async def talk_of(look: Look, draft: Draft) -> Talk | None:
    """The running talk behind a draft; None when what it is about is gone."""
    flow = look.flows[draft.flow]
    subject = await flow.subject.load(look, draft.about.get(flow.subject.name, ""))
    if subject is None:
        return None
    return Talk(draft, flow, subject, await flows.form_of(flow, look, subject, draft.about))


async def say_control(turn: Turn, talk: Talk, control: Control) -> Reply:
    """Back, skip, cancel and the rest: the words and buttons beside every question."""
    match control:
        case "back":
            return await _back(turn, talk)
        case "skip":
            return await take(turn, talk, "")
        case "cancel":
            return await _cancel(turn, talk)
        case "change":
            return await _show(turn, talk, Card(WHICH, {"draft": talk.draft.id}), asking="")
        case "form":
            return Ask(talk.draft.flow, talk.draft.about, talk.draft.answers, draft=talk.draft.id, as_form=True)
        case "send":
            return await _send(turn, talk)


async def take(turn: Turn, talk: Talk, text: str) -> Reply:
    """An answer to the question asked: kept and the next one asked, or the same asked again with what is wrong."""
    question = talk.question(talk.draft.asking)
    if question is None:
        return await _take_words(turn, talk, text)
    wrong = await _wrong(turn, question, text)
    if wrong:
        about = {"draft": talk.draft.id, "question": question.name, "typed": text[:300]}
        return await _show(turn, talk, Card(QUESTION, about), asking=question.name)
    answered = replace(talk.draft, answers={**talk.draft.answers, question.name: text})
    return await _onward(turn, replace(talk, draft=answered), given=_given(talk, question), passed=question.name)


async def _take_words(turn: Turn, talk: Talk, text: str) -> Reply:
    """What is typed while no single question is asked: yes or no to those announced, or yes to the summary."""
    said, part = text.casefold().strip(" .!"), talk.part(talk.draft.asking)
    if part is None:
        if said in YES:
            return await _send(turn, talk)
        gone = bool(talk.draft.asking)
        return await (
            _onward(turn, talk, given=set(talk.draft.answers)) if gone else _not_understood(turn, talk, SUMMARY, text)
        )
    if said in (*NO, ""):
        return await leave(turn, talk, part, {})
    if said not in YES:
        return await _not_understood(turn, talk, further.OFFER, text)
    likely = await further.suggested(turn, part, talk.in_turn(), talk.draft.answers)
    return await (leave(turn, talk, part, likely) if likely else go_into(turn, talk, part))


async def _not_understood(turn: Turn, talk: Talk, name: str, text: str) -> Reply:
    """The same once more, with the words that were no answer to it."""
    about = {"draft": talk.draft.id, "typed": text[:300], "part": further.part_at(talk.draft.asking)}
    return await _show(turn, talk, Card(name, about), asking=talk.draft.asking)


async def go_into(turn: Turn, talk: Talk, part: Further) -> Reply:
    """Those of it that have no answer are asked one after another."""
    waiting = further.left(part, talk.in_turn(), talk.draft.answers)
    if not waiting:
        return await _onward(turn, talk, given=set(talk.draft.answers))
    answers = {name: text for name, text in talk.draft.answers.items() if name not in further.names(waiting)}
    begun = replace(talk, draft=replace(talk.draft, answers=answers))
    return await _show(turn, begun, _at(begun.draft, waiting[0].name), asking=waiting[0].name)


async def leave(turn: Turn, talk: Talk, part: Further, likely: Mapping[str, str]) -> Reply:
    """What is likely is taken as their answers, and the rest stays open."""
    waiting = further.names(further.left(part, talk.in_turn(), talk.draft.answers))
    answers = {**talk.draft.answers, **{name: likely.get(name, "") for name in waiting}}
    passed = replace(talk, draft=replace(talk.draft, answers=answers))
    return await _onward(turn, passed, given=set(answers))


async def toggle(turn: Turn, talk: Talk, question: Choices, value: str) -> Reply:
    """One of several choices, switched on or off; the question stays open."""
    chosen = [part for part in talk.draft.answers.get(question.name, "").split(",") if part]
    chosen = [part for part in chosen if part != value] if value in chosen else [*chosen, value]
    draft = replace(talk.draft, answers={**talk.draft.answers, question.name: ",".join(chosen)}, asking=question.name)
    await turn.store.keep_draft(replace(draft, updated_at=turn.now))
    return Quiet(also=(Change(turn.delivery, _question(draft, question.name)),))


async def reopen(turn: Turn, talk: Talk, name: str) -> Reply:
    """The question asked again from the summary, its answer kept until another is given."""
    return await _show(turn, talk, _question(talk.draft, name), asking=name)


async def resume(turn: Turn, talk: Talk) -> Reply:
    """Where it was left, however long ago; what is not asked any more is passed."""
    draft = replace(talk.draft, done=False, mode="prompts", workspace=turn.where.workspace)
    alive = replace(talk, draft=draft)
    if talk.question(draft.asking) or talk.part(draft.asking):
        return await _show(turn, alive, _at(draft, draft.asking), asking=draft.asking)
    return await _onward(turn, alive, given=set(draft.answers))


def understood(question: Input, text: str, turn: Turn) -> str:
    """What was typed as the answer travels: labels and numbers of choices as their values, people as the platform's ids."""
    typed = text.strip()
    match question:
        case Choice(options=options):
            return _option([(o.value, turn.reader.read(o.label)) for o in options], typed)
        case Choices(options=options):
            known = [(o.value, turn.reader.read(o.label)) for o in options]
            return ",".join(_option(known, part) for part in typed.split(",") if part.strip())
        case PersonPick() | PeoplePick() if turn.others:
            return ",".join(turn.others)
        case ChannelPick():
            return turn.channels.get(typed.lstrip("#"), typed)
        case PersonPick() if typed.casefold().strip("@") in ("me", "moi"):
            return turn.person.id
        case _:
            return typed


def _option(known: list[tuple[str, str]], typed: str) -> str:
    wanted = typed.strip().casefold()
    for number, (value, label) in enumerate(known, 1):
        if wanted in (value, label.casefold(), str(number)):
            return value
    starting = [value for value, label in known if wanted and label.casefold().startswith(wanted)]
    return starting[0] if len(starting) == 1 else typed


async def _wrong(turn: Turn, question: Input, text: str) -> bool:
    _, errors = await flows.read_answers(
        turn, (replace(question, only_if=None, only_when=None),), {question.name: text}
    )
    return bool(errors)


def _given(talk: Talk, question: Input) -> set[str]:
    asked = [asked.name for asked in talk.in_turn()]
    before = asked[: asked.index(question.name) + 1] if question.name in asked else []
    return {*before, *talk.draft.answers, question.name}


async def _onward(turn: Turn, talk: Talk, *, given: set[str], passed: str = "") -> Tell:
    waiting = [question for question in talk.in_turn() if question.name not in given]
    asking = further.halt(talk.in_turn(), talk.draft.answers, waiting[0]) if waiting else ""
    card = _at(talk.draft, asking) if asking else Card(SUMMARY, {"draft": talk.draft.id})
    return await _show(turn, talk, card, asking=asking, passed=passed)


async def _back(turn: Turn, talk: Talk) -> Reply:
    """The halt before; from the first question of several that were announced, that is where they were."""
    halts, asking = talk.halts(), talk.draft.asking
    here = next((one for one in talk.in_turn() if one.name == asking and one.name not in halts), None)
    if here is not None and here.further is not None:
        before = further.offer(here.further)
    else:
        place = halts.index(asking) if asking in halts else len(halts)
        before = halts[max(place - 1, 0)]
    return await _show(turn, talk, _at(talk.draft, before), asking=before)


async def _cancel(turn: Turn, talk: Talk) -> Reply:
    draft = replace(talk.draft, done=True, updated_at=turn.now)
    await turn.store.keep_draft(draft)
    closed = (Change(draft.asked, Card(CLOSED, {"draft": draft.id})),) if draft.asked else ()
    return Tell(Card(CANCELLED, {"draft": draft.id}), also=closed)


async def _send(turn: Turn, talk: Talk) -> Reply:
    outcome = await flows.finish(talk.flow, turn, talk.subject, talk.draft.answers, talk.draft.about)
    if isinstance(outcome, flows.Wrong):
        return await _repair(turn, talk, outcome)
    return await finished(turn, talk.draft.id, outcome)


async def finished(turn: Turn, draft_id: str, reply: Reply) -> Reply:
    """What a finished draft is answered with. Remembered: a form of the same draft sent afterwards gets the same answer."""
    card = reply.card if isinstance(reply, Tell) else Card("")
    await turn.store.remember(turn.org, done_key(draft_id), Outcome(card.name, dict(card.about)), turn.now)
    return replace(reply, also=(*await _closing(turn, draft_id), *reply.also))


def done_key(draft_id: str) -> str:
    """Under which it is remembered that a draft was sent, as form or by prompts."""
    return f"done:{draft_id}"


async def _closing(turn: Turn, draft_id: str) -> Also:
    """A finished draft is dropped, and the message that asked for it loses its buttons."""
    draft = await turn.store.draft(turn.org, draft_id)
    if draft is None or draft.person != turn.person.id:
        return ()
    await turn.store.drop_draft(turn.org, draft_id)
    return (Change(draft.asked, Card(CLOSED)),) if draft.asked else ()


async def _repair(turn: Turn, talk: Talk, wrong: flows.Wrong) -> Reply:
    field = next((name for name in wrong.errors if talk.question(name)), "")
    if not field:
        problem = {**wrong.reason, "draft": talk.draft.id, "problem": "yes"}
        return await _show(turn, talk, Card(SUMMARY, problem), asking="")
    typed = talk.draft.answers.get(field, "")[:300]
    about = {**wrong.reason, "draft": talk.draft.id, "question": field, "typed": typed}
    talk = replace(talk, draft=replace(talk.draft, about={**talk.draft.about, **wrong.sure}))
    return await _show(turn, talk, Card(QUESTION, about), asking=field)


def _question(draft: Draft, name: str) -> Card:
    return Card(QUESTION, {"draft": draft.id, "question": name})


def _at(draft: Draft, halt: str) -> Card:
    """The card of a halt."""
    part = further.part_at(halt)
    return Card(further.OFFER, {"draft": draft.id, "part": part}) if part else _question(draft, halt)


async def _show(turn: Turn, talk: Talk, card: Card, *, asking: str, passed: str = "") -> Tell:
    """Keeps the draft and puts the card below; the message before it loses its buttons and shows its answer."""
    before, shown_in = talk.draft.asked, turn.new_id()
    await turn.store.keep_draft(replace(talk.draft, asked=shown_in, updated_at=turn.now, asking=asking))
    part = further.part_at(talk.draft.asking)
    settled = Card(ANSWERED if passed else CLOSED, {"draft": talk.draft.id, "question": passed or talk.draft.asking})
    if part:
        settled = Card(further.SETTLED, {"draft": talk.draft.id, "part": part})
    return Tell(card, also=(Change(before, settled),) if before else (), delivery=shown_in)
