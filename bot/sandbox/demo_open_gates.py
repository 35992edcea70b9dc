"""Gates of the demo company that stand open: one waits for a word, at two signatures are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.sandbox.demo_gates import SIGNERS
from handlers.at_gates import at_gate, blank, deciders
from handlers.gate_reminders import first_reminder
from handlers.gating import whose_turn
from initiatives.calendar import at_hour
from initiatives.gate_states import (
    Document,
    DocumentKind,
    GateState,
    GateStep,
    Objection,
    Signature,
    objected,
    proposed,
    signed,
    taken_on,
    written,
)
from initiatives.initiative import Initiative, Stage
from initiatives.people import Function, Organisation, Person
from storage.port import Transaction

BEFORE, AFTER, PLAN = DocumentKind.PROCESS_BEFORE, DocumentKind.PROCESS_AFTER, DocumentKind.CAPACITY_PLAN


@dataclass(frozen=True)
class Open:
    """What there is at a gate: nothing but the wish to go on while no document is `written`."""

    plan: str
    to: Stage
    written: tuple[tuple[DocumentKind, str], ...] = ()
    signed: tuple[Function, ...] = ()
    against: tuple[Function, str] | None = None


OPEN = (
    Open("products", Stage.VALIDATION),
    Open(
        "invoices", Stage.VALIDATION,
        (
            (BEFORE, "An invoice comes by mail, somebody looks up the last one of the supplier, types cost centre and account."),
            (AFTER, "Both are proposed with the invoice. Somebody in accounting agrees or corrects; above 5,000 euros two people."),
        ),
        (Function.IT,),
        (Function.HR, "The two who code invoices today have not been asked yet what they do with the time."),
    ),
    Open(
        "tickets", Stage.REPLICATION,
        ((PLAN, "Six hours a week come back in support. Four go into calling back, two into showing the field service how it works."),),
        (Function.MANAGEMENT,),
    ),
)  # fmt: skip
"""The first waits for its sponsor's word; the others for signatures."""


async def keep_open_gates(
    store: Transaction, company: Organisation, members: Mapping[str, Person], monday: date, now: datetime
) -> None:
    """Begun last week: by its owner's wish on Tuesday, taken on on Wednesday, written on Thursday, signed on Friday."""
    for one in OPEN:
        about = await store.initiative(company.id, f"demo-{one.plan}")
        assert about is not None  # noqa: S101 the plans are written before
        days = tuple(at_hour(monday - timedelta(days=back), 14, company.zone) for back in (6, 5, 4, 3))
        state = _as_it_stands(one, about, members, days)
        await store.keep_gate_state(await _waiting(store, company, about, state, days[-1], now))


def _as_it_stands(one: Open, about: Initiative, members: Mapping[str, Person], days: tuple[datetime, ...]) -> GateState:
    wished, decided, wrote, at = days
    state = proposed(blank(about.organisation, about.id, one.to), about.owner, wished)
    if not one.written:
        return state
    state = taken_on(state, about.sponsor, decided)
    state = written(state, tuple(Document(kind, text, about.owner, wrote) for kind, text in one.written))
    for function in one.signed:
        state = signed(state, Signature(function, members[SIGNERS[function]].id, at))
    if one.against is not None:
        function, why = one.against
        state = objected(state, Objection(function, members[SIGNERS[function]].id, why, at))
    return state


async def _waiting(
    store: Transaction, company: Organisation, about: Initiative, state: GateState, at: datetime, now: datetime
) -> GateState:
    """With those whose word is waited for, reminded when their next working days have gone by."""
    decide = await deciders(store, company, about, now)
    asked = decide
    if state.step is GateStep.GATHERING:
        asked = await whose_turn(store, company, await at_gate(store, about, state, now))
    watching = tuple(dict.fromkeys((about.owner, state.by, *decide)))
    waits = replace(state, asked=asked, asked_at=at, watching=watching)
    return replace(waits, remind_at=await first_reminder(store, company, waits, now))
