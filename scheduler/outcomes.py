"""What becomes of a row when its call has ended, or has not: the states of a delivery and the ways between them."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from handlers.deliveries import Withheld
from handlers.messenger import SendFailed, Sent
from scheduler.pacing import Room
from storage.records import Delivery, DeliveryState, Reason, changed

CALL_SECONDS = 60.0
"""No call lasts longer, whatever the platform's library does."""
CALL = timedelta(seconds=CALL_SECONDS)
LOOK_AFTER = timedelta(minutes=2)
"""How long a message that may have arrived is given to be seen where it was sent."""
LEASE = CALL + LOOK_AFTER
"""For so long a row belongs to whoever has begun its call. Then the call has long ended, one way or the other."""
LOOKS = 5
RETRY = timedelta(seconds=30)
ATTEMPTS = 8
AWAY, AWAY_AT_MOST = timedelta(minutes=10), timedelta(days=3)
"""How long a message waits for a workspace that is not connected at the moment, again and again, and for how long at most."""
PICTURES_AFTER = timedelta(seconds=3)
"""How long after its words it is looked whether a message's pictures are there, again and again until they are or cannot be."""

log = structlog.get_logger("quickwin.delivery")


def begun(row: Delivery, workspace: str, now: datetime) -> Delivery:
    """The claim and the attempt: nobody else takes the row while the lease lasts; if this process ends, somebody does then."""
    if row.message:
        return changed(row, attempts=row.attempts + 1, due_at=now + LEASE, counted=False)
    return changed(
        row, attempts=row.attempts + 1, due_at=now + LEASE, counted=False,
        state=DeliveryState.SENDING, workspace=workspace, shown=row.revision, reason="", said="", looked=0,
    )  # fmt: skip


def put_back(row: Delivery, room: Room) -> Delivery:
    """A row whose call has to wait: for its moment, which is counted already, or to ask for one again."""
    known = DeliveryState.SENT if row.message else DeliveryState.QUEUED
    return changed(row, state=known, due_at=room.at, counted=room.kept, attempts=row.attempts - 1)


def superseded(row: Delivery, taken: Delivery, outcome: Sent | SendFailed | None) -> bool:
    """Whether somebody else has taken the row over, so that the end of our call says nothing about it.

    A message that did arrive is the truth about it whenever we hear of it.
    """
    if taken.message:
        return False
    ours = row.state is DeliveryState.SENDING and row.attempts == taken.attempts
    return not ours and (bool(row.message) or not isinstance(outcome, Sent))


def after(row: Delivery, outcome: Sent | SendFailed | None, now: datetime, drawn: int, can_look: bool) -> Delivery:
    """The row once its call has ended; `can_look` where a message that may have arrived can be looked for."""
    if outcome is None:
        return changed(row, state=DeliveryState.REMOVED, due_at=None, counted=False)
    if isinstance(outcome, SendFailed):
        return _failed(row, outcome, now, can_look)
    return _sent(row, outcome, now, drawn)


def looked(row: Delivery, outcome: Sent | SendFailed | None, now: datetime) -> Delivery:
    """The row in doubt once it was looked for: found it is sent; not found permits no second create of what comes once."""
    if isinstance(outcome, Sent):
        return _sent(row, outcome, now, row.shown)
    row = changed(row, counted=False)
    if isinstance(outcome, SendFailed):
        log.warning("delivery not looked for", delivery=row.id, why=outcome.why, kind=outcome.kind, looked=row.looked)
        if row.kind == "once" and outcome.kind in ("later", "away") and row.looked < LOOKS:
            wait = max(timedelta(seconds=outcome.retry_after or 0), LOOK_AFTER * 2**row.looked)
            return changed(row, due_at=now + wait)
    return given_up(changed(row, due_at=now))


def given_up(row: Delivery) -> Delivery:
    """A call that was begun and of which no more can be known: resent only where silence is worse than a repeat."""
    if row.kind == "again" and row.attempts < ATTEMPTS:
        return changed(row, state=DeliveryState.QUEUED)
    return changed(row, state=DeliveryState.UNCONFIRMED, due_at=None, reason=row.reason or Reason.INTERRUPTED.value)


def withheld(row: Delivery, why: Withheld) -> Delivery:
    """Not to be shown: one that is out disappears from view only if it was removed; it just stays as it is.

    What runs out of time is over, unless a way before this one has failed: then its reader was not reached.
    """
    if row.message:
        return changed(row, due_at=None, reason=why.reason.value, said="")
    state = DeliveryState.REMOVED if why.over and not row.tried else DeliveryState.FAILED
    return changed(row, state=state, due_at=None, reason=why.reason.value, said="")


def _sent(row: Delivery, sent: Sent, now: datetime, drawn: int) -> Delivery:
    """What has changed meanwhile is shown next, pictures too; what nobody wants any more is removed next."""
    unwanted = row.remove or row.state is DeliveryState.REMOVED
    following = now if row.revision != drawn or unwanted else now + PICTURES_AFTER if sent.unfinished else None
    return changed(
        row, state=DeliveryState.SENT, workspace=sent.workspace, channel=sent.channel, message=sent.message,
        lasting=sent.lasting, shown=drawn, sent_at=row.sent_at or now, reason="", said="", attempts=0, looked=0, remove=unwanted,
        counted=False, due_at=following if sent.lasting else None,
    )  # fmt: skip


def _failed(row: Delivery, failure: SendFailed, now: datetime, can_look: bool) -> Delivery:
    """What is certain not to have been sent is tried again; what is in doubt only if silence would be worse."""
    log.warning("delivery not sent", delivery=row.id, why=failure.why, kind=failure.kind, attempts=row.attempts)
    row = changed(row, reason=failure.reason.value, said=failure.why, counted=False)
    waiting = timedelta(seconds=failure.retry_after) if failure.retry_after else RETRY * row.attempts
    known = DeliveryState.SENT if row.message else DeliveryState.QUEUED
    if failure.kind == "away" and now - row.created_at < AWAY_AT_MOST:
        return changed(row, state=known, due_at=now + AWAY, attempts=row.attempts - 1)
    doubtful = failure.kind == "unconfirmed" and not row.message
    if doubtful and can_look:
        return changed(row, due_at=now + (LOOK_AFTER if row.kind == "once" else waiting))
    resend = failure.kind in ("later", "unconfirmed") and not (doubtful and row.kind == "once")
    if resend and row.attempts < ATTEMPTS:
        return changed(row, state=known, due_at=now + waiting)
    if row.message:
        return changed(row, due_at=None)
    return changed(row, state=DeliveryState.UNCONFIRMED if doubtful else DeliveryState.FAILED, due_at=None)
