"""The markup Teams puts around what a person typed, undone: mentions become names, paragraphs lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_AT = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.DOTALL)
_SPACES = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\n{3,}")
_BREAKS = frozenset({"br", "p", "div", "li", "blockquote", "tr", "pre"})
_LEFT_OUT = frozenset({"script", "style", "attachment"})


def plain(text: str, me: str, *, html: bool) -> str:
    """The text as it was typed, without `me`, the bot's own mention as it stands in it; other mentions become `@Name`."""
    # A comma or colon after the name belongs to the address, as in "Quickwin, mine".
    without_me = re.sub(rf"{re.escape(me)}[ ,:]*", " ", text) if me else text
    named = _AT.sub(lambda found: f"@{found[1]}", without_me)
    return _calm(_read(named) if html else named.replace("&nbsp;", " "))


def _read(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


def _calm(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Only the words, one line for each paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._silent += 1
        elif tag == "img":
            self.words += [text for name, text in attrs if name == "alt" and text]
        elif tag in _BREAKS and self.words:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
