"""Whatever people type reaches others as plain text, on every card and in every form."""

from __future__ import annotations

import pytest

from bot.sandbox import render as html
from bot.sandbox.turns import DIRECTORY
from bot.slack import render as slack
from bot.teams import render as teams
from handlers import registry
from tests.bot.sandbox.test_render import ALLOWED, tags
from tests.bot.slack import validator
from tests.bot.slack.seen import live
from tests.bot.teams import validator as teams_validator
from tests.bot.teams.seen import parsed_by_teams
from tests.gallery import TENANT, Gallery
from tests.hostile import HOSTILE

KNOWN = registry.build(registry.discover())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_nothing_typed_comes_alive_anywhere(text: str) -> None:
    gallery = await Gallery(text).opened()
    for name in KNOWN.cards:
        message, reader = await gallery.message(name)
        drawn = slack.message(message, reader)
        validator.must_be_a_message(drawn)
        assert live(drawn) == [], name
        assert tags(html.message(message, reader)).names <= ALLOWED, name
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
