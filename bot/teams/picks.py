"""People and channels to pick in a form: as many names as fit, and a way to everybody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.teams import limits, texts
from bot.teams.gate import Json
from handlers.requests import Submitted
from handlers.words import Reader, Words, say

NAMED = ".named"
"""Ends the name of the field that stands beside a list of channels too long to be shown."""

DIRECTORY = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
"""The client's own search for people; it reports the directory's id, and shows whoever is picked already by theirs."""

_DIRECTORY_ID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Pick:
    """Somebody or something to choose: the platform's id and a name."""

    id: str
    name: str


@dataclass(frozen=True)
class Directory:
    """Whom and what a form offers. With `more` there are people beyond these."""

    people: tuple[Pick, ...] = ()
    channels: tuple[Pick, ...] = ()
    more: bool = False

    @property
    def longest(self) -> int:
        return max(len(self.people), len(self.channels))


@dataclass(frozen=True)
class Offer:
    """A list to pick from, and what is said below it when somebody or something is not on it."""

    element: Json
    is_whole: bool
    remark: Words | None = None


def people(directory: Directory, typed: str, most: int, longest: int) -> Offer:
    """`most` people by name, those picked first; the client searches for the others where somebody is left out."""
    picked = _parts(typed)
    listed = _listed(directory.people, picked, most)
    known = {pick.id for pick in listed}
    kept = [one for one in picked if one in known or _DIRECTORY_ID.fullmatch(one)]
    is_whole = len(listed) == len(directory.people) and not directory.more and known.issuperset(kept)
    element = _choices(listed, kept, longest)
    if is_whole:
        return Offer(element, is_whole)
    remark = say("Type a name to find somebody else.")
    return Offer({**element, "choices.data": DIRECTORY}, is_whole, remark)


def channels(directory: Directory, typed: str, most: int, longest: int) -> Offer:
    """`most` channels by name, and the one picked."""
    picked = _parts(typed)
    known = [pick.id for pick in directory.channels if pick.id in picked]
    listed = _listed(directory.channels, picked, max(most, len(known)))
    return Offer(_choices(listed, known, longest), len(listed) == len(directory.channels))


def by_name(name: str, reader: Reader, longest: int) -> Json:
    """The field for a channel that is not on the list."""
    label = texts.line(reader.read(say("Or another channel, by its name")), longest)
    return {"id": f"{name}{NAMED}", "label": label, "type": "Input.Text", "maxLength": limits.CHANNEL_NAME}


def meant(what: Submitted, known: Mapping[str, str]) -> Submitted:
    """The same answers, a channel written by its name taken for the one picked; `known` are their ids by name."""
    written = {name.removesuffix(NAMED): typed for name, typed in what.answers.items() if name.endswith(NAMED)}
    ids = {texts.line(name, limits.CHANNEL_NAME).casefold(): id_ for name, id_ in known.items()}
    others = {name: typed for name, typed in what.answers.items() if not name.endswith(NAMED)}
    named = {name: typed.strip().lstrip("#") for name, typed in written.items() if typed.strip()}
    return replace(what, answers={**others, **{name: ids.get(one.casefold(), one) for name, one in named.items()}})


def _parts(typed: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip()))


def _listed(picks: Sequence[Pick], picked: Sequence[str], most: int) -> list[Pick]:
    """At most so many in the order they came, those picked before the others."""
    wanted = set(picked)
    first = sorted(picks, key=lambda pick: pick.id not in wanted)[:most]
    kept = {pick.id for pick in first}
    return [pick for pick in picks if pick.id in kept]


def _choices(listed: Sequence[Pick], picked: Sequence[str], longest: int) -> Json:
    choices = [{"title": texts.line(pick.name, longest), "value": pick.id} for pick in listed]
    value = {"value": ",".join(picked)} if picked else {}
    return {"type": "Input.ChoiceSet", "choices": choices, "wrap": True} | value
