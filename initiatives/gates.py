"""Gates between stages: what going on needs, what there is already, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from initiatives.calendar import monday_of
from initiatives.gate_states import DocumentKind, GateState, GateStep
from initiatives.initiative import Initiative, Stage
from initiatives.kpi import Kpi, Reading
from initiatives.pace import measured as weekly
from initiatives.people import Function
from initiatives.rules import Rule, RuleBroken
from initiatives.stages import begun_on, stage_before
from initiatives.wins import Point

GAP_DAYS = 35
"""Readings further apart than a month and some days do not show that a target was held in between."""


@dataclass(frozen=True)
class Gate:
    """What going on to a stage needs, counted in the stage before it; 0 or nothing means: not needed.

    `share` is per cent of the way from baseline to target, `held_weeks` how long the target was held up to the newest reading, `teams`
    how many other teams have taken it over. Every function of `all_of` signs, and one of `any_of`.
    """

    to: Stage
    readings: int = 0
    share: int = 0
    days: int = 0
    held_weeks: int = 0
    teams: int = 0
    documents: tuple[DocumentKind, ...] = ()
    all_of: tuple[Function, ...] = ()
    any_of: tuple[Function, ...] = ()

    @property
    def functions(self) -> tuple[Function, ...]:
        """Every function whose signature counts here."""
        return tuple(dict.fromkeys((*self.all_of, *self.any_of)))


DEFAULT_GATES = (
    Gate(
        Stage.VALIDATION, readings=3, share=50, days=14,
        documents=(DocumentKind.PROCESS_BEFORE, DocumentKind.PROCESS_AFTER),
        all_of=(Function.IT, Function.HR, Function.PROCESS_OWNER),
    ),
    Gate(
        Stage.REPLICATION, readings=8, days=90, held_weeks=4, documents=(DocumentKind.CAPACITY_PLAN,),
        all_of=(Function.MANAGEMENT, Function.MARKETING),
    ),
    Gate(Stage.RUNNING, held_weeks=8, teams=2),
)  # fmt: skip


@dataclass(frozen=True)
class GateRules:
    """The gates an organisation has chosen in place of the usual ones; one record of it, with the organisation's id."""

    id: str
    organisation: str
    gates: tuple[Gate, ...] = DEFAULT_GATES

    def to(self, stage: Stage) -> Gate:
        """The gate that leads to that stage; one that was never chosen is the usual one."""
        return next(gate for gate in (*self.gates, *DEFAULT_GATES) if gate.to is stage)

    def with_gate(self, gate: Gate) -> GateRules:
        """The same rules with that gate in the place of the one to the same stage."""
        return replace(self, gates=(*(one for one in self.gates if one.to is not gate.to), gate))


@dataclass(frozen=True)
class Measured:
    """What the numbers of a stage say; `share` is a fraction of the way, None while it cannot be told."""

    counts: bool
    readings: int
    share: float | None
    days: int
    held_weeks: int
    teams: int


class Need(StrEnum):
    """A kind of thing that can be missing."""

    BASELINE = "baseline"
    READINGS = "readings"
    SHARE = "share"
    DAYS = "days"
    HELD_WEEKS = "held_weeks"
    TEAMS = "teams"
    DOCUMENT = "document"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet: `have` of `wanted`, a `document`, or the signature of one of `functions`."""

    need: Need
    wanted: int = 0
    have: int = 0
    document: DocumentKind | None = None
    functions: tuple[Function, ...] = ()


def measured(initiative: Initiative, readings: Iterable[Reading], teams: int, today: date) -> Measured:
    """What the leading number did in the present stage, one reading a week."""
    since, kpi = begun_on(initiative), initiative.leading
    points = [one for one in weekly(kpi, readings) if since is not None and one.on >= since]
    share = kpi.share(points[-1].value) if points else None
    days = max(0, (today - since).days) if since is not None else 0
    return Measured(initiative.counts, len(points), share, days, held_weeks(kpi, points), teams)


def held_weeks(kpi: Kpi, points: Sequence[Point]) -> int:
    """In how many weeks, up to the newest reading, every reading was at the target; 0 when the newest is not."""
    if kpi.reached_before:
        return 0
    held: list[Point] = []
    for point in reversed(points):
        if not kpi.reached(point.value) or (held and (held[-1].on - point.on).days > GAP_DAYS):
            break
        held.append(point)
    return (monday_of(held[0].on) - monday_of(held[-1].on)).days // 7 + 1 if held else 0


def not_measured_yet(gate: Gate, found: Measured) -> tuple[Missing, ...]:
    """What the numbers still have to show."""
    asks_numbers = gate.readings or gate.share or gate.held_weeks
    percent = 0 if found.share is None else int(round(found.share * 100, 6))
    wanted = (
        (Need.BASELINE, 1 if asks_numbers else 0, int(found.counts)),
        (Need.READINGS, gate.readings, found.readings),
        (Need.SHARE, gate.share, percent),
        (Need.DAYS, gate.days, found.days),
        (Need.HELD_WEEKS, gate.held_weeks, found.held_weeks),
        (Need.TEAMS, gate.teams, found.teams),
    )
    return tuple(Missing(need, most, have) for need, most, have in wanted if have < most)


def not_written_yet(gate: Gate, state: GateState) -> tuple[Missing, ...]:
    """The documents nobody has written."""
    return tuple(Missing(Need.DOCUMENT, document=kind) for kind in gate.documents if state.document(kind) is None)


def not_signed_yet(gate: Gate, state: GateState) -> tuple[Missing, ...]:
    """The signatures that are not there: each function of `all_of` by itself, those of `any_of` together."""
    alone = [(function,) for function in gate.all_of if state.signature(function) is None]
    one_of = [gate.any_of] if gate.any_of and not any(state.signature(one) for one in gate.any_of) else []
    return tuple(Missing(Need.SIGNATURE, functions=functions) for functions in (*alone, *one_of))


def what_is_missing(gate: Gate, found: Measured, state: GateState) -> tuple[Missing, ...]:
    """All that is between an initiative and the stage behind the gate, in the order in which it is asked for."""
    return (*not_measured_yet(gate, found), *not_written_yet(gate, state), *not_signed_yet(gate, state))


def may_be_reached(gate: Gate, initiative: Initiative) -> bool:
    """Whether it is worth looking at all its readings: told from what an initiative carries with it."""
    latest = initiative.latest
    if latest is None:
        return False
    way = initiative.leading.share(latest.value) or 0
    held = not gate.held_weeks or initiative.leading.reached(latest.value)
    return held and (not gate.share or round(way * 100, 6) >= gate.share)


def promoted(
    initiative: Initiative, gate: Gate, found: Measured, state: GateState, *, by: str, at: datetime
) -> Initiative:
    """The initiative in the stage behind the gate.

    Raises:
        RuleBroken: another stage than the one before the gate, nobody has decided that it goes on, or something is missing.
    """
    if initiative.stage is not stage_before(gate.to) or state.id != gate_id(initiative.id, gate.to):
        raise RuleBroken("", Rule.WRONG_STAGE, stage=initiative.stage.value)
    if state.step is not GateStep.GATHERING or what_is_missing(gate, found, state):
        raise RuleBroken("", Rule.GATE_CLOSED)
    trial = replace(initiative.trial, decide_at=None, asked=False) if initiative.trial else None
    return replace(initiative.decided(gate.to, by=by, why="", at=at), trial=trial)


def gate_id(initiative: str, to: Stage) -> str:
    """The key of what is kept about a gate: one per initiative and stage it leads to."""
    return f"{initiative}.{to.value}"
