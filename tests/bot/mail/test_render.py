"""Letters say everything a card says, buttons in words, and what was typed stays words in both bodies."""

from __future__ import annotations

import pytest

from bot.languages import readers
from bot.mail.letter import composed
from bot.mail.render import letter
from bot.mail.start import entries
from handlers import registry, ui
from handlers.words import Channel, Reader, Untranslated, say
from tests import golden
from tests.bot.sandbox.test_render import everything, tags
from tests.gallery import Gallery
from tests.hostile import HOSTILE
from tests.world import NOW, buttons_of, words_of

KNOWN = registry.build(registry.discover())
ENTRIES = entries()
READER = Reader("en", "UTC", Untranslated())
ALLOWED = {"html", "meta", "body", "h2", "p", "small", "strong", "br", "blockquote", "dl", "dt", "dd", "hr"}
KEPT = ("check_in.nudge", "review.to_review", "trial.over", "unreached.told")
"""Cards whose letters are kept to be looked at."""


async def test_every_card_is_a_letter_and_no_button_is_lost() -> None:
    gallery = await Gallery().opened()
    for name in KNOWN.cards:
        message, reader = await gallery.message(name)
        drawn = letter(message, reader, ENTRIES)
        for label, button in buttons_of(message, reader).items():
            assert f"“{label}”" in drawn.text, name
            assert not button.token or button.token not in drawn.text + drawn.html
        for line in words_of(message, reader):
            assert line.startswith("[") or line.split("\n")[0] in drawn.text or "#" in line, (name, line)
        assert tags(drawn.html).names <= ALLOWED, name


@pytest.mark.parametrize("name", KEPT)
async def test_a_letter_looks_like_this(name: str) -> None:
    message, reader = await (await Gallery().opened()).message(name)
    drawn = letter(message, reader, ENTRIES)
    golden.check(f"mail/{name}.txt", f"{drawn.subject}\n\n{drawn.text}")
    golden.check(f"mail/{name}.html", drawn.html)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_comes_alive_in_a_letter(text: str) -> None:
    drawn = letter(everything(text), READER, ENTRIES)
    found = tags(drawn.html)
    assert found.names <= ALLOWED
    assert found.attributes <= {"lang", "charset"}
    assert not {"\r", "\n", "\x00"} & set(drawn.subject) and len(drawn.subject) <= 150
    made = composed(drawn, ("Quickwin", "bot@acme.example"), "ada@acme.example", text, NOW)
    head = made.split(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    assert made.isascii()
    names = [line.split(b":")[0] for line in head.split(b"\r\n")]
    assert names == [
        b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version", b"Content-Type"
    ]  # fmt: skip


def test_a_card_without_words_has_a_subject_still() -> None:
    drawn = letter(ui.Message(say("{nothing}", nothing=""), ()), READER, ENTRIES)
    assert drawn.subject == "Quickwin"


def test_a_channel_has_no_name_outside_its_platform() -> None:
    text = say("It is in {channel} now.", channel=Channel("C0123"))
    drawn = letter(ui.Message(text, (ui.Para(text),)), READER, ENTRIES)
    assert "C0123" not in drawn.text + drawn.html
    assert "It is in the channel now." in drawn.text


def test_a_letter_is_in_its_readers_language() -> None:
    french = readers()("fr", "Europe/Paris")
    button = ui.Buttons((ui.Button(say("Answer"), "check_in.answer"),))
    drawn = letter(ui.Message(say("Your weekly check-in"), (button,)), french, ENTRIES)
    assert '<html lang="fr">' in drawn.html
    assert "écrivez «\u00a0point\u00a0» à Quickwin dans Slack ou Teams" in drawn.text


def test_what_a_letter_says_to_write_begins_that_conversation() -> None:
    for language in ("en", "fr"):
        for name, word in ENTRIES.items():
            assert KNOWN.starts[readers()(language, "UTC").read(word)].startswith(f"{name}.")
