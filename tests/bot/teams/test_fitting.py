"""Any message and any form is a card that Teams takes: words give way, never an input, an answer or the button that sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.teams import activities, buttons, fitting, limits, render
from bot.teams.fitting import Part, fitted, size
from bot.teams.picks import NAMED, Directory, Pick
from bot.teams.texts import paragraph
from bot.text import clean, is_visible
from handlers import flows
from handlers.asking import nudged
from handlers.ui import (
    Button,
    Buttons,
    Form,
    Input,
    LongText,
    Message,
    Number,
    Para,
    Quote,
    ShortText,
    ShownForm,
)
from handlers.words import Reader, Span, Text, Typed, Untranslated, say
from tests.bot.slack.strategies import MESSAGES, shown_forms
from tests.bot.teams import seen, validator
from tests.made import running
from tests.world import ORG, World

READER = Reader("en", "UTC", Untranslated())


def said(text: str) -> Part:
    return Part(paragraph([Span(text)], limits.PARAGRAPH), says=True)


def row(*labels: str) -> Part:
    actions = [{"type": "Action.Execute", "title": label, "verb": "press", "data": {}} for label in labels]
    return Part([{"type": "ActionSet", "actions": actions}], says=False, buttons=True)


@pytest.mark.parametrize(("text", "bytes_"), [("x", 2), ("é", 2), ("語", 3), ("😀", 4), ('"', 4), ("\n", 4)])
def test_a_card_is_as_large_as_the_larger_of_both_measures(text: str, bytes_: int) -> None:
    assert size({"text": text * 1_000}) == pytest.approx(bytes_ * 1_000, abs=30)


def test_what_fits_is_left_alone() -> None:
    parts = [said("a"), said("b"), row("Open")]
    assert fitted(parts, 2_000, READER) == [element for part in parts for element in part.elements]


def test_the_last_buttons_stay_and_what_is_left_out_is_counted() -> None:
    body = fitted([said("a"), *[said("語" * 300)] * 9, row("Open")], 4_000, READER)
    words = seen.words({"body": body}).split("\n")
    shown = words.count("語" * 300)
    assert 0 < shown < 9
    assert f"… and {9 - shown} more" in words
    assert list(seen.buttons({"body": body})) == ["Open"]


def test_of_a_row_that_is_too_long_the_first_buttons_stay() -> None:
    labels = [f"{n} {'x' * 70}" for n in range(30)]
    for parts in ([said("a"), row(*labels)], [said("a"), row(*labels), said("b")]):
        body = fitted(parts, 6_000, READER)
        found = list(seen.buttons({"body": body}))
        assert 5 < len(found) < 30 and found == labels[: len(found)]
        assert size(body) <= 6_000
        assert "… and 1 more" in seen.words({"body": body})


def test_long_words_give_way_before_buttons() -> None:
    quotes = tuple(Quote(Typed("語" * 2_500)) for _ in range(4))
    rows = tuple(Buttons((Button(Typed(f"B{n}"), "a", token="t" * 300),)) for n in range(8))
    card = render.message(Message(say("s"), (*quotes, *rows)), READER)
    validator.must_be_a_card(card)
    assert list(seen.buttons(card)) == [f"B{n}" for n in range(8)]
    assert "語…" in seen.words(card)


def test_of_many_buttons_six_are_seen_and_the_card_says_where_the_others_are() -> None:
    blocks = tuple(Buttons(tuple(Button(Typed(f"{r}{n}"), "a", token="t") for n in range(3))) for r in range(5))
    card = render.message(Message(say("s"), (Para(Typed("p")), *blocks)), READER)
    found = seen.buttons(card)
    assert len(found) == 15
    at_once = [title for title, action in found.items() if action.get("mode") != "secondary"]
    assert at_once == ["00", "01", "02", "40", "41", "42"]
    assert "More buttons stand behind the three dots (…)." in seen.words(card)
    few = render.message(Message(say("s"), blocks[:2]), READER)
    assert "three dots" not in seen.words(few)


@pytest.mark.parametrize(
    ("rows", "seen_of_each"),
    [
        ([9], [6]),
        ([2, 2, 3], [2, 1, 3]),
        ([1, 9], [1, 5]),
        ([9, 1], [5, 1]),
        ([1] * 9, [1, 1, 1, 1, 1, 0, 0, 0, 1]),
        ([4, 0], [4, 0]),
        ([], [0]),
    ],
)
def test_the_last_row_has_its_seats_first(rows: list[int], seen_of_each: list[int]) -> None:
    assert buttons.seats(rows) == seen_of_each


def test_what_is_said_below_the_last_buttons_stays_with_them() -> None:
    parts = [*[said("語" * 300)] * 9, row("Answer all"), said("You get this once a week.")]
    body = fitted(parts, 4_000, READER)
    assert list(seen.buttons({"body": body})) == ["Answer all"]
    assert seen.words({"body": body}).endswith("You get this once a week.")


@pytest.mark.parametrize("letter", ["x", "語", "😀"])
async def test_a_check_in_about_many_initiatives_keeps_the_button_that_answers_all_at_once(letter: str) -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    for number in range(20):
        await running(world, ada, number, title=letter * 150)
    async with world.store.transaction(world.clock.at) as store:
        await nudged(store, await store.organisation(ORG), ada.id, world.clock.at)
    await world.next_monday()
    card = render.message(ada.last.message, READER)
    validator.must_be_a_card(card)
    assert seen.buttons(card)["Answer all at once"].get("mode") != "secondary"
    assert " more" in seen.words(card) and "three dots" in seen.words(card)


def sent_bytes(activity: Mapping[str, Any]) -> int:
    sent = orjson.dumps(activity)
    return max(len(sent), len(sent.decode().encode("utf-16-le")))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(MESSAGES)
def test_any_message_is_taken_and_nothing_is_left_out_in_silence(message: Message) -> None:
    card = render.message(message, READER)
    validator.must_be_a_card(card)
    assert sent_bytes(activities.message(message, READER)) <= validator.MOST_BYTES
    wanted = sum(len(block.buttons) for block in message.blocks if isinstance(block, Buttons))
    drawn = [thing for thing in seen.things(card) if str(thing["type"]).startswith("Action.")]
    assert len(drawn) == wanted or " more" in seen.words(card)


@st.composite
def long_forms(draw: st.DrawFn) -> ShownForm:
    """Several forms in one, so that there are many questions, some of them answered at length."""
    found = draw(st.lists(shown_forms(), min_size=1, max_size=4))
    questions = tuple(
        replace(question, name=f"q{n}_{question.name}")
        for n, each in enumerate(found)
        for question in each.form.questions
    )
    answers = {f"q{n}_{name}": typed for n, each in enumerate(found) for name, typed in each.answers.items()}
    letter = draw(st.sampled_from(("x", '"', "語", "😀")))
    for question in questions:
        if isinstance(question, ShortText | LongText) and draw(st.booleans()):
            answers[question.name] = letter * question.most
    errors: dict[str, Text] = {f"q0_{name}": why for name, why in found[0].errors.items()}
    form = Form(found[0].form.title, found[0].form.submit, questions, found[0].form.intro)
    return ShownForm(form, "t" * draw(st.integers(0, 300)), answers, errors, draw(st.booleans()))


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    letter, length = draw(st.sampled_from(("x", "語", "😀"))), draw(st.integers(1, 100))
    people = (Pick(f"{n:08x}-0000-4000-8000-000000000000", letter * length) for n in range(draw(st.integers(0, 150))))
    channels = (Pick(f"19:{n}@thread.tacv2", letter * length) for n in range(draw(st.integers(0, 150))))
    return Directory(tuple(people), tuple(channels), draw(st.booleans()))


def kept(question: Input, typed: str) -> str:
    """What has to stand in the field, at least: all that the question allows."""
    text = clean(typed)
    match question:
        case LongText(most=most):
            return text[:most] if is_visible(text) else ""
        case ShortText(most=most):
            return text.replace("\n", " ")[:most] if is_visible(text) else ""
        case Number():
            return text.replace("\n", " ")[: limits.INPUT_NUMBER] if is_visible(text) else ""
        case _:
            return ""


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(long_forms(), directories())
def test_each_step_of_any_form_keeps_its_inputs_its_answers_and_its_button(
    whole: ShownForm, directory: Directory
) -> None:
    steps = flows.steps(whole.form.questions)
    assert [question for step in steps for question in step] == list(whole.form.questions)
    for questions in steps:
        names = {question.name for question in questions}
        errors = {name: why for name, why in whole.errors.items() if name in names}
        shown = replace(whole, form=replace(whole.form, questions=questions), errors=errors)
        for draw in (render.form, render.dialog):
            card = draw(shown, READER, directory)
            validator.must_be_a_card(card)
            assert size(card) <= limits.FORM_BYTES
            inputs = seen.inputs(card)
            assert [name for name in inputs if not name.endswith(NAMED)] == [question.name for question in questions]
            for question in questions:
                typed = whole.answers.get(question.name, question.default)
                value = str(inputs[question.name].get("value", ""))
                assert value.startswith(kept(question, typed)[: limits.INPUT_TEXT])
            (button,) = card["actions"]
            assert button["data"]["quickwin"] == shown.token
        assert sent_bytes(activities.form(shown, READER, directory)) <= validator.MOST_BYTES


def test_words_around_the_questions_give_way_before_names_to_pick() -> None:
    drawn: list[tuple[fitting.Lengths, int]] = []

    def draw(lengths: fitting.Lengths, names: int) -> dict[str, Any]:
        drawn.append((lengths, names))
        return {"intro": "x" * min(lengths.intro, 8_000), "names": ["x" * 50] * names}

    assert len(fitting.form(draw, 180)["names"]) == 180
    assert [names for _, names in drawn] == [180, 180]
    assert 200 < len(fitting.form(draw, 400)["names"]) < 400
