"""Whether what nobody asked for waits, because its reader has set notifications aside."""

from __future__ import annotations

from datetime import datetime

import structlog

from handlers.deliveries import Drawn
from handlers.messenger import Messenger
from storage.records import Delivery

log = structlog.get_logger("quickwin.delivery")


async def rest(messenger: Messenger | None, row: Delivery, drawn: Drawn | None, now: datetime) -> datetime | None:
    """Until when the row waits, no longer than it is good for; None when it need not. An edit makes no sound and never does."""
    if messenger is None or drawn is None or not row.unasked or row.message:
        return None
    try:
        end = await messenger.resting(drawn.address, now)
    except Exception:  # nobody is left without their message because of that
        log.exception("who rests was not answered as expected", delivery=row.id)
        return None
    return min(end, row.until or end) if end is not None and end > now else None
