"""What waits for a word although nobody was asked for one: a question that came to nothing is put again, once a week."""

from __future__ import annotations

from datetime import datetime

from handlers.deliveries import standing
from handlers.silences import CARD, open_silence, put
from initiatives.calendar import local_day
from initiatives.initiative import ASKED_WEEKLY, Initiative
from initiatives.people import Organisation
from initiatives.silence import Silence, Unheard
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, Reason


async def put_again(store: Transaction, organisation: Organisation, now: datetime) -> None:
    """Initiatives of people who have left with nobody asked about them, and questions that nobody has got.

    What failed otherwise is no matter here: the admins see it among the people who were not reached.
    """
    left = frozenset(one.id for one in await store.people(organisation.id) if not one.active and not one.merged_into)
    found = [one for stage in ASKED_WEEKLY for one in await store.in_stage(organisation.id, stage)]
    whys = [(one, await _why(store, organisation, one, left, now)) for one in found]
    await put_anew(store, organisation, [(one, *why) for one, why in whys if why is not None], now)


async def put_anew(
    store: Transaction, organisation: Organisation, asked: list[tuple[Initiative, Unheard, int]], now: datetime
) -> None:
    """Each with why it is put to somebody and after how many silent weeks: what one person left behind is one message."""
    together: dict[tuple[str, Unheard, int], list[Initiative]] = {}
    for initiative, why, weeks in asked:
        whose = initiative.owner if why is Unheard.LEFT else initiative.id
        together.setdefault((whose, why, weeks), []).append(initiative)
    for (_, why, weeks), initiatives in together.items():
        await put(store, organisation, initiatives, why, now, weeks)


async def _why(
    store: Transaction, organisation: Organisation, initiative: Initiative, left: frozenset[str], now: datetime
) -> tuple[Unheard, int] | None:
    """Why it is put to somebody now, after how many silent weeks; None when that is not needed."""
    silence = open_silence(initiative)
    if silence is not None:
        return None if await _is_put(store, initiative, silence, left) else (silence.why, silence.weeks)
    paused = initiative.is_paused(local_day(now, organisation.zone))
    return (Unheard.LEFT, 0) if initiative.owner in left and not paused else None


async def _is_put(store: Transaction, initiative: Initiative, silence: Silence, left: frozenset[str]) -> bool:
    """Whether somebody who is here has the question, or will, or the admins know that they have not."""
    rows = [await standing(store, initiative.organisation, key) for key in silence.messages]
    # A row that is not there any more has been at rest for half a year: it was sent.
    return any(
        row is None or (row.card == CARD and row.to.person not in left and not _came_to_nothing(row)) for row in rows
    )


def _came_to_nothing(row: Delivery) -> bool:
    return row.state is DeliveryState.REMOVED or (
        row.state is DeliveryState.FAILED and row.reason in (Reason.GONE, Reason.RESTORED)
    )
