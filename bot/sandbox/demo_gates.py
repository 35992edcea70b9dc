"""The gates of the demo company: what was written down, who signed, and the stage behind them, by the domain's own moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.sandbox.demo_plan import Plan
from initiatives.calendar import local_day
from initiatives.gate_states import (
    Document,
    DocumentKind,
    GateState,
    Signature,
    passed,
    proposed,
    signed,
    taken_on,
    written,
)
from initiatives.gates import DEFAULT_GATES, gate_id, measured, promoted
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function, Person
from storage.port import Transaction

SIGNERS: Mapping[Function, str] = {
    Function.IT: "ida",
    Function.HR: "hana",
    Function.PROCESS_OWNER: "kenji",
    Function.MANAGEMENT: "mara",
    Function.MARKETING: "camille",
}
FREED = "Half of the hours go into what customers and suppliers wait for, the other half into showing other teams how it works."


async def through_gate(
    store: Transaction,
    plan: Plan,
    members: Mapping[str, Person],
    running: Initiative,
    to: Stage,
    teams: int,
    at: datetime,
) -> Initiative:
    """The initiative in that stage: proposed by its numbers a week before, decided the day after, then written and signed.

    `teams` is how many others had taken it over by then.
    """
    gate = next(one for one in DEFAULT_GATES if one.to is to)
    blank = GateState(gate_id(running.id, to), running.organisation, running.id, to)
    by = running.sponsor
    state = taken_on(proposed(blank, "", at - timedelta(days=6)), by, at - timedelta(days=5))
    documents = tuple(_document(plan, kind, running.owner, at - timedelta(days=4)) for kind in gate.documents)
    state = written(state, documents)
    for function in gate.all_of:
        state = signed(state, Signature(function, members[SIGNERS[function]].id, at - timedelta(days=1)))
    readings = await store.readings(running.organisation, running.id)
    found = measured(running, readings, teams, local_day(at, members[plan.owner or plan.by].zone))
    moved = promoted(running, gate, found, state, by=by, at=at)
    await store.keep_gate_state(passed(state, at))
    return moved


def _document(plan: Plan, kind: DocumentKind, by: str, at: datetime) -> Document:
    texts = {DocumentKind.PROCESS_BEFORE: plan.pain, DocumentKind.PROCESS_AFTER: plan.idea}
    return Document(kind, texts.get(kind, FREED), by, at)
