"""What a stranger can set, type or meet is named in the README or under docs/."""

from __future__ import annotations

from functools import lru_cache

import pytest
import typer.main
from pydantic import AliasChoices
from typer.core import TyperGroup

from bot.cli import app
from bot.settings import Settings
from handlers.registry import discover
from tests.house.reading import ROOT


@lru_cache(maxsize=1)
def documents() -> str:
    """Everything that is written for people, decisions left out: those tell why, not how."""
    pages = [path for path in (ROOT / "docs").rglob("*.md") if "decisions" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *sorted(pages)))


def variables() -> list[str]:
    """Every environment variable a setting is read from."""
    aliases = [field.validation_alias for field in Settings.model_fields.values()]
    names = [alias.choices if isinstance(alias, AliasChoices) else (alias,) for alias in aliases]
    return [str(name) for each in names for name in each]


def commands(command: object, words: str = "quickwin") -> list[str]:
    """Every command as it is typed."""
    if not isinstance(command, TyperGroup):
        return [words]
    return [typed for name, inner in command.commands.items() for typed in commands(inner, f"{words} {name}")]


def test_every_setting_has_a_variable() -> None:
    assert len(variables()) >= len(Settings.model_fields) and "None" not in variables()


@pytest.mark.parametrize("variable", variables())
def test_a_setting_is_documented(variable: str) -> None:
    assert f"`{variable}`" in documents()


def test_every_command_is_found() -> None:
    assert {"quickwin run", "quickwin manifest slack"} <= set(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("typed", commands(typer.main.get_command(app)))
def test_a_command_is_documented(typed: str) -> None:
    assert typed in documents()


@pytest.mark.parametrize("name", [one.name for one in discover() if one.help is not None])
def test_a_conversation_is_documented_as_it_is_typed(name: str) -> None:
    typed = name.replace("_", "-")
    assert any(f"`{prefix}{one}`" in documents() for prefix in ("", "/quickwin ") for one in (name, typed))
