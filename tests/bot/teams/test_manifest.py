"""The app package: what Teams' published schema asks for, in every language we speak, the same each time it is made."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from bot.cli import app as command_line
from bot.languages import readers
from bot.teams.manifest import App, manifest, package, words
from handlers.acquaintance import LANGUAGES
from handlers.registry import build, discover

ID = "11111111-2222-3333-4444-555555555555"
APP = App(ID, "https://quickwin.example.org")
READERS = [readers()(language, "UTC") for language in LANGUAGES]
# How long the schema lets a text be, by its place.
MOST = {
    "name.short": 30,
    "name.full": 100,
    "description.short": 80,
    "description.full": 4000,
    "title": 32,
    "description": 128,
}


def unpacked(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_has_the_manifest_the_words_of_the_other_languages_and_two_icons() -> None:
    files = unpacked(package(APP, READERS))
    assert set(files) == {"manifest.json", "fr.json", "color.png", "outline.png"}
    made = json.loads(files["manifest.json"])
    assert made["localizationInfo"]["additionalLanguages"] == [{"languageTag": "fr", "file": "fr.json"}]
    assert package(APP, READERS) == package(APP, READERS), "the same content gives the same package"


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_have_the_size_teams_asks_for(name: str, size: int) -> None:
    icon = unpacked(package(APP, READERS))[name]
    assert icon.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", icon[16:24]) == (size, size)


def test_the_bot_is_reached_in_every_chat_and_takes_messages_over() -> None:
    made = manifest(APP, READERS[0], ["fr"])
    (bot,) = made["bots"]
    assert (bot["botId"], bot["scopes"]) == (ID, ["personal", "team", "groupChat"])
    ((action,),) = [extension["commands"] for extension in made["composeExtensions"]]
    assert (action["id"], action["type"], action["fetchTask"]) == ("propose", "action", True)
    assert "message" in action["context"]
    assert bot["supportsFiles"] is True, "without it a personal chat has no button for files"
    assert made["validDomains"] == ["quickwin.example.org"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_listed_is_one_the_bot_understands_in_that_language(language: str) -> None:
    starts = build(discover()).starts
    made = manifest(APP, readers()(language, "UTC"))
    listed = [command["title"] for command in made["bots"][0]["commandLists"][0]["commands"]]
    assert len(listed) <= 10
    assert all(word in starts for word in listed)
    assert "propose" in starts


@pytest.mark.parametrize("reader", READERS, ids=LANGUAGES)
def test_no_text_is_longer_than_the_schema_allows(reader: Any) -> None:
    for place, text in words(reader).items():
        most = MOST.get(place) or MOST.get(place.rpartition(".")[2])
        assert place == "$schema" or (most and 0 < len(text) <= most), place


def test_the_words_name_no_other_chat_and_no_company() -> None:
    said = " ".join(text for reader in READERS for place, text in words(reader).items() if place != "$schema")
    assert not [name for name in ("Slack", "Teams", "Microsoft", "Office") if name in said]


@pytest.mark.parametrize(
    ("id_", "url", "said"),
    [("quickwin", APP.url, "app id"), (ID, "http://quickwin.example.org", "https://"), (ID, "", "https://")],
)
def test_what_cannot_work_is_refused_with_a_sentence(id_: str, url: str, said: str, tmp_path: Path) -> None:
    out = tmp_path / "app.zip"
    found = CliRunner().invoke(command_line, ["manifest", "teams", "--app-id", id_, "--url", url, "--out", str(out)])
    assert found.exit_code == 2
    assert said in found.output
    assert not out.exists()


def test_the_command_writes_the_package(tmp_path: Path) -> None:
    out = tmp_path / "app.zip"
    found = CliRunner().invoke(command_line, ["manifest", "teams", "--app-id", ID, "--url", APP.url, "--out", str(out)])
    assert found.exit_code == 0, found.output
    assert unpacked(out.read_bytes()) == unpacked(package(APP, READERS))
