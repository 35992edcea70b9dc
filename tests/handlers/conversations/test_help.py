"""Help greets, lists every command that exists, and shows admins what only they can do."""

from __future__ import annotations

import re

import pytest

from bot.languages import readers
from handlers.acquaintance import LANGUAGES
from handlers.conversations.help import ADMINISTRATION, COMMANDS
from handlers.registry import build, discover
from storage.tables import DELIVERIES
from tests.house.reading import sentences
from tests.world import ORG, Actor, World

KNOWN = build(discover())


@pytest.fixture
async def ada() -> Actor:
    return await (await World().founded()).person("Ada")


def test_every_conversation_with_help_is_listed_with_its_line() -> None:
    declared = {f"{one.name}.{one.start}": one.help for one in KNOWN.conversations if one.help is not None}
    for language in LANGUAGES:
        reader = readers()(language, "UTC")
        listed = {KNOWN.starts[reader.read(command)]: line for command, line in (*COMMANDS, *ADMINISTRATION)}
        assert listed == declared


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_command_named_in_a_sentence_is_the_readers_own_word_that_help_lists(language: str) -> None:
    reader = readers()(language, "UTC")
    own = {command.one: reader.read(command) for command, _ in (*COMMANDS, *ADMINISTRATION)}
    named = [(key, word) for key in {one.key for one in sentences()} for word in re.findall("“([^”]+)”", key or "")]
    found = [(key, own[word], reader.translations.gettext(key)) for key, word in named if key and word in own]
    assert len(found) > 8
    assert [(key, word) for key, word, text in found if f"«\u00a0{word}\u00a0»" not in text] == []


async def test_a_reader_of_french_is_listed_french_words_and_each_of_them_works() -> None:
    world = await World().founded()
    root = await world.person("Root", admin=True, language="fr")
    await root.says("aide")
    listed = [line.split(": ")[0] for line in root.last.text.splitlines() if ": " in line]
    words = [word for word in listed if word in KNOWN.starts]
    assert len(words) == len(COMMANDS) + len(ADMINISTRATION)
    assert not {"propose", "mine", "stop", "settings", "privacy", "help"} & set(words)
    for word in words:
        await root.command(word)
        assert "Je n’ai pas compris" not in str(root.answer)


@pytest.mark.parametrize("word", ["help", "aide", "hi", "Hello", "bonjour", "salut"])
async def test_a_greeting_or_a_call_for_help_is_answered(ada: Actor, word: str) -> None:
    await ada.says(word)
    assert "Hello Ada, I am Quickwin." in ada.last.text
    assert list(ada.last.buttons) == ["Propose an initiative", "Show my initiatives", "Open my settings"]


async def test_a_command_without_a_word_is_help(ada: Actor) -> None:
    await ada.command("")
    assert "I am Quickwin" in ada.told


@pytest.mark.parametrize(
    ("button", "shown"),
    [("Show my initiatives", "Nothing of yours is here yet."), ("Open my settings", "Time zone: UTC")],
)
async def test_its_buttons_lead_on(ada: Actor, button: str, shown: str) -> None:
    await ada.says("help")
    await ada.press(button)
    assert shown in ada.last.text


async def test_only_admins_read_the_commands_for_admins(ada: Actor) -> None:
    root = await ada.world.person("Root", admin=True)
    await ada.says("help")
    await root.says("help")
    assert "admin:" not in ada.last.text
    assert "admin: Set up who answers proposals, the channel and the hours" in root.last.text


async def test_an_admin_of_a_new_organisation_is_offered_the_set_up_and_nobody_else_is() -> None:
    world = await World().founded(set_up=False)
    ada, root = await world.person("Ada"), await world.person("Root", admin=True)
    await ada.says("hi")
    await root.says("hi")
    assert "Set up Quickwin" not in ada.last.buttons
    await root.press("Set up Quickwin")
    assert root.form.form.questions[0].name == "language"


async def test_a_button_pressed_again_later_answers_again() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.says("help")
    shown = ada.last
    for _ in range(2):
        await ada.press("Open my settings", on=shown)
    before = len(ada.reads)
    await world.later(minutes=5)
    await ada.press("Open my settings", on=shown)
    assert len(ada.reads) == before + 1
    assert "Time zone: UTC" in ada.last.text


async def test_a_button_of_a_message_nobody_remembers_says_so() -> None:
    world = await World().founded()
    ada = await world.person("Ada")
    await ada.says("help")
    shown = ada.last
    async with world.store.rows(world.clock.at) as rows:  # type: ignore[attr-defined]
        await rows.remove(DELIVERIES, ORG, shown.key)
    await ada.press("Open my settings", on=shown)
    assert "This button is from an older message" in ada.last.text
