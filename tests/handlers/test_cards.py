"""Every card and every form as each place draws it, kept as golden files."""

from __future__ import annotations

import pytest

from bot.sandbox import render as html
from bot.sandbox.turns import DIRECTORY
from bot.slack import render as slack
from bot.teams import render as teams
from handlers import registry
from tests import golden
from tests.bot.slack import validator
from tests.bot.teams import validator as teams_validator
from tests.gallery import TENANT, Gallery

KNOWN = registry.build(registry.discover())


@pytest.mark.parametrize("name", sorted(KNOWN.cards))
async def test_a_card_looks_as_it_was_agreed(name: str) -> None:
    message, reader = await (await Gallery().opened()).message(name)
    drawn = slack.message(message, reader)
    validator.must_be_a_message(drawn)
    assert reader.read(message.summary).strip()
    golden.check(f"slack/cards/{name}", drawn)
    golden.check(f"html/cards/{name}.html", html.message(message, reader))
    card = teams.message(message, reader)
    teams_validator.must_be_a_card(card)
    golden.check(f"teams/cards/{name}", card)


@pytest.mark.parametrize("name", sorted(KNOWN.flows))
async def test_a_form_looks_as_it_was_agreed(name: str) -> None:
    shown, reader = await (await Gallery().opened()).form(name)
    view = slack.modal(shown, reader)
    validator.must_be_a_view(view)
    golden.check(f"slack/forms/{name}", view)
    golden.check(f"html/forms/{name}.html", html.form(shown, reader, DIRECTORY))
    card = teams.form(shown, reader, TENANT)
    teams_validator.must_be_a_card(card)
    teams_validator.must_be_a_card(teams.dialog(shown, reader, TENANT))
    golden.check(f"teams/forms/{name}", card)
