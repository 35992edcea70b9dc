"""Every conversation in every place, as a form and question by question; docs/parity.md and docs/gallery.md are made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser

import pytest

from bot.sandbox import render as html
from bot.sandbox.turns import DIRECTORY
from bot.slack import render as slack
from bot.teams import render as teams
from handlers import registry
from handlers.conversation import Card, Conversation
from handlers.ui import Message, ShownForm
from handlers.words import Reader
from storage.records import Draft
from tests import golden
from tests.bot.slack import seen as slack_seen
from tests.bot.slack import validator as slack_validator
from tests.bot.teams import seen as teams_seen
from tests.bot.teams import validator as teams_validator
from tests.gallery import TENANT, Gallery
from tests.house.reading import ROOT
from tests.world import ORG, PLACE

KNOWN = registry.build(registry.discover())


@dataclass(frozen=True)
class Place:
    """How a place draws, and what a person there reads of it."""

    message: Callable[[Message, Reader], str]
    form: Callable[[ShownForm, Reader], str]


def _slack_message(message: Message, reader: Reader) -> str:
    drawn = slack.message(message, reader)
    slack_validator.must_be_a_message(drawn)
    return slack_seen.words(drawn["blocks"])


def _slack_form(form: ShownForm, reader: Reader) -> str:
    drawn = slack.modal(form, reader)
    slack_validator.must_be_a_view(drawn)
    return slack_seen.words(drawn)


def _teams_message(message: Message, reader: Reader) -> str:
    card = teams.message(message, reader)
    teams_validator.must_be_a_card(card)
    return "\n".join([teams_seen.words(card), *teams_seen.buttons(card)])


def _teams_form(form: ShownForm, reader: Reader) -> str:
    cards = (teams.form(form, reader, TENANT), teams.dialog(form, reader, TENANT))
    for card in cards:
        teams_validator.must_be_a_card(card)
    assert teams_seen.inputs(cards[0]) == teams_seen.inputs(cards[1])
    return teams_seen.words(cards[1])


class _Words(HTMLParser):
    """What is read of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _text(drawn: str) -> str:
    words = _Words()
    words.feed(drawn)
    return "".join(words.said)


PLACES: Mapping[str, Place] = {
    "Slack": Place(_slack_message, _slack_form),
    "Teams": Place(_teams_message, _teams_form),
    "Sandbox": Place(
        lambda message, reader: _text(html.message(message, reader)),
        lambda form, reader: _text(html.form(form, reader, DIRECTORY)),
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("flow", sorted(KNOWN.flows))
async def test_every_question_is_asked_by_form(flow: str, place: str) -> None:
    shown, reader = await (await Gallery().opened()).form(flow)
    read = " ".join(PLACES[place].form(shown, reader).split())
    for question in shown.form.questions:
        assert " ".join(reader.read(question.label).split()) in read, question.name


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("flow", sorted(KNOWN.flows))
async def test_every_question_is_asked_one_by_one(flow: str, place: str) -> None:
    gallery = await Gallery().opened()
    shown, _ = await gallery.form(flow)
    for question in shown.form.questions:
        message, reader = await _asked(gallery, flow, question.name)
        read = " ".join(PLACES[place].message(message, reader).split())
        assert " ".join(reader.read(question.label).split()) in read, question.name


async def _asked(gallery: Gallery, flow: str, question: str) -> tuple[Message, Reader]:
    """The card that asks one question in the chat."""
    world, builder = gallery.world, gallery.world.engine.builder
    actor = gallery.grace if flow.startswith(("review", "admin")) and flow != "review.answer" else gallery.ada
    draft = Draft(
        f"asking {flow}", ORG, actor.id, flow, dict(gallery.names), {}, world.clock.at, mode="prompts", asking=question
    )
    async with world.store.transaction(world.clock.at) as store:
        await store.keep_draft(replace(draft, workspace=PLACE))
        organisation, person = await store.organisation(ORG), await store.person(ORG, actor.id)
        card = Card("prompts.question", {"draft": draft.id, "question": question})
        message = await builder.draw(store, organisation, person, card, world.clock.at, "delivery")
        assert message is not None
        return builder.seal.message(message, "delivery", 1), builder.reader(organisation, person)


def test_the_table_lists_every_conversation() -> None:
    rows = [_row(one) for one in KNOWN.conversations if one.help is not None or one.flows]
    head = "| conversation | " + " | ".join(f"{place}: {way}" for place in PLACES for way in ("form", "prompts")) + " |"
    rule = "|---" * (1 + 2 * len(PLACES)) + "|"
    golden.check("parity.md", "\n".join([_PARITY, "", head, rule, *rows]), ROOT / "docs")


def _row(conversation: Conversation) -> str:
    """A conversation that asks nothing is a card with buttons, the same everywhere."""
    cell = "✓" if conversation.flows else "a card"
    return f"| `{conversation.name.replace('_', '-')}` | " + " | ".join([cell] * 2 * len(PLACES)) + " |"


async def test_the_gallery_shows_every_card_side_by_side() -> None:
    gallery = await Gallery().opened()
    parts = [_GALLERY]
    for name in sorted(KNOWN.cards):
        message, reader = await gallery.message(name)
        drawn = {place: PLACES[place].message(message, reader) for place in ("Slack", "Teams")}
        cells = " | ".join(_cell(text) for text in drawn.values())
        parts.append(f"## {name}\n\n| Slack | Teams |\n|---|---|\n| {cells} |")
    golden.check("gallery.md", "\n\n".join(parts), ROOT / "docs")


def _cell(text: str) -> str:
    """What is read, a line each; nothing in it is Markdown."""
    escaped = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("_", "\\_").replace("*", "\\*")
    )
    return "<br>".join(escaped.split("\n"))


_PARITY = """# What runs where

Made from the declarations by `tests/handlers/test_parity.py`, which draws every form and every single question in every place, and
proved by `tests/bot/test_every_conversation.py`, which lives every conversation to its end on every platform, by its form and question by
question (“settings” makes it so for whoever prefers that). A conversation that asks nothing is a card with buttons.
What can exist in one place only is in
[decision 7](decisions/0007-what-teams-cannot-show.md)."""

_GALLERY = """# Every card, side by side

Made by `tests/handlers/test_parity.py` from the same small company: what a person reads in Slack (Block Kit) and in Teams (Adaptive
Cards), buttons last. The payloads themselves are under `tests/golden_files/`."""


def test_the_documents_name_no_typed_text_as_markup() -> None:
    assert _cell("a|b<c>*d*") == "a\\|b&lt;c>\\*d\\*"
