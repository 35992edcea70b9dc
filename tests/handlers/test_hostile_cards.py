"""Whatever people type reaches others as plain text, on every card and in every form."""

from __future__ import annotations

import pytest

from bot.languages import readers
from bot.sandbox import render as html
from bot.sandbox.turns import DIRECTORY
from bot.slack import render as slack
from bot.teams import render as teams
from handlers import registry
from handlers.conversation import Card
from storage.records import Draft
from tests.bot.sandbox.test_render import ALLOWED, tags
from tests.bot.slack import validator
from tests.bot.slack.seen import live
from tests.bot.teams import validator as teams_validator
from tests.bot.teams.seen import parsed_by_teams
from tests.gallery import TENANT, Gallery
from tests.hostile import HOSTILE
from tests.made import drawn
from tests.world import ORG, PLACE, World

KNOWN = registry.build(registry.discover())

LEADING = ("file.", "dashboard.")
"""Cards with a link of ours in them."""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_nothing_typed_comes_alive_anywhere(text: str) -> None:
    gallery = await Gallery(text).opened()
    for name in KNOWN.cards:
        message, reader = await gallery.message(name)
        drawn = slack.message(message, reader)
        validator.must_be_a_message(drawn)
        assert live(drawn) == [], name
        # A file's name leads to it, and the dashboard's link to its page: test_links.py and conversations/test_dashboard.py follow them.
        assert tags(html.message(message, reader)).names <= ALLOWED | ({"a"} if name.startswith(LEADING) else set()), (
            name
        )
        card = teams.message(message, reader)
        teams_validator.must_be_a_card(card)
        assert parsed_by_teams(card) == [], name
    for name in KNOWN.flows:
        shown, reader = await gallery.form(name)
        view = slack.modal(shown, reader)
        validator.must_be_a_view(view)
        assert live(view) == [], name
        assert tags(html.form(shown, reader, DIRECTORY)).names <= ALLOWED, name
        card = teams.form(shown, reader, TENANT)
        teams_validator.must_be_a_card(card)
        assert parsed_by_teams(card) == [], name


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_what_is_typed_for_a_channel_stays_words(text: str) -> None:
    world = await World().founded()
    grace = await world.person("Grace", admin=True)
    answers = {"channel": text.encode("utf-8", "replace").decode()}
    async with world.store.transaction(world.clock.at) as store:
        draft = Draft("d", ORG, grace.id, "admin.channel", {}, answers, world.clock.at, mode="prompts", workspace=PLACE)
        await store.keep_draft(draft)
    message, reader = await drawn(grace, Card("prompts.summary", {"draft": "d"})), readers()("en", "UTC")
    on_slack = slack.message(message, reader)
    validator.must_be_a_message(on_slack)
    assert live(on_slack) == []
    assert tags(html.message(message, reader)).names <= ALLOWED
    card = teams.message(message, reader)
    teams_validator.must_be_a_card(card)
    assert parsed_by_teams(card) == []
