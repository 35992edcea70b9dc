"""What the demo company's reviewers expected of its proposals: one line for each who scored one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from initiatives.initiative import Initiative
from initiatives.people import Person
from initiatives.score import Score, errors_fewer, hours_freed, score_id
from storage.port import Transaction


@dataclass(frozen=True)
class Line:
    """`value` is the reviewer's own number of points, in place of the formula's."""

    by: str
    days: int
    integrations: int = 0
    trained: int = 0
    infrastructure: bool = False
    value: str = ""
    why: str = ""


SCORES: Mapping[str, tuple[Line, ...]] = {
    "handover": (Line("mara", 4, 0, 5), Line("hana", 6, 0, 10)),
    "contracts": (Line("omar", 6, 1, 5), Line("ida", 14, 2, 5)),
    "reports": (Line("mara", 2, 1, 5), Line("hana", 4, 1, 5)),
    "tickets": (Line("ida", 7, 1, 14),),
    "faq": (Line("ida", 5, 1, 6), Line("camille", 3, 0, 6, value="8", why="Customers notice first how soon we answer.")),
    "invoices": (Line("omar", 5, 1, 3), Line("ida", 8, 2, 3)),
    "returns": (Line("omar", 3, 0, 2), Line("ida", 6, 1, 2)),
    "products": (Line("omar", 2, 0, 4),),
    "minutes": (Line("hana", 2, 0, 7), Line("ida", 3, 0, 7)),
    "orders": (Line("mara", 5, 1, 4),),
    "screening": (Line("mara", 2, 0, 9),),
    "rounds": (Line("mara", 2, 0, 4),),
    "labels": (Line("ida", 3, 1, 4),),
    "manuals": (Line("omar", 7, 0, 1),),
    "calls": (Line("omar", 4, 1, 6), Line("ida", 6, 2, 6)),
    "safety": (
        Line("omar", 3, 0, 2),
        Line("hana", 8, 0, 6),
        Line("ida", 16, 2, 6, infrastructure=True),
    ),
    "knowledge": (Line("mara", 4, 0, 3, value="6", why="Those who are new ask on their first day, when an answer counts most."),),
    "rota": (
        Line("omar", 10, 1, 4),
        Line("hana", 18, 1, 26, value="3", why="Without the works council it frees nothing."),
        Line("mara", 12, 1, 26, value="7", why="Whoever works shifts plans a life around it."),
    ),
    "customs": (Line("mara", 4, 1, 3), Line("omar", 3, 1, 2)),
    "addresses": (Line("mara", 9, 2, 4), Line("ida", 18, 4, 14)),
    "samples": (Line("mara", 3, 1, 2),),
}  # fmt: skip
"""By initiative: who said what it takes."""


async def keep_scores(
    store: Transaction, members: Mapping[str, Person], initiatives: Iterable[Initiative], now: datetime
) -> None:
    """Said on the working day after the proposal, with what it promised then."""
    for initiative in initiatives:
        for number, line in enumerate(SCORES.get(initiative.id.removeprefix("demo-"), ())):
            at = initiative.created_at + timedelta(days=3 if initiative.created_at.weekday() == 4 else 1, hours=number)
            await store.keep_score(_score(initiative, line, members[line.by].id, min(at, now)))


def _score(initiative: Initiative, line: Line, by: str, at: datetime) -> Score:
    return Score(
        score_id(initiative.id, by), initiative.organisation, initiative.id, by, Decimal(line.days), line.infrastructure,
        Decimal(line.integrations), Decimal(line.trained), at, Decimal(line.value) if line.value else None, line.why,
        hours_freed(initiative), errors_fewer(initiative),
    )  # fmt: skip
