"""Long lists page by page: the items of one page, and the buttons to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from handlers.ui import Args, Button
from handlers.words import Words, say

T = TypeVar("T")

PAGE = 10


def page_of(about: Args) -> int:
    """The number of the page somebody asked for; the first when it is none."""
    typed = about.get("page", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < PAGE else 0


def leaf(
    items: Sequence[T], number: int, action: str, about: Args, most: int = PAGE
) -> tuple[Sequence[T], tuple[Button, ...]]:
    """What stands on the page, or on the last one there is, and the way to its neighbours."""
    last = max(len(items) - 1, 0) // most
    here = max(0, min(number, last))
    earlier = (_to(say("Earlier ones"), action, about, here - 1),) if here > 0 else ()
    further = (_to(say("Further ones"), action, about, here + 1),) if here < last else ()
    return items[here * most : (here + 1) * most], (*earlier, *further)


def _to(label: Words, action: str, about: Args, page: int) -> Button:
    return Button(label, action, {**about, "page": str(page)})
