"""What a view holds becomes typed text, whatever a stranger puts into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.answers import answers_of


def state(element: dict[str, object]) -> dict[str, object]:
    return {"values": {"q": {"q": element}}}


@pytest.mark.parametrize(
    ("element", "typed"),
    [
        ({"type": "plain_text_input", "value": "We type *twice* & more"}, "We type *twice* & more"),
        ({"type": "plain_text_input", "value": None}, ""),
        ({"type": "static_select", "selected_option": {"text": {}, "value": "team"}}, "team"),
        ({"type": "static_select", "selected_option": None}, ""),
        ({"type": "radio_buttons", "selected_option": {"value": "yes"}}, "yes"),
        ({"type": "radio_buttons", "selected_option": None}, ""),
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, "a,b"),
        ({"type": "checkboxes", "selected_options": []}, ""),
        ({"type": "multi_static_select", "selected_options": [{"value": "a"}]}, "a"),
        ({"type": "multi_static_select", "selected_options": None}, ""),
        ({"type": "datepicker", "selected_date": "2026-11-23"}, "2026-11-23"),
        ({"type": "datepicker", "selected_date": None}, ""),
        ({"type": "users_select", "selected_user": "U1"}, "U1"),
        ({"type": "users_select", "selected_user": None}, ""),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, "U1,U2"),
        ({"type": "multi_users_select", "selected_users": []}, ""),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
        ({"type": "conversations_select", "selected_conversation": None}, ""),
        ({"type": "plain_text_input"}, ""),
        ({"type": "plain_text_input", "value": 3}, ""),
        ({"type": "static_select", "selected_option": "team"}, ""),
        ({"type": "checkboxes", "selected_options": [None, {"value": 3}, "x"]}, ""),
        ({"type": "something_new", "value": "x"}, ""),
        ({}, ""),
    ],
)
def test_each_input_becomes_its_text(element: dict[str, object], typed: str) -> None:
    assert answers_of(state(element)) == {"q": typed}


def test_all_inputs_of_a_view_are_read() -> None:
    values = {
        "pain": {"pain": {"type": "plain_text_input", "value": "p"}},
        "reach": {"reach": {"type": "radio_buttons", "selected_option": {"value": "me"}}},
    }
    assert answers_of({"values": values}) == {"pain": "p", "reach": "me"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.just("values"), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.just("values") | st.text(max_size=3), JSON, max_size=2))
def test_nothing_sent_by_a_stranger_breaks_it(sent: dict[str, object]) -> None:
    assert all(isinstance(text, str) for text in answers_of(sent).values())
