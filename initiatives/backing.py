"""What backs a reading: a link taken out of what was typed beside the number, or a file that was sent with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

LONGEST = 500
"""A longer one stays in the comment: cut, it would lead nowhere."""

NAMED = 60
"""How long the name of a file may be: name and link travel in buttons beside what was typed."""
_SAFE = "!#$%&'()*+,/:;=?@[]~"

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


@dataclass(frozen=True)
class File:
    """A file that was sent, by its name and where it lies: what is in it is never read. Without a link it backs nothing."""

    name: str
    link: str = ""


def file_of(name: str, address: str = "") -> File:
    """A file as its place describes it; one without a name goes by the end of its address."""
    link = _reachable(address, "https://")
    last = unquote(link.partition("?")[0].rpartition("/")[2])
    return File(_shortened(_visible(name)) or _shortened(_visible(last)), link)


def link_alone(text: str) -> File | None:
    """A link that was typed without any other word: it stands for a file, also where none can be sent."""
    rest, link = without_link(text.strip())
    reachable = _reachable(link, "https://", "http://") if link and not rest else ""
    return File("", reachable) if reachable else None


def backed_by(file: File | None, comment: str, link: str) -> tuple[str, str, str]:
    """The comment, the link and the file's name of an answer: beside a file a link that was typed stays among the words."""
    if file is None or not file.link:
        return comment, link, ""
    return f"{comment} {link}".strip(), file.link, file.name


def _reachable(address: str, *schemes: str) -> str:
    """The address with every sign in it that markup could trip over written as its code; empty where nobody gets to it."""
    link = quote(address.strip(), safe=_SAFE, errors="replace")
    return link if link.lower().startswith(schemes) and len(link) <= LONGEST else ""


def _visible(name: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def _shortened(name: str) -> str:
    """At most so many letters, with the end by which one knows what kind it is."""
    if len(name) <= NAMED:
        return name
    stem, dot, kind = name.rpartition(".")
    end = f"{dot}{kind}" if stem and len(kind) <= 10 else ""
    return f"{name[: NAMED - len(end) - 1].rstrip()}…{end}"
