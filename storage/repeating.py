"""A transaction that was overtaken is done again, on what there is by then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from storage.rows import Overtaken

Seen = TypeVar("Seen")
Seen_co = TypeVar("Seen_co", covariant=True)
T = TypeVar("T")

TRIES = 5


class Opening(Protocol[Seen_co]):
    """What begins a transaction: `partial(store.transaction, now)`."""

    def __call__(self, *, careful: bool) -> AbstractAsyncContextManager[Seen_co]: ...


async def repeated(begin: Opening[Seen], body: Callable[[Seen], Awaitable[T]], tries: int = TRIES) -> T:
    """What `body` gives for a transaction that was committed; it may run several times and must change nothing else.

    From the second time on the transaction keeps what it reads from others, so that it comes through.

    Raises:
        Overtaken: when even that did not help.
    """
    for number in range(tries):
        try:
            async with begin(careful=number > 0) as seen:
                return await body(seen)
        except Overtaken:
            if number == tries - 1:
                raise
    raise ValueError("At least one try is needed.")
