"""Escapes where Slack parses."""

from __future__ import annotations

import re

from bot.text import cut


def escape(text: str) -> str:
    """For the texts that Slack parses: its three control characters, and only these, as it asks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut_escaped(text: str, most: int) -> str:
    """Escaped and cut, never in the middle of an escape."""
    escaped = escape(text)
    if len(escaped) <= most:
        return escaped
    return re.sub(r"&[a-z]{0,3}…$", "…", cut(escaped, most))
