"""All conversations, found by their files, checked once, looked up by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from handlers.conversation import Action, CardType, Conversation, Flow
from initiatives.spelling import folded


class BadDeclaration(Exception):
    """A conversation cannot work as declared; found when the bot is built, not when somebody presses."""


@dataclass(frozen=True)
class Registry:
    """Actions and flows under `conversation.name`, cards under their own names, words that start something."""

    conversations: tuple[Conversation, ...]
    actions: dict[str, Action[Any]] = field(default_factory=dict)
    flows: dict[str, Flow[Any]] = field(default_factory=dict)
    cards: dict[str, CardType] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    takes_text: set[str] = field(default_factory=set)


def build(conversations: Iterable[Conversation]) -> Registry:
    """The registry of these conversations.

    Raises:
        BadDeclaration: two things share a name, nobody may use something, or a start leads nowhere.
    """
    registry = Registry(tuple(conversations))
    for conversation in registry.conversations:
        _register(registry, conversation)
    for word, target in registry.starts.items():
        if target not in registry.actions and target not in registry.flows:
            raise BadDeclaration(f"“{word}” starts {target}, which does not exist")
    return registry


def discover(package: str = "handlers.conversations") -> tuple[Conversation, ...]:
    """The `CONVERSATION` of every file of the package, by file name."""
    found = importlib.import_module(package)
    modules = sorted(module.name for module in pkgutil.iter_modules(found.__path__))
    return tuple(importlib.import_module(f"{package}.{name}").CONVERSATION for name in modules)


def _register(registry: Registry, conversation: Conversation) -> None:
    for action in conversation.actions:
        full = f"{conversation.name}.{action.name}"
        _add(registry.actions, full, action)
        for card_name in action.reply_to:
            _add(registry.replies, card_name, full)
    for flow in conversation.flows:
        _add(registry.flows, f"{conversation.name}.{flow.name}", flow)
    for name, may in [(a.name, a.may) for a in conversation.actions] + [(f.name, f.may) for f in conversation.flows]:
        if not may:
            raise BadDeclaration(f"nobody may use {conversation.name}.{name}")
    for card in conversation.cards:
        _add(registry.cards, card.name, card)
    if conversation.takes_text:
        registry.takes_text.add(f"{conversation.name}.{conversation.start}")
    if conversation.start:
        _add_words(registry, conversation)


def _add_words(registry: Registry, conversation: Conversation) -> None:
    """Each word as declared, and as it is typed without its accents."""
    words, target = (conversation.name, *conversation.words), f"{conversation.name}.{conversation.start}"
    for word in words:
        _add(registry.starts, word, target)
    for word in words:
        registry.starts.setdefault(folded(word), target)


def _add(names: dict[str, Any], name: str, value: object) -> None:
    if name in names:
        raise BadDeclaration(f"{name} is declared twice")
    names[name] = value
