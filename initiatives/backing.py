"""The link that backs a reading, taken out of what was typed beside the number."""

from __future__ import annotations

import re

LONGEST = 500
"""A longer one stays in the comment: cut, it would lead nowhere."""

_LINK = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_BEHIND = ".,;:!?'’»"


def without_link(text: str) -> tuple[str, str]:
    """The text without its first link, and the link; the text as it is when there is none."""
    found = _LINK.search(text)
    if found is None or len(found[0]) > LONGEST:
        return text, ""
    link = found[0].rstrip(_BEHIND)
    if link.endswith(")") and link.count("(") < link.count(")"):
        link = link[:-1].rstrip(_BEHIND)
    before, after = text[: found.start()].rstrip(" <(,;:"), text[found.start() + len(link) :].lstrip(">),;.")
    return f"{before} {after.strip()}".strip(), link
