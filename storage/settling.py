"""The end of a SQL transaction: what is left is written, and what must be audited gets its entries."""

from __future__ import annotations

from storage.audit import ENTRIES, HEAD, HEADS, START, VALUES, AuditHead, Auditor
from storage.sql_rows import SqlRows


async def settle(rows: SqlRows) -> frozenset[str]:
    """The names of the tables that have changed in the end."""
    rows.check()
    await rows.flush_all()
    if rows.auditor is not None and any(held.changed and held.table.audited for held in rows.touched.values()):
        await _audit(rows, rows.auditor)
        await rows.flush_all()
    return frozenset(held.table.name for held in rows.touched.values() if held.changed)


async def _audit(rows: SqlRows, auditor: Auditor) -> None:
    """Whoever audits an organisation's changes holds its head to the end, so that the chain stays one line."""
    changed = [held for held in rows.touched.values() if held.changed and held.table.audited]
    heads: dict[str, AuditHead] = {}
    for organisation in sorted({held.key[0] for held in changed}):
        nothing = AuditHead(organisation, START, 0)
        heads[organisation] = await rows.locked(HEADS, organisation, HEAD, unless=nothing)
    for held in changed:
        of = held.key[0]
        entry, value, heads[of] = auditor.follow(heads[of], rows.cause, held.table, held.before, held.now)
        await rows.put(ENTRIES, entry)
        await rows.put(VALUES, value)
    for head in heads.values():
        await rows.put(HEADS, head)
