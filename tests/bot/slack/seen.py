"""What a person sees of a Slack payload, and what in it is alive: the eyes of the tests."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

_CONTROL = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"<https://[A-Za-z0-9][^<>|\s]*\|([^<>|]*)>")
"""One that the bot made itself: what somebody types has no such brackets left."""
_QUOTED = re.compile(r"^> ", re.MULTILINE)
_BOLD = re.compile(r"""(?<![^\s(\["'“‘«])\*([^*\s][^*\n]*)(?<!\s)\*(?![^\s.,;:!?)\]"'”’»…])""")


def texts(drawn: Any) -> Iterator[dict[str, Any]]:
    """Every text object and every word of rich text, in order."""
    if isinstance(drawn, list):
        for one in drawn:
            yield from texts(one)
    elif isinstance(drawn, dict):
        if isinstance(drawn.get("text"), str) and drawn.get("type") in {"plain_text", "mrkdwn", "text", "link"}:
            yield drawn
        for one in drawn.values():
            yield from texts(one)


def words(drawn: Any) -> str:
    """All words of blocks, a view or an element as they appear on the screen, one text after the other."""
    return "\n".join(_shown(text) for text in texts(drawn))


def _shown(text: dict[str, Any]) -> str:
    if text["type"] != "mrkdwn":
        return str(text["text"])
    return html.unescape(_LINK.sub(r"\1", _BOLD.sub(r"\1", _QUOTED.sub("", text["text"]))))


def live(payload: dict[str, Any]) -> list[str]:
    """What Slack would turn into a mention, a link, a date, an emoji or a picture."""
    every = list(texts(payload))
    found = [part for text in every if text["type"] == "mrkdwn" for part in _live_in(text["text"])]
    found += _CONTROL.findall(payload.get("text", "")) if isinstance(payload.get("text"), str) else []
    found += [text["text"] for text in every if text["type"] == "mrkdwn" and text.get("verbatim") is not True]
    found += [text["text"] for text in every if text["type"] == "plain_text" and text.get("emoji") is not False]
    return found


def _live_in(mrkdwn: str) -> list[str]:
    unstyled = _LINK.sub(r"\1", _BOLD.sub(r"\1", _QUOTED.sub("", mrkdwn)))
    marks = re.findall(r"[*_~`<>]|:[^\s:]+:|^\s*&gt;", unstyled, re.MULTILINE)
    return marks + re.findall(r"&(?!amp;|lt;|gt;)", unstyled)
