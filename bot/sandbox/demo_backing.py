"""What the demo company's numbers are backed by: the systems that send some of them, and colleagues who confirm others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from initiatives.check_ins import CheckIn, Confirmation
from initiatives.confirming import backed, confirmed, with_confirmation
from initiatives.initiative import Initiative
from initiatives.kpi import Evidence, Reading
from initiatives.people import Person
from initiatives.systems import SystemToken
from storage.port import Transaction

LOOKED_UP = timedelta(hours=2)
"""How long after a check-in its number is confirmed."""


async def keep_token(store: Transaction, about: Initiative, system: str, made_at: datetime, used_at: datetime) -> None:
    """The token of the system that sends an initiative's numbers. Nobody knows its secret: without a hash it opens nothing."""
    token = SystemToken(
        f"{about.id}-token", about.organisation, system, about.id, hashed="", made_by=about.owner, made_at=made_at,
        used_at=used_at,
    )  # fmt: skip
    await store.keep_system_token(token)


async def keep_confirmed(
    store: Transaction, about: Initiative, done: CheckIn, reading: Reading, by: Person
) -> Initiative:
    """Two hours later somebody else has looked the number up; returns the initiative as it is then."""
    at = reading.at + LOOKED_UP
    asked = Confirmation(f"{reading.id}-asked", reading.kpi, reading.value, by.id, about.owner, reading.at)
    said = confirmed(asked, by.id, at)
    await store.keep_check_in(with_confirmation(done, said))
    again = replace(reading, id=f"{reading.id}-confirmed", at=at, evidence=Evidence.CONFIRMED, confirmed_by=by.id)
    await store.add_reading(again)
    return backed(about, done.week, said)
