"""What a submitted view holds, as the typed text that conversations read."""

from __future__ import annotations

from collections.abc import Mapping


def answers_of(view_state: Mapping[str, object]) -> dict[str, str]:
    """From `view["state"]`: by input name, an empty string where nothing was answered. Nothing in it is trusted."""
    values = view_state.get("values")
    inputs = values.values() if isinstance(values, Mapping) else ()
    return {
        str(name): _answer(state)
        for elements in inputs
        if isinstance(elements, Mapping)
        for name, state in elements.items()
        if isinstance(state, Mapping)
    }


def _answer(state: Mapping[str, object]) -> str:
    match state.get("type"):
        case "plain_text_input":
            return _text(state.get("value"))
        case "static_select" | "radio_buttons":
            return _value(state.get("selected_option"))
        case "multi_static_select" | "checkboxes":
            return _joined([_value(option) for option in _listed(state.get("selected_options"))])
        case "datepicker":
            return _text(state.get("selected_date"))
        case "users_select":
            return _text(state.get("selected_user"))
        case "multi_users_select":
            return _joined([_text(user) for user in _listed(state.get("selected_users"))])
        case "conversations_select":
            return _text(state.get("selected_conversation"))
        case _:
            return ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _value(option: object) -> str:
    return _text(option.get("value")) if isinstance(option, Mapping) else ""


def _listed(values: object) -> list[object]:
    return values if isinstance(values, list) else []


def _joined(values: list[str]) -> str:
    return ",".join(value for value in values if value)
