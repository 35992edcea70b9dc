"""How far an initiative has come at a gate: who proposed and decided, what was written down, who signed, who said not yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from initiatives.initiative import Stage
from initiatives.people import Function
from initiatives.rules import Rule, RuleBroken


class DocumentKind(StrEnum):
    """What an owner writes down for a gate."""

    PROCESS_BEFORE = "process_before"
    PROCESS_AFTER = "process_after"
    CAPACITY_PLAN = "capacity_plan"


@dataclass(frozen=True)
class Document:
    """What was written, or a link to it."""

    kind: DocumentKind
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Signature:
    """A function agrees. `words` are needed from whoever signs because nobody has that function."""

    function: Function
    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True)
class Objection:
    """A function does not agree yet, and says why. It is over once the function is asked again, or signs."""

    function: Function
    by: str
    why: str
    at: datetime
    over_at: datetime | None = None


class GateStep(StrEnum):
    """Where it stands: nothing asked, put to whoever decides, put off, being gathered after the decision to go on, or gone through."""

    WATCHED = "watched"
    PROPOSED = "proposed"
    HELD = "held"
    GATHERING = "gathering"
    PASSED = "passed"


@dataclass(frozen=True)
class GateState:
    """One per initiative and stage `to` which its gate leads.

    `by` said the last step, at `at`; `why` is the reason it was put off. `round` counts how often it was begun, `asked` are those from whom
    something is waited for since `asked_at`, `watching` those who see it among what is theirs, `reminders` how often was reminded.
    It is looked at again at `look_at`, and reminded of at `remind_at`.
    """

    id: str
    organisation: str
    initiative: str
    to: Stage
    step: GateStep = GateStep.WATCHED
    at: datetime | None = None
    by: str = ""
    why: str = ""
    documents: tuple[Document, ...] = ()
    signatures: tuple[Signature, ...] = ()
    objections: tuple[Objection, ...] = ()
    round: int = 0
    asked: tuple[str, ...] = ()
    watching: tuple[str, ...] = ()
    asked_at: datetime | None = None
    reminders: int = 0
    look_at: datetime | None = None
    remind_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody's word is waited for."""
        return self.step in (GateStep.PROPOSED, GateStep.GATHERING)

    @property
    def due_at(self) -> datetime | None:
        """When there is something to do about it."""
        return min((at for at in (self.look_at, self.remind_at) if at is not None), default=None)

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody it names."""
        said = [
            *(one.by for one in self.documents),
            *(one.by for one in self.signatures),
            *(one.by for one in self.objections),
        ]
        return tuple(dict.fromkeys(one for one in (self.by, *self.asked, *self.watching, *said) if one))

    def document(self, kind: DocumentKind) -> Document | None:
        return next((one for one in self.documents if one.kind is kind), None)

    def signature(self, function: Function) -> Signature | None:
        return next((one for one in self.signatures if one.function is function), None)

    def objection(self, function: Function) -> Objection | None:
        """Why that function does not agree, while that holds."""
        return next((one for one in self.objections if one.function is function and one.over_at is None), None)


def proposed(state: GateState, by: str, at: datetime) -> GateState:
    """Put to whoever decides; `by` is empty when its numbers did it, and then somebody may still do it in words."""
    again = (GateStep.PROPOSED,) if by and not state.by else ()
    _must_be(state, GateStep.WATCHED, GateStep.HELD, *again)
    return _begun(state, GateStep.PROPOSED, by, at)


def taken_on(state: GateState, by: str, at: datetime) -> GateState:
    """Decided that it goes on: from now on what is missing is asked for."""
    _must_be(state, GateStep.WATCHED, GateStep.PROPOSED, GateStep.HELD)
    fresh = state if state.step is GateStep.PROPOSED else _begun(state, GateStep.GATHERING, by, at)
    going = replace(fresh, step=GateStep.GATHERING, by=by, why="", at=at, objections=_all_over(state, at))
    return replace(going, asked=(), reminders=0, remind_at=None)


def held(state: GateState, by: str, why: str, at: datetime, look_at: datetime) -> GateState:
    """Not yet: looked at again then. What was written and signed stays."""
    _must_be(state, GateStep.WATCHED, GateStep.PROPOSED, GateStep.GATHERING)
    if not why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    put_off = replace(state, step=GateStep.HELD, by=by, why=why.strip(), at=at, look_at=look_at)
    return replace(put_off, asked=(), watching=(), asked_at=None, reminders=0, remind_at=None)


def put_away(state: GateState, at: datetime) -> GateState:
    """Nothing is asked any more. What was signed for this time counts no more; what was written stays."""
    if state.step in (GateStep.PASSED, GateStep.WATCHED):
        return replace(state, look_at=None, remind_at=None)
    away = replace(state, step=GateStep.WATCHED, by="", why="", at=at, signatures=(), look_at=None, remind_at=None)
    return replace(away, objections=_all_over(state, at), asked=(), watching=(), asked_at=None, reminders=0)


def passed(state: GateState, at: datetime) -> GateState:
    """Gone through; `by` stays whoever decided it."""
    _must_be(state, GateStep.GATHERING)
    through = replace(state, step=GateStep.PASSED, at=at, look_at=None, remind_at=None, objections=_all_over(state, at))
    return replace(through, asked=(), watching=(), asked_at=None)


def written(state: GateState, documents: tuple[Document, ...]) -> GateState:
    """With these documents. Another text than the one that was signed has to be signed again."""
    _must_be(state, GateStep.WATCHED, GateStep.PROPOSED, GateStep.HELD, GateStep.GATHERING)
    changed = tuple(one for one in documents if _is_new(state.document(one.kind), one))
    if not changed:
        return state
    kinds = {one.kind for one in changed}
    others = tuple(one for one in state.documents if one.kind not in kinds)
    return replace(state, documents=(*others, *changed), signatures=())


def _is_new(before: Document | None, now: Document) -> bool:
    return before is None or before.text != now.text


def signed(state: GateState, signature: Signature) -> GateState:
    """With that signature; what the function had against it is over."""
    _must_be(state, GateStep.GATHERING)
    if state.signature(signature.function) is not None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    over = tuple(_over(one, signature.at) if one.function is signature.function else one for one in state.objections)
    return replace(state, signatures=(*state.signatures, signature), objections=over)


def objected(state: GateState, objection: Objection) -> GateState:
    """A function says why not yet; it is not asked again before somebody wants that."""
    _must_be(state, GateStep.GATHERING)
    if not objection.why.strip():
        raise RuleBroken("why", Rule.EMPTY)
    if state.signature(objection.function) is not None or state.objection(objection.function) is not None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    return replace(state, objections=(*state.objections, replace(objection, why=objection.why.strip())))


def asked_again(state: GateState, at: datetime) -> GateState:
    """Whoever said not yet is asked once more."""
    _must_be(state, GateStep.GATHERING)
    return replace(state, round=state.round + 1, objections=_all_over(state, at))


def with_person(state: GateState, stays: str, goes: str) -> GateState:
    """The same with one person in the place of another: they turned out to be one."""

    def now(person: str) -> str:
        return stays if person == goes else person

    return replace(
        state,
        by=now(state.by),
        asked=tuple(dict.fromkeys(map(now, state.asked))),
        watching=tuple(dict.fromkeys(map(now, state.watching))),
        documents=tuple(replace(one, by=now(one.by)) for one in state.documents),
        signatures=tuple(replace(one, by=now(one.by)) for one in state.signatures),
        objections=tuple(replace(one, by=now(one.by)) for one in state.objections),
    )


def _begun(state: GateState, step: GateStep, by: str, at: datetime) -> GateState:
    anew = replace(state, step=step, by=by, why="", at=at, round=state.round + 1, look_at=None)
    return replace(anew, asked=(), watching=(), asked_at=None, reminders=0, remind_at=None)


def _all_over(state: GateState, at: datetime) -> tuple[Objection, ...]:
    return tuple(_over(one, at) for one in state.objections)


def _over(objection: Objection, at: datetime) -> Objection:
    return objection if objection.over_at is not None else replace(objection, over_at=at)


def _must_be(state: GateState, *steps: GateStep) -> None:
    if state.step not in steps:
        raise RuleBroken("", Rule.WRONG_STAGE)
