"""The demo company's promises: how soon its proposals were answered, and until when those that wait will be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.sandbox.demo_waiting import QUESTIONS
from initiatives.calendar import at_hour, local_day
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.promise import Promise, asked, begun, decided, put_aside
from initiatives.reopening import answer_of
from storage.port import Transaction


async def keep_promises(
    store: Transaction,
    company: Organisation,
    initiatives: Iterable[Initiative],
    back_on: Mapping[str, date],
    now: datetime,
) -> None:
    """One each; `back_on` is the day on which what was put aside comes back."""
    for initiative in initiatives:
        made, until = _promise(company, initiative, now), back_on.get(initiative.id)
        if until is not None and made.closed_at is not None:
            made = put_aside(made, company, until, made.closed_at)
        await store.keep_promise(made)


def asked_at(company: Organisation, proposal: Initiative) -> datetime:
    """When somebody asked its proposer something: on the next morning."""
    return at_hour(local_day(proposal.created_at, company.zone) + timedelta(days=1), 10, company.zone)


def _promise(company: Organisation, initiative: Initiative, now: datetime) -> Promise:
    """Whoever answers what is late was reminded when it was due: nobody is when the demo begins."""
    made, answer = begun(initiative, company, initiative.created_at), answer_of(initiative)
    if answer is not None:
        return decided(made, answer.at)
    if initiative.id.removeprefix("demo-") in QUESTIONS:
        return asked(made, company, asked_at(company, initiative))
    if made.due_at <= now:
        return replace(made, reminded=True, late_at=made.due_at, look_at=None)
    return made
