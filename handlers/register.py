"""The register of what AI is used for: a line for each initiative, the same for a spreadsheet and in chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers import ai_words, facts
from handlers.words import Reader
from initiatives.ai_care import AiClass, Care
from initiatives.byline import Named
from initiatives.initiative import Initiative
from initiatives.people import Organisation
from storage.port import Transaction

COLUMNS = (
    "organisation", "initiative", "title", "purpose", "stage", "owner", "owner_name", "tool", "content", "personal_data",
    "affected", "customers_meet", "tool_approved", "decides_about", "ai_class", "suggested_class", "article", "set_by",
    "set_by_name", "set_at", "reason", "answered_by", "answered_at",
)  # fmt: skip
WEIGHTIEST_FIRST = (AiClass.PROHIBITED, AiClass.HIGH, AiClass.LIMITED, AiClass.UNKNOWN, AiClass.MINIMAL)


@dataclass(frozen=True)
class Registered:
    """An initiative with the names of those its line mentions; `unnamed` are those who asked not to be named with it."""

    initiative: Initiative
    names: Mapping[str, str]
    unnamed: frozenset[str] = frozenset()

    @property
    def answers_for(self) -> str:
        """Its owner, who is known to everybody; before it is approved whoever proposed it, unless unnamed."""
        return self.initiative.owner or self.mentioned(self.initiative.proposer)

    def mentioned(self, person: str) -> str:
        """The person, or nobody where they are not to be named."""
        return "" if person in self.unnamed and person != self.initiative.owner else person


async def everything(store: Transaction, organisation: Organisation) -> list[Registered]:
    """Every initiative, the weightiest class first, those without any answer last."""
    names = {person.id: person.name for person in await store.people(organisation.id)}
    found = await store.portfolio(organisation.id)
    return [Registered(one, names, await _unnamed(store, one)) for one in sorted(found, key=_weight)]


async def _unnamed(store: Transaction, initiative: Initiative) -> frozenset[str]:
    """A table is passed on, so both ways of keeping a name back count in it."""
    byline = await store.byline(initiative.organisation, initiative.id)
    if byline is None or byline.named is Named.EVERYBODY:
        return frozenset()
    return frozenset((initiative.proposer, byline.writer))


def _weight(initiative: Initiative) -> tuple[int, str]:
    care = initiative.care
    place = WEIGHTIEST_FIRST.index(care.ai_class) if care is not None else len(WEIGHTIEST_FIRST)
    return place, initiative.title.casefold()


def line(one: Registered, reader: Reader) -> dict[str, str]:
    """Every column by its name; empty where nothing was said."""
    initiative, owner = one.initiative, one.answers_for
    return {
        **dict.fromkeys(COLUMNS, ""),
        "organisation": initiative.organisation,
        "initiative": initiative.id,
        "title": initiative.title,
        "purpose": initiative.idea,
        "stage": initiative.stage.value,
        "owner": owner,
        "owner_name": one.names.get(owner, ""),
        "tool": initiative.tool,
        "content": reader.read(facts.sensitivity(initiative.sensitivity)),
        **(_answers(one, initiative.care, reader) if initiative.care is not None else {}),
    }


def _answers(one: Registered, care: Care, reader: Reader) -> dict[str, str]:
    found, article = care.suggested
    said = care.classed
    set_by = one.mentioned(said.by) if said else ""
    return {
        "personal_data": reader.read(ai_words.WHOSE[care.personal]),
        "affected": reader.read(ai_words.AFFECTED[care.affected]),
        "customers_meet": reader.read(ai_words.OUTWARD[care.outward]),
        "tool_approved": reader.read(ai_words.APPROVED[care.approved]),
        "decides_about": reader.read(ai_words.AREAS[care.area]),
        "ai_class": care.ai_class.value,
        "suggested_class": found.value,
        "article": article,
        "set_by": set_by,
        "set_by_name": one.names.get(set_by, ""),
        "set_at": said.at.isoformat() if said else "",
        "reason": said.why if said else "",
        "answered_by": one.mentioned(care.by),
        "answered_at": care.at.isoformat(),
    }
