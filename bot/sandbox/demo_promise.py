"""The demo company's promises: how soon its proposals were answered, and until when those that wait will be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from initiatives.initiative import Initiative
from initiatives.people import Organisation
from initiatives.promise import Promise, begun, decided
from initiatives.reopening import answer_of
from storage.port import Transaction


async def keep_promises(
    store: Transaction, company: Organisation, initiatives: Iterable[Initiative], now: datetime
) -> None:
    for initiative in initiatives:
        await store.keep_promise(_promise(company, initiative, now))


def _promise(company: Organisation, initiative: Initiative, now: datetime) -> Promise:
    """Whoever answers what is late was reminded when it was due: nobody is when the demo begins."""
    made, answer = begun(initiative, company, initiative.created_at), answer_of(initiative)
    if answer is not None:
        return decided(made, answer.at)
    if made.due_at <= now:
        return replace(made, reminded=True, late_at=made.due_at, look_at=None)
    return made
