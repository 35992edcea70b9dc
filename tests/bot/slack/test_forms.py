"""Each kind of question is the input people expect, filled with what they answered so far."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import render
from bot.slack.answers import answers_of
from bot.text import clean, is_visible
from handlers.ui import (
    ChannelPick,
    Choice,
    Choices,
    DayPick,
    Form,
    Input,
    LongText,
    Number,
    Option,
    PeoplePick,
    PersonPick,
    ShortText,
    ShownForm,
    YesNo,
)
from handlers.words import Reader, Text, Typed, Untranslated, say
from tests.bot.slack.validator import must_be_a_view
from tests.hostile import HOSTILE

READER = Reader("en", "UTC", Untranslated())
LABEL = say("What?")


def options(n: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{number}", Typed(f"Option {number}")) for number in range(n))


def drawn(question: Input, typed: str | None = None) -> dict[str, Any]:
    answers = {} if typed is None else {question.name: typed}
    view = render.modal(ShownForm(Form(say("T"), say("S"), (question,)), "t", answers), READER)
    must_be_a_view(view)
    block: dict[str, Any] = view["blocks"][0]
    return block


def element(question: Input, typed: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = drawn(question, typed)["element"]
    return found


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (ShortText(name="q", label=LABEL), "plain_text_input"),
        (LongText(name="q", label=LABEL), "plain_text_input"),
        (Number(name="q", label=LABEL), "plain_text_input"),
        (Choice(name="q", label=LABEL, options=options(5)), "radio_buttons"),
        (Choice(name="q", label=LABEL, options=options(6)), "static_select"),
        (Choice(name="q", label=LABEL, options=options(2), required=False), "static_select"),
        (Choices(name="q", label=LABEL, options=options(10)), "checkboxes"),
        (Choices(name="q", label=LABEL, options=options(11)), "multi_static_select"),
        (YesNo(name="q", label=LABEL), "radio_buttons"),
        (DayPick(name="q", label=LABEL), "datepicker"),
        (PersonPick(name="q", label=LABEL), "users_select"),
        (PeoplePick(name="q", label=LABEL), "multi_users_select"),
        (ChannelPick(name="q", label=LABEL), "conversations_select"),
    ],
)
def test_each_question_has_its_input_under_its_own_name(question: Input, kind: str) -> None:
    block = drawn(question)
    assert block["element"]["type"] == kind
    assert block["block_id"] == block["element"]["action_id"] == "q"
    assert block["optional"] is not question.required


def test_a_long_text_has_several_lines_and_its_own_limit() -> None:
    assert element(LongText(name="q", label=LABEL, most=600))["multiline"] is True
    assert element(LongText(name="q", label=LABEL, most=600))["max_length"] == 600
    assert element(LongText(name="q", label=LABEL, most=9_000))["max_length"] == 3_000
    assert element(ShortText(name="q", label=LABEL))["multiline"] is False


def test_an_answer_longer_than_allowed_stays_to_be_shortened() -> None:
    field = element(ShortText(name="q", label=LABEL, most=10), "x" * 20)
    assert (field["initial_value"], field["max_length"]) == ("x" * 20, 20)


def test_an_emptied_answer_does_not_fall_back_to_the_default() -> None:
    question = ShortText(name="q", label=LABEL, default="before")
    assert element(question)["initial_value"] == "before"
    assert "initial_value" not in element(question, "")


@pytest.mark.parametrize(
    ("low", "high", "hint"),
    [
        (None, None, None),
        (Decimal(0), None, "At least 0"),
        (None, Decimal("2.5"), "At most 2.5"),
        (Decimal(1), Decimal(168), "From 1 to 168"),
    ],
)
def test_a_number_says_its_unit_and_its_bounds(low: Decimal | None, high: Decimal | None, hint: str | None) -> None:
    block = drawn(Number(name="q", label=say("Hours"), low=low, high=high, unit=say("h/week")))
    assert block["label"]["text"] == "Hours (h/week)"
    assert block.get("hint", {}).get("text") == hint


def test_a_hint_stands_before_the_bounds() -> None:
    block = drawn(Number(name="q", label=LABEL, hint=say("All together"), low=Decimal(0)))
    assert block["hint"]["text"] == "All together · At least 0"


@pytest.mark.parametrize(
    "question",
    [
        Choice(name="q", label=LABEL, options=options(3)),
        Choice(name="q", label=LABEL, options=options(30)),
        Choices(name="q", label=LABEL, options=options(3)),
        YesNo(name="q", label=LABEL),
        DayPick(name="q", label=LABEL),
        PersonPick(name="q", label=LABEL),
        PeoplePick(name="q", label=LABEL),
        ChannelPick(name="q", label=LABEL),
    ],
)
@pytest.mark.parametrize("typed", ["", "nonsense", "31/12/2026", "u1", ",,", "<@U1>", "\x00"])
def test_what_cannot_be_filled_in_is_left_out(question: Input, typed: str) -> None:
    assert not [name for name in element(question, typed) if name.startswith("initial")]


def test_more_options_than_a_menu_takes_come_in_groups() -> None:
    field = element(Choice(name="q", label=LABEL, options=options(250)), "o249")
    assert [group["label"]["text"] for group in field["option_groups"]] == ["1–100", "101–200", "201–250"]
    assert field["initial_option"]["value"] == "o249"


def test_channels_of_other_companies_are_not_offered() -> None:
    chosen = element(ChannelPick(name="q", label=LABEL))["filter"]
    assert chosen == {"include": ["public", "private"], "exclude_external_shared_channels": True}


def state_of(block: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends back when somebody submits an input as it was filled."""
    field = block["element"]
    filled = {
        "plain_text_input": {"value": field.get("initial_value")},
        "static_select": {"selected_option": field.get("initial_option")},
        "radio_buttons": {"selected_option": field.get("initial_option")},
        "multi_static_select": {"selected_options": field.get("initial_options", [])},
        "checkboxes": {"selected_options": field.get("initial_options", [])},
        "datepicker": {"selected_date": field.get("initial_date")},
        "users_select": {"selected_user": field.get("initial_user")},
        "multi_users_select": {"selected_users": field.get("initial_users", [])},
        "conversations_select": {"selected_conversation": field.get("initial_conversation")},
    }[field["type"]]
    return {"values": {block["block_id"]: {field["action_id"]: {"type": field["type"], **filled}}}}


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat)
PEOPLE = st.text("ABCDEFG123456789", min_size=5, max_size=9).map(lambda rest: f"U{rest}")
PICKED = st.lists(st.integers(0, 19), min_size=1, unique=True).map(lambda ns: ",".join(f"o{n}" for n in sorted(ns)))


@settings(deadline=None)
@given(
    st.one_of(
        st.tuples(st.just(LongText(name="q", label=LABEL)), st.sampled_from([t for t in HOSTILE if len(t) <= 3_000])),
        st.tuples(st.just(Number(name="q", label=LABEL)), st.sampled_from(["2,5", "1 234.5", "-3", "½"])),
        st.tuples(st.just(Choice(name="q", label=LABEL, options=options(4))), st.sampled_from(["o0", "o3"])),
        st.tuples(st.just(Choice(name="q", label=LABEL, options=options(150))), st.sampled_from(["o0", "o149"])),
        st.tuples(st.just(Choices(name="q", label=LABEL, options=options(20))), PICKED),
        st.tuples(st.just(YesNo(name="q", label=LABEL)), st.sampled_from(["yes", "no"])),
        st.tuples(st.just(DayPick(name="q", label=LABEL)), DAYS),
        st.tuples(st.just(PersonPick(name="q", label=LABEL)), PEOPLE),
        st.tuples(st.just(PeoplePick(name="q", label=LABEL)), st.lists(PEOPLE, min_size=1, unique=True).map(",".join)),
        st.tuples(st.just(ChannelPick(name="q", label=LABEL)), PEOPLE.map(lambda one: "C" + one[1:])),
    )
)
def test_an_answer_shown_and_submitted_unchanged_comes_back_the_same(asked: tuple[Input, str]) -> None:
    question, typed = asked
    back = answers_of(state_of(drawn(question, typed)))
    assert back == {"q": clean(typed) if is_visible(clean(typed)) else ""}


def test_every_kind_of_question_is_tested_for_labels_that_hurt() -> None:
    for typed in HOSTILE:
        text: Text = Typed(typed)
        for question in (
            Choice(name="q", label=text, options=(Option("a", text), Option("b", text)), hint=text),
            Choices(name="q", label=text, options=(Option("a", text),), default="a"),
            Number(name="q", label=text, unit=text, default=typed),
            ShortText(name="q", label=text, default=typed),
        ):
            drawn(question)
