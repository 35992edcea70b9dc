"""Says what is wrong with anything that is about to go to Slack: its shape, its limits, and what no library looks at.

`problems_of_message` and `problems_of_view` return sentences, none when Slack would take it; the `must_` forms raise.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.bot.slack import shapes

Payload = Mapping[str, Any]

MESSAGE_BLOCK_CHARACTERS = 13_000
VIEW_BYTES = 250_000


class Refused(AssertionError):
    """Slack would refuse this; the sentences say why."""


def problems_of_message(payload: Payload) -> list[str]:
    """Of the arguments of a call that posts or changes a message, or of a command's answer."""
    blocks = payload.get("blocks", [])
    wrong = list(shapes.MESSAGE(dict(payload), "message"))
    wrong += _problems_of_ids(blocks, "message")
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MESSAGE_BLOCK_CHARACTERS:
        wrong.append(f"message: its blocks must have at most {MESSAGE_BLOCK_CHARACTERS} characters in all")
    return wrong or list(_second_opinion(blocks))


def problems_of_view(view: Payload) -> list[str]:
    """Of a modal or an App Home, as `views.open`, `views.publish` or a submission's answer take it."""
    blocks = view.get("blocks", [])
    wrong = list(shapes.VIEWS(dict(view), "view"))
    wrong += _problems_of_ids(blocks, "view")
    if (
        any(_type(block) == "input" for block in _objects(blocks))
        and view.get("type") == "modal"
        and "submit" not in view
    ):
        wrong.append("view: a modal with inputs must have submit")
    if len(json.dumps(view, ensure_ascii=False).encode("utf-8", "replace")) > VIEW_BYTES:
        wrong.append(f"view: must have at most {VIEW_BYTES} bytes")
    return wrong or list(_second_opinion(blocks)) + list(_second_opinion_on_view(view))


def problems_of_errors(errors: Payload, view: Payload) -> list[str]:
    """Of `response_action: errors`: each belongs to an input of the view and says something."""
    inputs = {block.get("block_id") for block in _objects(view.get("blocks", [])) if _type(block) == "input"}
    wrong = [] if errors else ["errors: must not be empty"]
    for name, why in errors.items():
        wrong += shapes.text(2000)(why, f"errors.{name}")
        wrong += [] if name in inputs else [f"errors.{name}: the view has no such input"]
    return wrong


def must_be_a_message(payload: Payload) -> None:
    _refuse(problems_of_message(payload))


def must_be_a_view(view: Payload) -> None:
    _refuse(problems_of_view(view))


def _refuse(wrong: list[str]) -> None:
    if wrong:
        raise Refused("\n".join(wrong))


def _problems_of_ids(blocks: Any, at: str) -> Iterator[str]:
    found = _objects(blocks)
    names = Counter(block["block_id"] for block in found if isinstance(block.get("block_id"), str))
    yield from (f"{at}: block_id {name!r} is there {n} times" for name, n in names.items() if n > 1)
    actions = Counter(element["action_id"] for element in _elements(found) if isinstance(element.get("action_id"), str))
    yield from (f"{at}: action_id {name!r} is there {n} times" for name, n in actions.items() if n > 1)


def _elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if _type(block) == "actions":
            yield from _objects(block.get("elements"))
        yield from _objects([block.get("element"), block.get("accessory")])


def _second_opinion(blocks: Any) -> Iterator[str]:
    """What Slack's own library finds: lengths and counts."""
    for number, block in enumerate(blocks):
        if why := _said_of(json.dumps(block)):
            yield f"blocks[{number}]: {why}"


@lru_cache(maxsize=4096)
def _said_of(block: str) -> str:
    """Kept, because most blocks are met often and the library takes longer to read one than all our own rules."""
    try:
        parsed = Block.parse(json.loads(block))
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as why:
        return str(why)
    return ""


def _second_opinion_on_view(view: Payload) -> Iterator[str]:
    """Of all but its blocks, of which there is one already; as many others stand in their place."""
    try:
        View(**{**view, "blocks": [{"type": "divider"} for _ in view.get("blocks", [])]}).to_dict()
    except SlackObjectFormationError as why:
        yield f"view: {why}"


def _objects(values: Any) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _type(block: Mapping[str, Any]) -> Any:
    return block.get("type")
