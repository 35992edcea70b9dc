"""The validator takes what Slack takes and refuses what Slack refuses."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.bot.slack.validator import (
    Refused,
    must_be_a_message,
    must_be_a_view,
    problems_of_errors,
    problems_of_message,
    problems_of_view,
)

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value), "value": value}


SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*", "verbatim": True}}
BUTTON: Json = {"type": "button", "text": plain("Approve"), "action_id": "review:0", "value": "t", "style": "primary"}
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "b"}]},
    ],
}
MESSAGE: Json = {
    "text": "Hello",
    "channel": "C1",
    "blocks": [
        {"type": "header", "text": plain("Title")},
        SECTION,
        {"type": "section", "fields": [plain("a"), plain("b")]},
        {"type": "context", "elements": [plain("small")]},
        {"type": "divider"},
        RICH,
        {"type": "actions", "elements": [BUTTON]},
    ],
}


def asked(element: Json, name: str = "pain") -> Json:
    return {"type": "input", "block_id": name, "label": plain("What?"), "element": {**element, "action_id": name}}


ELEMENTS: list[Json] = [
    {"type": "plain_text_input", "multiline": True, "max_length": 10, "initial_value": "0123456789"},
    {"type": "static_select", "options": [option("a")], "initial_option": option("a")},
    {"type": "static_select", "option_groups": [{"label": plain("1"), "options": [option("a")]}]},
    {"type": "multi_static_select", "options": [option("a")], "initial_options": [option("a")]},
    {"type": "radio_buttons", "options": [option("a"), option("b")], "initial_option": option("b")},
    {"type": "checkboxes", "options": [option("a")]},
    {"type": "datepicker", "initial_date": "2026-11-23"},
    {"type": "users_select", "initial_user": "U1"},
    {"type": "multi_users_select", "initial_users": ["U1", "W2"]},
    {"type": "conversations_select", "filter": {"include": ["public", "private"]}, "initial_conversation": "C1"},
]


def modal(*blocks: Json) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": "token",
        "notify_on_close": True,
        "title": plain("Propose"),
        "submit": plain("Propose it"),
        "close": plain("Close"),
        "blocks": list(blocks) or [asked(ELEMENTS[0])],
    }


def changed(payload: Json, path: str, value: object) -> Json:
    """A copy with one place changed; `...` takes it out."""
    copied = copy.deepcopy(payload)
    place: Any = copied
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copied


def test_a_good_message_passes() -> None:
    must_be_a_message(MESSAGE)


@pytest.mark.parametrize("element", ELEMENTS)
def test_a_good_input_passes(element: Json) -> None:
    must_be_a_view(modal(asked(element)))


def test_a_good_home_passes() -> None:
    must_be_a_view({"type": "home", "blocks": [SECTION]})


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("text", ..., "text is missing"),
        ("text", "", "text: must"),
        ("text", " \u200b\n", "must not be empty"),
        ("text", "x" * 3_901, "3900"),
        ("text", "a\x00", "control characters"),
        ("text", "a\ud800", "half characters"),
        ("link_names", True, "no property 'link_names'"),
        ("parse", "full", "no property 'parse'"),
        ("unfurl_links", True, "must be one of"),
        ("blocks", [SECTION] * 51, "1 to 50"),
        ("blocks", [], "1 to 50"),
        ("blocks", "x", "must be a list"),
        ("blocks.0.text", {"type": "mrkdwn", "text": "x"}, "no type 'mrkdwn' here"),
        ("blocks.0.text.text", "x" * 151, "1 to 150"),
        ("blocks.0.txt", plain("x"), "no property 'txt'"),
        ("blocks.0.type", "heading", "no type 'heading'"),
        ("blocks.0.text", ..., "text is missing"),
        ("blocks.1.text.text", "x" * 3_001, "1 to 3000"),
        ("blocks.1.text.text", 3, "must be a text"),
        ("blocks.1.text.emoji", True, "no property 'emoji'"),
        ("blocks.1.text.verbatim", "yes", "true or false"),
        ("blocks.1.text", ..., "must have text or fields"),
        ("blocks.2.fields", [plain("x")] * 11, "1 to 10"),
        ("blocks.2.fields.0.text", "x" * 2_001, "1 to 2000"),
        ("blocks.3.elements", [plain("x")] * 11, "1 to 10"),
        ("blocks.3.elements.0.text", "", "must"),
        ("blocks.5.elements.0.elements.0.style.bold", "yes", "true or false"),
        ("blocks.5.elements.0.elements", [], "1 to 1000"),
        ("blocks.6.elements", [{**BUTTON, "action_id": str(n)} for n in range(26)], "1 to 25"),
        ("blocks.6.elements", [BUTTON, BUTTON], "'review:0' is there 2 times"),
        ("blocks.6.elements.0.text.text", "x" * 76, "1 to 75"),
        ("blocks.6.elements.0.value", "x" * 2_001, "1 to 2000"),
        ("blocks.6.elements.0.style", "default", "must be one of"),
        ("blocks.6.elements.0.action_id", ..., "action_id is missing"),
        ("blocks.6.elements.0.type", "plain_text_input", "no type 'plain_text_input' here"),
        ("blocks.1.block_id", "x" * 256, "1 to 255"),
        ("blocks", [{**SECTION, "block_id": "a"}, {**SECTION, "block_id": "a"}], "block_id 'a' is there 2 times"),
        ("blocks", [{"type": "section", "text": plain("x" * 2_900)}] * 5, "13000 characters in all"),
    ],
)
def test_a_bad_message_is_refused(path: str, value: object, says: str) -> None:
    assert any(says in problem for problem in problems_of_message(changed(MESSAGE, path, value)))


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("submit", ..., "must have submit"),
        ("title", ..., "title is missing"),
        ("title.text", "x" * 25, "1 to 24"),
        ("submit.text", "x" * 25, "1 to 24"),
        ("close.text", "x" * 25, "1 to 24"),
        ("private_metadata", "x" * 3_001, "0 to 3000"),
        ("callback_id", "x" * 256, "1 to 255"),
        ("callback", "form", "no property 'callback'"),
        ("type", "dialog", "no type 'dialog'"),
        ("type", "home", "no property 'title'"),
        ("blocks", [SECTION] * 101, "1 to 100"),
        ("blocks", [asked(ELEMENTS[0]), asked(ELEMENTS[1])], "block_id 'pain' is there 2 times"),
        ("blocks", [{"type": "section", "text": plain("é" * 3_000)}] * 45, "250000 bytes"),
        ("blocks.0.label.text", "x" * 2_001, "1 to 2000"),
        ("blocks.0.hint", plain("x" * 2_001), "1 to 2000"),
        ("blocks.0.optional", "no", "true or false"),
        ("blocks.0.element.max_length", 3_001, "1 to 3000"),
        ("blocks.0.element.initial_value", "x" * 11, "initial_value must have"),
        ("blocks.0.element.initial_value", "", "must"),
        ("blocks.0.element", {**BUTTON}, "no type 'button' here"),
        ("blocks.0.element", {"type": "static_select", "action_id": "a"}, "either options or option_groups"),
        ("blocks.0.element", {**ELEMENTS[1], "action_id": "a", "initial_option": option("z")}, "not offered"),
        ("blocks.0.element", {**ELEMENTS[1], "action_id": "a", "options": [option("a")] * 2}, "same value"),
        ("blocks.0.element", {**ELEMENTS[1], "action_id": "a", "options": [option(str(n)) for n in range(101)]}, "100"),
        ("blocks.0.element", {**ELEMENTS[5], "action_id": "a", "options": [option(str(n)) for n in range(11)]}, "10"),
        ("blocks.0.element", {**ELEMENTS[5], "action_id": "a", "options": [option("x" * 76)]}, "1 to 75"),
        ("blocks.0.element", {"type": "datepicker", "action_id": "a", "initial_date": "23/11/2026"}, "a day"),
        ("blocks.0.element", {"type": "users_select", "action_id": "a", "initial_user": "ada"}, "must look like"),
        ("blocks.0.element", {"type": "conversations_select", "action_id": "a", "filter": {}}, "what it filters"),
        ("blocks.0.element", {"type": "conversations_select", "action_id": "a", "filter": {"include": []}}, "1 to 4"),
    ],
)
def test_a_bad_view_is_refused(path: str, value: object, says: str) -> None:
    assert any(says in problem for problem in problems_of_view(changed(modal(), path, value)))


def test_everything_wrong_is_said_at_once() -> None:
    bad = changed(changed(MESSAGE, "text", ""), "blocks.0.text.text", "x" * 151)
    with pytest.raises(Refused, match=r"(?s)message\.text.*blocks\[0\]"):
        must_be_a_message(bad)


def test_errors_must_belong_to_an_input_and_say_something() -> None:
    assert problems_of_errors({"pain": "Too long"}, modal()) == []
    assert problems_of_errors({"hours": "x"}, modal()) == ["errors.hours: the view has no such input"]
    assert problems_of_errors({"pain": ""}, modal())
    assert problems_of_errors({}, modal())
