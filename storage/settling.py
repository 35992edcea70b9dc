"""The end of a SQL transaction: what is left is written, and what must be audited gets its entries."""

from __future__ import annotations

from storage.audit import ENTRIES, HEAD, HEADS, START, VALUES, AuditHead, Auditor, audible
from storage.sql_rows import SqlRows


async def settle(rows: SqlRows) -> frozenset[str]:
    """The names of the tables that have changed in the end."""
    rows.check()
    await rows.flush_all()
    if rows.auditor is not None:
        await _audit(rows, rows.auditor)
    return frozenset(held.table.name for held in rows.touched.values() if held.changed)


async def _audit(rows: SqlRows, auditor: Auditor) -> None:
    """Whoever audits an organisation's changes holds its head to the end, so that the chain stays one line."""
    touched = list(rows.touched.values())
    changed = [held for held in touched if held.changed and audible(held.table, held.before, held.now)]
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
    if heads:
        await rows.flush_all()
