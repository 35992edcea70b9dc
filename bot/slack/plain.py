"""Slack's markup of what a person typed, undone: mentions become names, links addresses, escapes signs."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ANGLED = re.compile(r"<([^<>]+)>")
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^<>]*))?>")
_SPACES = re.compile(r"[ \t]{2,}")


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of everybody mentioned, each once, in the order of the text."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def channels_in(text: str) -> dict[str, str]:
    """Names to ids of the channels in a text; a channel whose name Slack does not tell goes by its id."""
    return {name or channel: channel for channel, name in _CHANNEL.findall(text)}


def plain(text: str, names: Mapping[str, str], me: str) -> str:
    """The text as it was typed; `names` by person id, and mentions of `me` left out."""
    without_me = _SPACES.sub(" ", re.sub(rf"<@{re.escape(me)}(?:\|[^<>]*)?>[ ,:]*", "", text)) if me in text else text
    replaced = _ANGLED.sub(lambda found: _word(found[1], names), without_me)
    return replaced.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _word(inside: str, names: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    match target[0]:
        case "@":
            return f"@{names.get(target[1:], label or target[1:])}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return _special(target[1:], label)
        case _:
            return _link(target, label)


def _special(target: str, label: str) -> str:
    return label if label else f"@{target.partition('^')[0]}"


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({address})" if label and label not in address else label or address
