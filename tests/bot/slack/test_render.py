"""Messages, homes and forms are drawn within every limit, and what was typed stays words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.slack import limits, render
from bot.text import clean, is_visible
from handlers.ui import (
    Bar,
    Block,
    Button,
    Buttons,
    Chart,
    Choice,
    Divider,
    Fields,
    Form,
    Heading,
    LongText,
    Message,
    Note,
    Number,
    Option,
    Para,
    Picture,
    Quote,
    ShortText,
    ShownForm,
)
from handlers.words import Amount, Bold, Reader, Typed, Untranslated, say
from tests.bot.slack.seen import live, words
from tests.bot.slack.strategies import MESSAGES, shown_forms
from tests.bot.slack.validator import must_be_a_message, must_be_a_view, problems_of_errors
from tests.golden import check
from tests.hostile import HOSTILE

READER = Reader("en", "Europe/Paris", Untranslated())
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def button(label: str, action: str = "review", style: Any = "plain") -> Button:
    return Button(Typed(label), action, {}, style, f"token-{len(label)}")


CARD = Message(
    say("{title} waits for your answer", title=Bold("Read the invoices")),
    (
        Heading(say("A new initiative")),
        Para(say("{who} proposes {title}.", who="Ada", title=Bold("Read the invoices"))),
        Para(say("It belongs to {team}, says {who}.", team=Bold("R&D *blue*"), who="<@U1>")),
        Fields(
            (
                (say("Hours a week"), say("{hours}", hours=Amount(Decimal("3.5"), "h"))),
                (say("Tool"), Typed("none_yet & *free*")),
            )
        ),
        Bar(0.4, say("{now} of {all} steps", now=2, all=5)),
        Quote(Typed("We type every invoice twice.\nIt takes all Monday.")),
        Quote(Typed("_Really_ <all> Monday.")),
        Note(say("You get this because you review for {team}.", team=Bold("IT"))),
        Divider(),
        Buttons((button("Approve as a trial", style="primary"), button("Decline", style="danger"))),
    ),
)
FORM = Form(
    say("Propose an initiative"),
    say("Propose it"),
    (
        LongText(name="pain", label=say("What takes too long, or goes wrong?"), most=600),
        Number(name="hours", label=say("How many hours a week?"), low=Decimal(0), unit=say("h/week"), required=False),
        Choice(
            name="reach", label=say("Who feels it?"), options=(Option("me", say("Me")), Option("team", say("My team")))
        ),
    ),
    say("Small is good: something you can try in two weeks."),
)

CHART = Chart(((date(2026, 11, 2), Decimal(40)), (date(2026, 11, 9), Decimal(31))), Decimal(40), Decimal(20), "h")
ONE_BLOCK: dict[str, Callable[[str], Block]] = {
    "heading": lambda typed: Heading(Typed(typed)),
    "paragraph": lambda typed: Para(Typed(typed)),
    "paragraph with bold": lambda typed: Para(say("Before {title} after", title=Bold(typed))),
    "bold in brackets": lambda typed: Para(say("({title}): {again}", title=Bold(typed), again=typed)),
    "bold inside a word": lambda typed: Para(say("x{title}x", title=Bold(typed))),
    "quote": lambda typed: Quote(Typed(typed)),
    "quote with bold": lambda typed: Quote(say("{title} {rest}", title=Bold("T"), rest=typed)),
    "note": lambda typed: Note(Typed(typed)),
    "note with bold": lambda typed: Note(say("Asked by {who}", who=Bold(typed))),
    "field label": lambda typed: Fields(((Typed(typed), Typed("value")),)),
    "field value": lambda typed: Fields(((Typed("label"), Typed(typed)), (Typed("a"), say("{b}", b=Bold(typed))))),
    "bar": lambda typed: Bar(0.5, Typed(typed)),
    "picture": lambda typed: Picture(Typed(typed), CHART),
    "button": lambda typed: Buttons((button(typed),)),
}
SHORT = [typed for typed in HOSTILE if len(typed) < 60 and is_visible(clean(typed))]


def spaced(text: str) -> str:
    """For comparing what was typed with what is seen: line breaks and spaces are one."""
    return " ".join(text.split())


def test_a_card_is_drawn_as_stored() -> None:
    check("slack/render_card", render.message(CARD, READER))


def test_a_home_and_a_told_view_are_drawn_as_stored() -> None:
    check("slack/render_home", render.home(CARD, READER))
    check("slack/render_told", render.told(CARD, READER))


def test_a_form_is_drawn_as_stored() -> None:
    shown = ShownForm(FORM, "token", {"pain": "Invoices", "hours": "lots"}, {"hours": say("A number, such as 3")})
    check("slack/render_form", render.modal(shown, READER))


@pytest.mark.parametrize("kind", ONE_BLOCK)
def test_nothing_typed_comes_alive_in_any_block(kind: str) -> None:
    for typed in HOSTILE:
        shown = Message(Typed(typed), (ONE_BLOCK[kind](typed),))
        drawn = render.message(shown, READER)
        must_be_a_message(drawn)
        must_be_a_view(render.home(shown, READER))
        must_be_a_view(render.told(shown, READER))
        assert live(drawn) == [], repr(typed[:80])


@pytest.mark.parametrize("kind", ONE_BLOCK)
def test_what_was_typed_is_seen_as_typed(kind: str) -> None:
    for typed in SHORT:
        drawn = render.message(Message(Typed("s"), (ONE_BLOCK[kind](typed),)), READER)
        assert spaced(clean(typed)) in spaced(words(drawn["blocks"])), repr(typed)


def test_what_cannot_be_seen_is_drawn_as_a_dash() -> None:
    for typed in HOSTILE:
        if not is_visible(clean(typed)):
            shown = Message(
                Typed("s"), (Heading(Typed(typed)), Para(Typed(typed)), Quote(Typed(typed)), Note(Typed(typed)))
            )
            assert words(render.message(shown, READER)["blocks"]) == "–\n–\n–\n–"


@SLOW
@given(MESSAGES)
def test_any_message_is_within_the_limits(shown: Message) -> None:
    drawn = render.message(shown, READER)
    must_be_a_message(drawn)
    must_be_a_view(render.home(shown, READER))
    must_be_a_view(render.told(shown, READER))
    assert live(drawn) == []
    assert drawn == render.message(shown, READER)


@SLOW
@given(shown_forms())
def test_any_form_is_within_the_limits(shown: ShownForm) -> None:
    drawn = render.modal(shown, READER)
    must_be_a_view(drawn)
    assert live(drawn) == []
    assert drawn["private_metadata"] == shown.token
    if errors := render.field_errors(shown, READER):
        assert problems_of_errors(errors, drawn) == []


def test_bold_words_are_bold_wherever_slack_can_show_it() -> None:
    drawn = render.message(
        Message(Typed("s"), (Para(say("{t} is here", t=Bold("Plain"))), Para(say("{t} is here", t=Bold("*x*"))))),
        READER,
    )
    marked, rich = drawn["blocks"]
    assert marked["text"] == {"type": "mrkdwn", "text": "*Plain* is here", "verbatim": True}
    assert rich["elements"][0]["elements"][0] == {"type": "text", "text": "*x*", "style": {"bold": True}}


def test_a_bold_title_without_marks_needs_no_rich_text() -> None:
    """Programs that draw only sections show it too."""
    drawn = render.message(Message(Typed("s"), (Para(say("« {t} », {n} < 3 & more", t=Bold("A & B"), n=2)),)), READER)
    assert drawn["blocks"][0]["text"]["text"] == "« *A &amp; B* », 2 &lt; 3 &amp; more"


def test_the_fallback_says_everything_but_buttons() -> None:
    text = render.message(CARD, READER)["text"]
    for said in (
        "Read the invoices waits",
        "A new initiative",
        "Hours a week: 3.5 h",
        "2 of 5 steps",
        "all Monday",
        "IT",
    ):
        assert said in text
    assert "Decline" not in text
    assert "▰" not in text
    assert "&lt;@U1&gt;" in text


def test_the_fallback_says_nothing_twice() -> None:
    shown = Message(Typed("Same words"), (Heading(Typed("Same words")), Para(Typed("Same words"))))
    assert render.message(shown, READER)["text"] == "Same words"


def test_a_message_of_nothing_still_says_something() -> None:
    drawn = render.message(Message(Typed(" \u200b"), ()), READER)
    must_be_a_message(drawn)
    assert drawn["text"] == "–"
    assert words(drawn["blocks"]) == "–"


def test_a_message_without_blocks_shows_its_summary() -> None:
    assert words(render.home(Message(Typed("Nothing waits"), ()), READER)["blocks"]) == "Nothing waits"


@pytest.mark.parametrize(
    ("share", "full"),
    [(0, 0), (0.3, 3), (0.7, 7), (0.99, 9), (1, 10), (7, 10), (-1, 0), (math.nan, 0), (math.inf, 10), (-math.inf, 0)],
)
def test_a_bar_is_full_only_when_the_way_is_done(share: float, full: int) -> None:
    seen = words(render.message(Message(Typed("s"), (Bar(share, Typed("the label")),)), READER)["blocks"])
    assert seen == "▰" * full + "▱" * (10 - full) + " the label"


def test_a_long_paragraph_goes_on_in_the_next_block_and_loses_no_word() -> None:
    typed = " ".join(f"word{n}" for n in range(900))
    blocks = render.message(Message(Typed("s"), (Para(Typed(typed)),)), READER)["blocks"]
    assert len(blocks) == 3
    assert spaced(words(blocks)) == typed


def test_many_fields_and_buttons_are_spread_over_rows() -> None:
    shown = Message(
        Typed("s"),
        (
            Fields(tuple((Typed(f"l{n}"), Typed(f"v{n}")) for n in range(23))),
            Buttons(tuple(button(str(n)) for n in range(12))),
            Buttons((button("last"),)),
        ),
    )
    blocks = render.message(shown, READER)["blocks"]
    assert [len(block.get("fields") or block["elements"]) for block in blocks] == [10, 10, 3, 5, 5, 2, 1]
    ids = [element["action_id"] for block in blocks[3:] for element in block["elements"]]
    assert ids == [f"review:{n}" for n in range(13)]


def test_too_many_blocks_end_with_how_many_more_and_keep_the_last_buttons() -> None:
    shown = Message(
        Typed("s"),
        (
            *(block for n in range(60) for block in (Para(Typed(f"item {n}")), Divider())),
            Buttons((button("Open the list"),)),
        ),
    )
    blocks = render.message(shown, READER)["blocks"]
    assert len(blocks) == limits.MESSAGE_BLOCKS - 1, "no line stands before what says how many more there are"
    assert words(blocks[-2]) == "… and 36 more"
    assert blocks[-1]["type"] == "actions"
    assert "item 23" in words(blocks)
    assert "item 24" not in words(blocks)


def test_too_many_words_end_with_how_many_more() -> None:
    shown = Message(Typed("s"), tuple(Para(Typed(f"{n} " + "x" * 2_000)) for n in range(10)))
    blocks = render.message(shown, READER)["blocks"]
    assert len(json.dumps(blocks)) <= limits.MESSAGE_CHARACTERS
    assert words(blocks[-1]) == "… and 5 more"
    assert len(render.home(shown, READER)["blocks"]) == 10


def test_a_home_holds_a_hundred_blocks() -> None:
    shown = Message(Typed("s"), tuple(Para(Typed(str(n))) for n in range(1_000)))
    blocks = render.home(shown, READER)["blocks"]
    assert len(blocks) == 100
    assert words(blocks[-1]) == "… and 901 more"


def test_the_words_of_the_renderer_are_translated() -> None:
    class Shouting(Untranslated):
        def gettext(self, message: str, /) -> str:
            return message if "{" in message else message.upper()

        def ngettext(self, one: str, many: str, n: int, /) -> str:
            return many.replace("more", "MORE")

    reader = Reader("en", "UTC", Shouting())
    shown = ShownForm(FORM, "t", last=False)
    drawn = render.modal(shown, reader)
    assert (drawn["submit"]["text"], drawn["close"]["text"]) == ("NEXT", "CLOSE")
    many = render.home(Message(Typed("s"), tuple(Para(Typed("x")) for _ in range(200))), reader)
    assert words(many["blocks"][-1]) == "… and 101 MORE"


def test_the_last_step_of_a_form_says_what_it_does() -> None:
    assert render.modal(ShownForm(FORM, "t"), READER)["submit"]["text"] == "Propose it"
    assert render.modal(ShownForm(FORM, "t", last=False), READER)["submit"]["text"] == "Next"


def test_errors_stand_under_their_inputs_and_are_said_beside_them() -> None:
    shown = ShownForm(FORM, "t", {"hours": "lots"}, {"hours": say("A number, such as {n}", n=3)})
    kinds = [block["type"] for block in render.modal(shown, READER)["blocks"]]
    assert kinds == ["section", "input", "input", "context", "input"]
    assert render.field_errors(shown, READER) == {"hours": "A number, such as 3"}


def test_an_error_without_an_input_is_drawn_on_top_and_not_said_beside_one() -> None:
    shown = ShownForm(FORM, "t", {}, {"elsewhere": say("Somebody was faster"), "pain": say("Too long")})
    assert words(render.modal(shown, READER)["blocks"]).split("\n")[1] == "⚠ Somebody was faster"
    assert render.field_errors(shown, READER) == {}


def test_nothing_typed_comes_alive_around_a_form() -> None:
    for typed in HOSTILE:
        text = Typed(typed)
        form = Form(text, text, (ShortText(name="a", label=text, hint=text),), text)
        drawn = render.modal(ShownForm(form, "t", {"a": typed}, {"a": text, "b": say("{x}", x=Bold(typed))}), READER)
        must_be_a_view(drawn)
        assert live(drawn) == [], repr(typed[:80])
        assert problems_of_errors(render.field_errors(ShownForm(form, "t", {}, {"a": text}), READER), drawn) == []


def test_every_block_kind_is_in_the_corpus_test() -> None:
    covered = {type(make("x")) for make in ONE_BLOCK.values()} | {Divider}
    assert covered == set(Block.__args__)


def test_titles_of_views_are_cut_with_an_ellipsis() -> None:
    form = Form(Typed("An initiative with a very long title"), Typed("Propose this initiative now"), FORM.questions)
    drawn = render.modal(ShownForm(form, "t"), READER)
    assert drawn["title"]["text"] == "An initiative with a ve…"
    assert re.fullmatch(r".{1,23}…", drawn["submit"]["text"])
