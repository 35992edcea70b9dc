"""The shapes of Block Kit, written down from Slack's reference: which properties there are, which must be, and how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
"""A value and where it stands in; what is wrong with it out."""

_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_EMPTY = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u3164\u00ad]*")


@dataclass(frozen=True)
class Shape:
    must: Mapping[str, Check]
    may: Mapping[str, Check] = field(default_factory=dict)


def text(most: int, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{at}: must be a text, is {type(value).__name__}"
            return
        if not least <= len(value) <= most:
            yield f"{at}: must have {least} to {most} characters, has {len(value)}"
        if least and _EMPTY.fullmatch(value):
            yield f"{at}: must not be empty"
        if _NOT_ALLOWED.search(value):
            yield f"{at}: must not hold control characters or half characters"

    return check


def one_of(*allowed: object) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not any(value == one and type(value) is type(one) for one in allowed):
            yield f"{at}: must be one of {allowed}, is {value!r}"

    return check


def matching(pattern: str) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield f"{at}: must look like {pattern}, is {value!r}"

    return check


def yes_or_no(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{at}: must be true or false, is {value!r}"


def number(least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield f"{at}: must be a number from {least} to {most}, is {value!r}"

    return check


def anything(value: Any, at: str) -> Iterator[str]:
    yield from ()


def day(value: Any, at: str) -> Iterator[str]:
    try:
        right = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        yield f"{at}: must be a day as YYYY-MM-DD, is {value!r}"


def listed(each: Check, least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at}: must be a list, is {type(value).__name__}"
            return
        if not least <= len(value) <= most:
            yield f"{at}: must have {least} to {most} entries, has {len(value)}"
        for number_, one in enumerate(value):
            yield from each(one, f"{at}[{number_}]")

    return check


def shaped(shape: Shape) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: must be an object, is {type(value).__name__}"
            return
        yield from (f"{at}: {name} is missing" for name in shape.must if name not in value)
        for name, one in value.items():
            known = shape.must.get(name) or shape.may.get(name)
            yield from known(one, f"{at}.{name}") if known else [f"{at}: there is no property {name!r}"]

    return check


def by_type(shapes: Mapping[str, Shape]) -> Check:
    checks = {kind: shaped(Shape({"type": anything, **shape.must}, shape.may)) for kind, shape in shapes.items()}

    def check(value: Any, at: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in checks:
            yield f"{at}: there is no type {kind!r} here, only {', '.join(sorted(checks))}"
            return
        yield from checks[kind](value, at)

    return check


def plain(most: int) -> Check:
    return by_type({"plain_text": Shape({"text": text(most)}, {"emoji": yes_or_no})})


def words(most: int) -> Check:
    return by_type(
        {
            "plain_text": Shape({"text": text(most)}, {"emoji": yes_or_no}),
            "mrkdwn": Shape({"text": text(most)}, {"verbatim": yes_or_no}),
        }
    )


IDENTIFIER = text(255)
PERSON = matching(r"[UW][A-Z0-9]+")
CONVERSATION = matching(r"[CGD][A-Z0-9]+")

CONFIRM = shaped(
    Shape(
        {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
        {"style": one_of("primary", "danger")},
    )
)
OPTION = shaped(Shape({"text": plain(75), "value": text(150)}, {"description": plain(75)}))
OPTION_WITH_MARKUP = shaped(Shape({"text": words(75), "value": text(150)}, {"description": words(75)}))
OPTION_GROUP = shaped(Shape({"label": plain(75), "options": listed(OPTION, 1, 100)}))


def offers(value: Any, at: str) -> Iterator[str]:
    """Options or groups of them, not both; what is picked at first is one of them, word for word; no value twice."""
    if ("options" in value) == ("option_groups" in value):
        yield f"{at}: must have either options or option_groups"
        return
    groups = value.get("option_groups") or [value]
    options = [option for group in groups for option in group["options"]]
    values = [option["value"] for option in options]
    if len(set(values)) < len(values):
        yield f"{at}: two options have the same value"
    picked = value.get("initial_options", [value["initial_option"]] if "initial_option" in value else [])
    yield from (f"{at}: {one!r} is picked but not offered" for one in picked if one not in options)


def fits_its_length(value: Any, at: str) -> Iterator[str]:
    least, most = value.get("min_length", 0), value.get("max_length", 3000)
    if not least <= len(value.get("initial_value", "x" * least)) <= most:
        yield f"{at}: initial_value must have {least} to {most} characters, has {len(value['initial_value'])}"


_ELEMENT: dict[str, Check] = {"action_id": IDENTIFIER}
_FOCUS: dict[str, Check] = {"focus_on_load": yes_or_no}
_MENU: dict[str, Check] = {"placeholder": plain(150), "confirm": CONFIRM, **_FOCUS}
_MANY: dict[str, Check] = {"max_selected_items": number(1, 100)}
_STATIC: dict[str, Check] = {"options": listed(OPTION, 1, 100), "option_groups": listed(OPTION_GROUP, 1, 100)}
_FILTER_SHAPE = shaped(
    Shape(
        {},
        {
            "include": listed(one_of("im", "mpim", "private", "public"), 1, 4),
            "exclude_external_shared_channels": yes_or_no,
            "exclude_bot_users": yes_or_no,
        },
    )
)


def conversation_filter(value: Any, at: str) -> Iterator[str]:
    yield from _FILTER_SHAPE(value, at)
    if value == {}:
        yield f"{at}: must say what it filters"


_CONVERSATIONS: dict[str, Check] = {"filter": conversation_filter, "default_to_current_conversation": yes_or_no}

BUTTON = Shape(
    {"text": plain(75), **_ELEMENT},
    {
        "url": text(3000),
        "value": text(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
)
IMAGE = Shape({"image_url": text(3000), "alt_text": text(2000)})
MENUS: dict[str, Shape] = {
    "static_select": Shape(_ELEMENT, {**_STATIC, **_MENU, "initial_option": OPTION}),
    "users_select": Shape(_ELEMENT, {**_MENU, "initial_user": PERSON}),
    "conversations_select": Shape(
        _ELEMENT, {**_MENU, **_CONVERSATIONS, "initial_conversation": CONVERSATION, "response_url_enabled": yes_or_no}
    ),
    "channels_select": Shape(_ELEMENT, {**_MENU, "initial_channel": CONVERSATION, "response_url_enabled": yes_or_no}),
}
MANY_MENUS: dict[str, Shape] = {
    "multi_static_select": Shape(_ELEMENT, {**_STATIC, **_MENU, **_MANY, "initial_options": listed(OPTION, 1, 100)}),
    "multi_users_select": Shape(_ELEMENT, {**_MENU, **_MANY, "initial_users": listed(PERSON, 1, 100)}),
    "multi_conversations_select": Shape(
        _ELEMENT, {**_MENU, **_MANY, **_CONVERSATIONS, "initial_conversations": listed(CONVERSATION, 1, 100)}
    ),
}
PICKS: dict[str, Shape] = {
    "datepicker": Shape(_ELEMENT, {**_MENU, "initial_date": day}),
    "radio_buttons": Shape(
        {"options": listed(OPTION_WITH_MARKUP, 1, 10), **_ELEMENT},
        {"initial_option": OPTION_WITH_MARKUP, "confirm": CONFIRM, **_FOCUS},
    ),
    "checkboxes": Shape(
        {"options": listed(OPTION_WITH_MARKUP, 1, 10), **_ELEMENT},
        {"initial_options": listed(OPTION_WITH_MARKUP, 1, 10), "confirm": CONFIRM, **_FOCUS},
    ),
}
OVERFLOW = Shape({"options": listed(OPTION, 1, 5), **_ELEMENT}, {"confirm": CONFIRM})
TEXT_INPUT = Shape(
    _ELEMENT,
    {
        "initial_value": text(3000),
        "multiline": yes_or_no,
        "min_length": number(0, 3000),
        "max_length": number(1, 3000),
        "placeholder": plain(150),
        **_FOCUS,
    },
)


def _element(shapes: Mapping[str, Shape]) -> Check:
    known = by_type(shapes)

    def check(value: Any, at: str) -> Iterator[str]:
        wrong = list(known(value, at))
        yield from wrong
        if not wrong and {"options", "option_groups"} & set(value) | ({value["type"]} & _NEEDS_OPTIONS):
            yield from offers(value, at)
        if not wrong and value["type"] == "plain_text_input":
            yield from fits_its_length(value, at)

    return check


_NEEDS_OPTIONS = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}

IN_ACTIONS = _element({"button": BUTTON, "overflow": OVERFLOW, **MENUS, **PICKS})
IN_SECTION = _element({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **MENUS, **MANY_MENUS, **PICKS})
IN_INPUT = _element({"plain_text_input": TEXT_INPUT, **MENUS, **MANY_MENUS, **PICKS})

_STYLE = shaped(Shape({}, {"bold": yes_or_no, "italic": yes_or_no, "strike": yes_or_no, "code": yes_or_no}))
_RICH_WORD = by_type(
    {
        "text": Shape({"text": text(12_000, least=0)}, {"style": _STYLE}),
        "link": Shape({"url": text(3000)}, {"text": text(3000), "unsafe": yes_or_no, "style": _STYLE}),
        "emoji": Shape({"name": text(100)}, {"unicode": text(50), "style": _STYLE}),
    }
)
_RICH_WORDS: dict[str, Check] = {"elements": listed(_RICH_WORD, 1, 1000)}
_BORDER: dict[str, Check] = {"border": one_of(0, 1)}
_RICH_SECTION = by_type({"rich_text_section": Shape(_RICH_WORDS)})
_RICH = by_type(
    {
        "rich_text_section": Shape(_RICH_WORDS),
        "rich_text_quote": Shape(_RICH_WORDS, _BORDER),
        "rich_text_preformatted": Shape(_RICH_WORDS, _BORDER),
        "rich_text_list": Shape(
            {"style": one_of("bullet", "ordered"), "elements": listed(_RICH_SECTION, 1, 1000)},
            {"indent": number(0, 8), "offset": number(0, 100_000), **_BORDER},
        ),
    }
)
_CONTEXT = by_type(
    {
        "plain_text": Shape({"text": text(3000)}, {"emoji": yes_or_no}),
        "mrkdwn": Shape({"text": text(3000)}, {"verbatim": yes_or_no}),
        "image": IMAGE,
    }
)
_BLOCK_ID: dict[str, Check] = {"block_id": IDENTIFIER}

SLACK_FILE = shaped(Shape({"id": matching(r"F[A-Z0-9]{8,}")}, {}))
BLOCKS: dict[str, Shape] = {
    "header": Shape({"text": plain(150)}, _BLOCK_ID),
    "section": Shape(
        {},
        {
            "text": words(3000),
            "fields": listed(words(2000), 1, 10),
            "accessory": IN_SECTION,
            "expand": yes_or_no,
            **_BLOCK_ID,
        },
    ),
    "context": Shape({"elements": listed(_CONTEXT, 1, 10)}, _BLOCK_ID),
    "divider": Shape({}, _BLOCK_ID),
    "image": Shape({"slack_file": SLACK_FILE, "alt_text": text(2000)}, {"title": plain(2000), **_BLOCK_ID}),
    "actions": Shape({"elements": listed(IN_ACTIONS, 1, 25)}, _BLOCK_ID),
    "rich_text": Shape({"elements": listed(_RICH, 1, 100)}, _BLOCK_ID),
    "input": Shape(
        {"label": plain(2000), "element": IN_INPUT},
        {"hint": plain(2000), "optional": yes_or_no, "dispatch_action": yes_or_no, **_BLOCK_ID},
    ),
}


def block(value: Any, at: str) -> Iterator[str]:
    yield from by_type(BLOCKS)(value, at)
    if isinstance(value, dict) and value.get("type") == "section" and not {"text", "fields"} & set(value):
        yield f"{at}: a section must have text or fields"


_VIEW: dict[str, Check] = {
    "callback_id": IDENTIFIER,
    "private_metadata": text(3000, least=0),
    "external_id": IDENTIFIER,
}
VIEWS = by_type(
    {
        "home": Shape({"blocks": listed(block, 1, 100)}, _VIEW),
        "modal": Shape(
            {"blocks": listed(block, 1, 100), "title": plain(24)},
            {
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": yes_or_no,
                "notify_on_close": yes_or_no,
                "submit_disabled": yes_or_no,
                **_VIEW,
            },
        ),
    }
)
_METADATA = shaped(Shape({"event_type": text(255), "event_payload": anything}))
MESSAGE = shaped(
    Shape(
        {"text": text(3_900)},
        {
            "blocks": listed(block, 1, 50),
            "channel": text(255),
            "user": PERSON,
            "ts": matching(r"\d+\.\d{6}"),
            "thread_ts": matching(r"\d+\.\d{6}"),
            "reply_broadcast": yes_or_no,
            "unfurl_links": one_of(False),
            "unfurl_media": one_of(False),
            "mrkdwn": yes_or_no,
            "metadata": _METADATA,
            "client_msg_id": text(255),
            "response_type": one_of("ephemeral", "in_channel"),
            "replace_original": yes_or_no,
            "delete_original": yes_or_no,
        },
    )
)
