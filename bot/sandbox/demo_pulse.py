"""The demo company's pulse: colleagues who use what the contracts initiative made, and what they said in two fortnights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from initiatives.calendar import iso_week, local_day
from initiatives.people import Organisation, Person
from initiatives.pulse import (
    FORTNIGHT,
    Pulse,
    PulseAnswer,
    User,
    answer_id,
    begin_of,
    next_asking,
    pulse_id,
    user_id,
)
from storage.port import Transaction

INITIATIVE, OWNER = "demo-contracts", "ana"
SAID: tuple[dict[str, tuple[int, str]], ...] = (
    {"ida": (4, ""), "hana": (3, "Notice periods of framework contracts come out wrong."), "omar": (4, "")},
    {"ida": (5, ""), "hana": (4, ""), "omar": (4, "Scanned contracts still take a second look."), "mara": (5, "")},
)
"""By fortnight, oldest first: who gave which mark, and what they wrote."""


async def keep_pulse(store: Transaction, company: Organisation, members: Mapping[str, Person], now: datetime) -> None:
    """Two fortnights that are over; everybody named is asked again in the next one."""
    begin = begin_of(local_day(now, company.zone))
    fortnights = [iso_week(begin - FORTNIGHT * back) for back in range(len(SAID), 0, -1)]
    for fortnight, said in zip(fortnights, SAID, strict=True):
        pulse = pulse_id(INITIATIVE, fortnight)
        await store.keep_pulse(Pulse(pulse, company.id, INITIATIVE, fortnight, None))
        for name, (mark, comment) in said.items():
            person = members[name].id
            await store.keep_pulse_answer(
                PulseAnswer(answer_id(pulse, person), company.id, pulse, person, mark, comment)
            )
    for name in SAID[-1]:
        person, named = members[name].id, now - FORTNIGHT * len(SAID) - timedelta(days=3)
        first = fortnights[0] if name in SAID[0] else fortnights[-1]
        await store.keep_user(
            User(
                user_id(INITIATIVE, person), company.id, INITIATIVE, person, members[OWNER].id, named,
                next_asking(company, now), first, fortnights[-1],
            )
        )  # fmt: skip
