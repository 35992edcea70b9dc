"""Who was not reached: by what, since when, and why each way that was tried did not lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.deliveries import usable, wanted
from handlers.messenger import MAIL
from handlers.reasons import reason
from handlers.rerouting import TOLD, reader_of
from handlers.words import Listed, Text, Typed, Words, say
from initiatives.people import Person
from storage.port import Transaction
from storage.records import Delivery, DeliveryState, Tried

KINDS = {
    "check_in.nudge": say("check-in"),
    "review.to_review": say("proposal to answer"),
    "review.question": say("question about a proposal"),
    "review.answer": say("answer to a question"),
    "trial.over": say("decision after a trial"),
    "story.offer": say("story to tell"),
    "gate.card": say("word at a gate"),
    TOLD: say("word that somebody else was not reached"),
}
PLATFORMS = {"slack": "Slack", "teams": "Teams"}


@dataclass(frozen=True)
class Way:
    """One way that was tried: what it is called, and what became of it there."""

    name: Words
    tried: Tried

    @property
    def reason(self) -> Text:
        return reason(self.tried.reason, self.tried.said)

    @property
    def words(self) -> Words:
        return say("{way}: {reason}", way=self.name, reason=self.reason)


@dataclass(frozen=True)
class Missed:
    """Somebody who was not reached. `cards` are what did not arrive; not `certain`: the newest of it may have."""

    person: str
    name: str
    cards: tuple[str, ...]
    since: datetime
    ways: tuple[Way, ...]
    certain: bool

    @property
    def what(self) -> Words:
        kinds: tuple[Text, ...] = tuple(dict.fromkeys(KINDS.get(card, say("message")) for card in self.cards))
        return say("{kinds}", kinds=Listed(kinds))


async def missed(store: Transaction, organisation: str) -> tuple[Missed, ...]:
    """Everybody on the list, longest first."""
    found: dict[str, list[Delivery]] = {}
    for row in await store.unreached(organisation):
        found.setdefault(row.to.person, []).append(row)
    return tuple([await _one(store, rows) for rows in found.values()])


async def _one(store: Transaction, rows: Sequence[Delivery]) -> Missed:
    newest = rows[-1]
    person = await reader_of(store, newest)
    name = person.name if person is not None else ""
    cards = tuple(dict.fromkeys(row.card for row in rows))
    certain = newest.state is DeliveryState.FAILED
    since = min(row.created_at for row in rows)
    return Missed(newest.to.person, name, cards, since, await _ways(store, newest, person), certain)


async def _ways(store: Transaction, row: Delivery, person: Person | None) -> tuple[Way, ...]:
    account = wanted(await usable(store, person), row.to) if person is not None else None
    chat = row.to.workspace or (account.workspace if account is not None else "")
    tried = (*row.tried, Tried(MAIL if row.route == MAIL else chat, row.reason, row.said))
    return tuple([Way(await _called(store, row.organisation, one.way), one) for one in tried])


async def _called(store: Transaction, organisation: str, way: str) -> Words:
    if way == MAIL:
        return say("E-mail")
    place = await store.workspace(organisation, way) if way else None
    if place is None or place.platform not in PLATFORMS:
        return say("Chat")
    return say("{platform}", platform=Typed(PLATFORMS[place.platform]))
