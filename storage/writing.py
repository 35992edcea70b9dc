"""Writes what a transaction changed in one table, all together: few statements, whatever the number of records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Protocol

from storage.failures import overtaken
from storage.held import Held
from storage.statements import Found, Parameters, Statement, Statements

Refresh = Callable[[Statements, Sequence[Held[Any]]], Awaitable[None]]


class Asking(Protocol):
    """Runs one statement on the transaction's connection."""

    async def __call__(self, statement: Statement, given: Parameters | Sequence[Parameters]) -> Found: ...


async def write(ask: Asking, asked: Statements, batch: Sequence[Held[Any]], refresh: Refresh) -> None:
    """`refresh` reads those that were put without having been read and are there already.

    Raises:
        Overtaken: when a row is not as it was read.
    """
    await _delete(ask, asked, [held for held in batch if held.stored and (held.now is None or held.renew)])
    new = [held for held in batch if held.stored is None and held.now is not None]
    if new and not await write_new(ask, asked, new):
        there = [held for held in new if held.stored is None]
        if all(held.blind for held in there):
            await refresh(asked, there)
        if any(held.stored is None for held in there):
            raise overtaken()
    await _update(ask, asked, [held for held in batch if held.stored and held.now not in (None, held.stored.record)])


async def write_new(ask: Asking, asked: Statements, batch: Sequence[Held[Any]]) -> bool:
    """Rows whose keys are free, in this order; False when one or more were taken, and have no row then."""
    rows = [asked.columns(held.now, held.text) | {"version": 1} for held in batch]
    found = await ask(asked.insert, rows)
    numbers = {(organisation, id_): number for organisation, id_, number in found}
    for held, row in zip(batch, rows, strict=True):
        number = numbers.get((row["organisation"], row["id"]))
        if number is not None:
            held.written(number, 1)
    await _add_values(ask, asked, ((held, asked.values(held.now)) for held in batch if held.stored))
    await _add_words(ask, asked, [held for held in batch if held.stored])
    return len(numbers) == len(batch)


async def _delete(ask: Asking, asked: Statements, batch: Sequence[Held[Any]]) -> None:
    read = [held.stored[:2] for held in batch if held.stored]
    if not read:
        return
    if len(await ask(asked.delete, {"read": read})) != len(read):
        raise overtaken()
    if asked.kept.values is not None:
        await ask(asked.delete_every_value, {"numbers": [number for number, _ in read]})
    if asked.words is not None:
        await ask(asked.words.delete, {"numbers": [number for number, _ in read]})
    for held in batch:
        held.stored, held.renew = None, False


async def _update(ask: Asking, asked: Statements, batch: Sequence[Held[Any]]) -> None:
    if not batch:
        return
    rows = [_new_row(asked, held) for held in batch]
    if asked.lists and len(rows) > 1:
        lists = {name: [row[name] for row in rows] for name in rows[0]}
        changed = len(await ask(asked.update_many, lists))
    else:
        changed = sum([len(await ask(asked.update_one, row)) for row in rows])
    if changed != len(rows):
        raise overtaken()
    await _change_values(ask, asked, batch)
    await _change_words(ask, asked, batch)
    for held in batch:
        if held.stored:
            held.written(held.stored.number, held.stored.version + 1)


def _new_row(asked: Statements, held: Held[Any]) -> Parameters:
    columns = asked.columns(held.now, held.text)
    row = {f"new_{name}": value for name, value in columns.items() if name not in ("organisation", "id")}
    number, version = held.stored[:2] if held.stored else (0, 0)
    return row | {"read_number": number, "read_version": version}


async def _change_values(ask: Asking, asked: Statements, batch: Sequence[Held[Any]]) -> None:
    if asked.kept.values is None:
        return
    lost, won = [], []
    for held in batch:
        earlier, now = asked.values(held.stored.record if held.stored else None), asked.values(held.now)
        lost += [tuple(row.values()) for row in asked.value_rows(held, earlier - now)]
        won.append((held, now - earlier))
    if lost:
        await ask(asked.delete_values, {"told": lost})
    await _add_values(ask, asked, won)


async def _add_values(ask: Asking, asked: Statements, given: Iterable[tuple[Held[Any], set[tuple[str, str]]]]) -> None:
    if asked.kept.values is None:
        return
    rows = [row for held, values in given for row in asked.value_rows(held, values)]
    if rows:
        await ask(asked.insert_values, rows)


async def _change_words(ask: Asking, asked: Statements, batch: Sequence[Held[Any]]) -> None:
    """Most changes leave what a record says as it was."""
    text = asked.kept.table.text
    if asked.words is None or text is None:
        return
    other = [held for held in batch if held.stored and held.now and text(held.stored.record) != text(held.now)]
    if other:
        await ask(asked.words.delete, {"numbers": [held.stored.number for held in other if held.stored]})
        await _add_words(ask, asked, other)


async def _add_words(ask: Asking, asked: Statements, batch: Sequence[Held[Any]]) -> None:
    if asked.words is None:
        return
    rows = asked.word_rows((held.stored.number, held.now) for held in batch if held.stored and held.now)
    if rows:
        await ask(asked.words.insert, rows)
