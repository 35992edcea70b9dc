"""One job of the table, run by its name."""

from __future__ import annotations

from datetime import datetime

from scheduler.jobs import JOBS
from storage.port import Transaction


async def run(name: str, store: Transaction, now: datetime, limit: int) -> int:
    """How many due things the job took, at most `limit`."""
    (job,) = [one for one in JOBS if one.name == name]
    return await job.run(store, now, limit)
