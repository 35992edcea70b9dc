"""How Slack's client keeps a form: what each input reports, and what it refuses to send."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack_rules import Json, elements

_SEVERAL = ("multi_static_select", "checkboxes")


def input_named(view: Json, name: str) -> Json:
    found = next((block for block in _inputs(view) if block["block_id"] == name), None)
    names = [block["block_id"] for block in _inputs(view)]
    assert found is not None, f"the form has no {name!r}, only {names}"
    return found


def names(view: Json) -> set[str]:
    """What the form asks."""
    return {block["block_id"] for block in _inputs(view)}


def state_of(block: Json, answer: Any) -> Json:
    """The state that an answer given by a person makes; options by value or by what stands on them."""
    element, kind = block["element"], block["element"]["type"]
    match kind:
        case "plain_text_input":
            most = element.get("max_length", 3000)
            assert len(answer) <= most, f"Slack's client takes at most {most} characters in {block['block_id']}"
            return {"type": kind, "value": answer or None}
        case "static_select" | "radio_buttons":
            return {"type": kind, "selected_option": _option(element, answer) if answer else None}
        case "multi_static_select" | "checkboxes":
            return {"type": kind, "selected_options": [_option(element, one) for one in _listed(answer)]}
        case "datepicker":
            return {"type": kind, "selected_date": answer or None}
        case "users_select":
            return {"type": kind, "selected_user": getattr(answer, "id", answer) or None}
        case "multi_users_select":
            return {"type": kind, "selected_users": [getattr(one, "id", one) for one in _listed(answer)]}
        case "conversations_select" | "channels_select":
            name = "selected_conversation" if kind == "conversations_select" else "selected_channel"
            return {"type": kind, name: getattr(answer, "id", answer) or None}
        case _:
            raise AssertionError(f"the fake cannot fill in a {kind}")


def submitted(view: Json, typed: dict[str, tuple[str, Json]]) -> Json:
    """`view.state.values`. Fails where the client would keep the person in the form."""
    values: Json = {}
    for block in _inputs(view):
        name, action = block["block_id"], block["element"]["action_id"]
        before = typed.get(name)
        # What is typed stays typed when a view is drawn anew, as long as its ids stay.
        state = before[1] if before is not None and before[0] == action else initial(block["element"])
        is_empty = not any(value for part, value in state.items() if part != "type")
        assert block.get("optional") or not is_empty, f"Slack's client asks for {name}"
        values[name] = {action: state}
    return values


def initial(element: Json) -> Json:
    """What the form proposed."""
    kind = element["type"]
    pairs = {
        "plain_text_input": ("value", "initial_value"),
        "static_select": ("selected_option", "initial_option"),
        "radio_buttons": ("selected_option", "initial_option"),
        "multi_static_select": ("selected_options", "initial_options"),
        "checkboxes": ("selected_options", "initial_options"),
        "datepicker": ("selected_date", "initial_date"),
        "users_select": ("selected_user", "initial_user"),
        "multi_users_select": ("selected_users", "initial_users"),
        "conversations_select": ("selected_conversation", "initial_conversation"),
        "channels_select": ("selected_channel", "initial_channel"),
    }
    reported, proposed = pairs[kind]
    return {"type": kind, reported: element.get(proposed, [] if reported.endswith("s") else None)}


def _inputs(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _option(element: Json, answer: str) -> Json:
    options = [part for part in elements(element) if "value" in part and "text" in part]
    found = next((option for option in options if answer in (option["value"], option["text"]["text"])), None)
    assert found is not None, f"no option {answer!r}, only {[option['text']['text'] for option in options]}"
    return {"text": found["text"], "value": found["value"]}


def _listed(answer: Any) -> list[Any]:
    return answer.split(",") if isinstance(answer, str) else list(answer)
