"""A reading that a system sends: who it is, whether it may, the same answer to the same key, then the number itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import orjson

from handlers import refusals
from handlers.measuring import Kept, Measurement, measure
from handlers.waiting import Waits
from handlers.words import Reader, Untranslated
from initiatives.rules import Rule, RuleBroken
from initiatives.systems import SystemToken, parts
from storage.counted import Tries
from storage.port import Transaction
from storage.records import Outcome

PER = timedelta(minutes=1)
MOST = 120
"""How many requests one token may make in that time."""
ENGLISH = Reader("en", "UTC", Untranslated())


@dataclass(frozen=True)
class Problem:
    """Why a request was refused: an HTTP status, a short name, a sentence, and what is wrong by field."""

    status: int
    name: str
    detail: str
    errors: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 0


@dataclass(frozen=True)
class Received:
    """What is answered with 201, or with 202 when it `waits`; `again` says that it was answered before."""

    body: Mapping[str, str | bool]
    again: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Sent:
    """One request: its token as given, the key that makes it the same one when repeated (or empty), and what it says.

    `print` is the same for the same body only.
    """

    token: str
    key: str
    print: str
    says: Measurement | Problem


NO_TOKEN = Problem(
    401, "no-token", "Send a token that works as Authorization: Bearer. “systems” in the chat makes one."
)
OTHER_BODY = Problem(
    422, "key-used", "This Idempotency-Key was used for another body. Use a new key for a new reading."
)
NOT_THIS = "Whoever answers for it has said that this is not the number. Send another one, or this one with “sure”."
LIKE_A_SLIP = (
    "It looks like a slip, so it counts nowhere yet: whoever answers for the initiative is asked. "
    "Send it with “sure” when it is meant."
)
OTHER_INITIATIVE = Problem(403, "other-initiative", "This token is for another initiative.")
_NOT_THERE = (Rule.UNKNOWN_INITIATIVE, Rule.UNKNOWN_KPI)


async def receive(store: Transaction, sent: Sent, now: datetime, new_id: Callable[[], str]) -> Received | Problem:
    """All of it in one transaction; a refusal changes nothing but the count of requests."""
    token = await _known(store, sent.token)
    if token is None:
        return NO_TOKEN
    wait = await _seconds_to_wait(store, token, now)
    if wait:
        return Problem(429, "too-many", f"One token may send {MOST} readings a minute.", seconds=wait)
    before = await store.outcome(token.organisation, _key(token, sent)) if sent.key else None
    if before is not None:
        return _again(before, sent)
    if isinstance(sent.says, Problem):
        return sent.says
    says = sent.says if sent.says.initiative or sent.says.kpi else replace(sent.says, initiative=token.initiative)
    try:
        return await _kept(store, token, sent, says, now, new_id)
    except RuleBroken as broken:
        return _refused(broken)


async def _known(store: Transaction, text: str) -> SystemToken | None:
    given = parts(text)
    token = await store.system_token(given.organisation, given.token) if given is not None else None
    if given is None or token is None or not token.is_of(given.secret):
        return None
    return token if token.works else None


async def _seconds_to_wait(store: Transaction, token: SystemToken, now: datetime) -> int:
    """0 when the request may go on, which is then counted."""
    name = f"system:{token.id}"
    tries = await store.tries(token.organisation, name)
    if tries is None or now - tries.since >= PER:
        tries = Tries(name, token.organisation, now)
    if tries.count >= MOST:
        return int((tries.since + PER - now).total_seconds()) + 1
    await store.keep_tries(replace(tries, count=tries.count + 1))
    return 0


def _key(token: SystemToken, sent: Sent) -> str:
    return f"system:{token.id}:{sent.key}"


def _again(before: Outcome, sent: Sent) -> Received | Problem:
    if before.about["print"] != sent.print:
        return OTHER_BODY
    return Received(orjson.loads(before.about["body"]), again=True, waits="waits" in before.about)


async def _kept(
    store: Transaction,
    token: SystemToken,
    sent: Sent,
    says: Measurement,
    now: datetime,
    new_id: Callable[[], str],
) -> Received | Problem:
    store.because(by=f"system:{token.id}", action="readings.send")
    if token.initiative and not await _is_for(store, token, says):
        return OTHER_INITIATIVE
    organisation = await store.organisation(token.organisation)
    kept = await measure(store, organisation, says, token.name, now, new_id)
    if not token.was_just_used(now):
        await store.keep_system_token(replace(token, used_at=now))
    if isinstance(kept, Waits) and kept.refused:
        return Problem(422, "not-valid", "Nothing was kept.", {"value": NOT_THIS})
    received = Received(_body(kept)) if isinstance(kept, Kept) else Received(_aside(kept), waits=True)
    if sent.key:
        waits = {"waits": "yes"} if received.waits else {}
        about = {"body": orjson.dumps(received.body).decode(), "print": sent.print, **waits}
        await store.remember(token.organisation, _key(token, sent), Outcome("", about), now)
    return received


async def _is_for(store: Transaction, token: SystemToken, says: Measurement) -> bool:
    """Looks at nothing of another initiative, so that a refusal says nothing about it."""
    if says.initiative:
        return says.initiative == token.initiative
    own = await store.initiative(token.organisation, token.initiative)
    return own is not None and any(kpi.id == says.kpi for kpi in own.kpis)


def _body(kept: Kept) -> dict[str, str | bool]:
    return {**_named(kept), "evidence": "measured", "counts": kept.counts}


def _aside(waits: Waits) -> dict[str, str | bool]:
    return {**_named(waits), "waits": True, "why": LIKE_A_SLIP}


def _named(what: Kept | Waits) -> dict[str, str | bool]:
    return {
        "initiative": what.initiative,
        "kpi": what.kpi,
        "value": format(what.value, "f"),
        "day": what.on.isoformat(),
        "week": what.week,
    }


def _refused(broken: RuleBroken) -> Problem:
    sentence = ENGLISH.read(refusals.of(broken.rule, broken.values))
    if broken.rule in _NOT_THERE:
        return Problem(404, "not-there", sentence, {broken.field or "kpi": sentence})
    if broken.rule is Rule.NOT_RUNNING:
        return Problem(409, "not-running", sentence)
    return Problem(422, "not-valid", "Nothing was kept.", {broken.field: sentence} if broken.field else {})
