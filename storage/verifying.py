"""Checks a store or a backup: every record readable and there once, what is referred to there, the audit trail whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.audit import ENTRIES, HEADS, Chain, ChainBroken
from storage.moving import EVERY, Line, Source, Sum, Sums, Tell
from storage.rows import CannotOpen, Table
from storage.tables import (
    ACCOUNTS,
    ADOPTIONS,
    BYLINES,
    CHECK_INS,
    INITIATIVES,
    LESSONS,
    NUDGES,
    ORGANISATIONS,
    PEOPLE,
    PROMISES,
    READINGS,
    REINVESTMENTS,
    REMARKS,
    SKILLS,
    STORIES,
    SYSTEM_TOKENS,
    WORKSPACES,
)

MOST_TOLD = 20

References = Mapping[Table[Any], Callable[[Any], Iterable[str]]]

# Which records must be there, by the table that refers to them. An empty id refers to nobody.
REFERENCES: Mapping[Table[Any], References] = {
    PEOPLE: {ORGANISATIONS: lambda p: (p.organisation,), PEOPLE: lambda p: (p.merged_into,)},
    ACCOUNTS: {PEOPLE: lambda a: (a.person,), WORKSPACES: lambda a: (a.workspace,)},
    INITIATIVES: {
        ORGANISATIONS: lambda i: (i.organisation,),
        PEOPLE: lambda i: (i.proposer, i.owner, i.sponsor, *i.reviewers, *i.co_owners),
        INITIATIVES: lambda i: (i.adopted_from,),
    },
    READINGS: {INITIATIVES: lambda r: (r.initiative,)},
    CHECK_INS: {INITIATIVES: lambda c: (c.initiative,)},
    LESSONS: {INITIATIVES: lambda lesson: (lesson.initiative,)},
    REMARKS: {INITIATIVES: lambda remark: (remark.initiative,)},
    STORIES: {INITIATIVES: lambda s: (s.initiative,)},
    ADOPTIONS: {INITIATIVES: lambda a: (a.origin, a.initiative), STORIES: lambda a: (a.story,)},
    SYSTEM_TOKENS: {INITIATIVES: lambda t: (t.initiative,), PEOPLE: lambda t: (t.made_by,)},
    REINVESTMENTS: {PEOPLE: lambda r: (r.person,)},
    NUDGES: {PEOPLE: lambda n: (n.person,)},
    SKILLS: {PEOPLE: lambda s: (s.id,)},
    BYLINES: {INITIATIVES: lambda b: (b.id,), PEOPLE: lambda b: (b.writer,)},
    PROMISES: {INITIATIVES: lambda p: (p.initiative,), PEOPLE: lambda p: p.put_to},
}
REFERRED = frozenset(table for references in REFERENCES.values() for table in references)


@dataclass
class Findings:
    """What was looked at, and what is wrong with it: the first problems as sentences, and how many there are.

    `unreadable` says why the look ended early.
    """

    sums: Sums = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    count: int = 0
    unreadable: str = ""

    def add(self, problem: str) -> None:
        self.count += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)


class Looking:
    """What has to be remembered while the records come by: keys that others refer to, and where the audit trail is."""

    def __init__(self, findings: Findings, *, unique: bool) -> None:
        self._findings = findings
        self._unique = unique
        self._known: dict[Table[Any], set[tuple[str, str]]] = {table: set() for table in REFERRED}
        self._waiting: list[tuple[Table[Any], Table[Any], str, str, str]] = []
        self._seen: set[tuple[str, str]] = set()
        self._chains: dict[str, Chain] = {}
        self._judged: set[str] = set()
        self._table: Table[Any] | None = None

    def page(self, table: Table[Any], lines: Iterable[Line]) -> None:
        if table is not self._table:
            self.end_of_table()
            self._table = table
        for each in lines:
            self._record(table, each.record)

    def end_of_table(self) -> None:
        """What a table says of itself could not be judged before all of it was seen."""
        self._seen.clear()
        for table, wanted, organisation, by, id_ in self._waiting:
            if (organisation, id_) not in self._known[wanted]:
                self._missing(table, wanted, by, id_)
        self._waiting.clear()

    def end(self) -> None:
        self.end_of_table()
        for organisation, chain in self._chains.items():
            if chain.count and organisation not in self._judged:
                self._findings.add(f"The audit trail of {organisation} has no record of where it ends.")

    def _record(self, table: Table[Any], record: Any) -> None:
        key = (record.organisation, record.id)
        if not self._unique:
            if key in self._seen:
                self._findings.add(f"{table.name}: {record.id} is there twice.")
            self._seen.add(key)
        if table in self._known:
            self._known[table].add(key)
        self._references(table, record)
        if table is ENTRIES:
            self._entry(record)
        elif table is HEADS:
            self._head(record)

    def _references(self, table: Table[Any], record: Any) -> None:
        for wanted, ids in REFERENCES.get(table, {}).items():
            for id_ in filter(None, ids(record)):
                if (record.organisation, id_) in self._known[wanted]:
                    continue
                if wanted is table:
                    self._waiting.append((table, wanted, record.organisation, record.id, id_))
                else:
                    self._missing(table, wanted, record.id, id_)

    def _missing(self, table: Table[Any], wanted: Table[Any], by: str, id_: str) -> None:
        self._findings.add(f"{table.name}: {by} refers to {id_}, which is not among the {wanted.name}.")

    def _entry(self, entry: Any) -> None:
        if entry.organisation not in self._judged:
            self._follow(entry.organisation, lambda chain: chain.add(entry))

    def _head(self, head: Any) -> None:
        if head.organisation not in self._judged:
            self._follow(head.organisation, lambda chain: chain.end(head))
        self._judged.add(head.organisation)

    def _follow(self, organisation: str, step: Callable[[Chain], None]) -> None:
        try:
            step(self._chains.setdefault(organisation, Chain()))
        except ChainBroken as why:
            self._judged.add(organisation)
            self._findings.add(f"{organisation}: {why}")


async def verify(source: Source, *, tell: Tell) -> Findings:
    """Look at everything. What cannot be read at all is a problem, too, and ends the look."""
    findings = Findings()
    looking = Looking(findings, unique=source.unique)
    sums = {table.name: Sum() for table in EVERY}
    try:
        async for table, lines in source.pages():
            looking.page(table, lines)
            for each in lines:
                sums[table.name].add(each.text)
            tell(table.name, sums[table.name].count)
        looking.end()
    except CannotOpen as why:
        findings.unreadable = str(why)
        findings.add(findings.unreadable)
    findings.sums = {name: total.told() for name, total in sums.items()}
    return findings
