"""What colleagues add to the demo company's initiatives: who has the same, whose name is kept back, what was read, asked and offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from initiatives.byline import Byline, Named
from initiatives.learning import Learnt, Topic, learnt_id
from initiatives.people import Organisation, Person
from initiatives.similar import Backing, Join, backing_id
from initiatives.skills import Skills
from initiatives.worries import Worry, answered
from storage.port import Transaction

BACKED: Mapping[str, Mapping[str, Join]] = {
    "knowledge": {"ana": Join.NONE, "ben": Join.NONE, "omar": Join.NONE},
    "customs": {"omar": Join.NONE},
    "safety": {"omar": Join.NONE, "ben": Join.NONE},
    "invoices": {"ben": Join.WELCOME},
    "faq": {"hana": Join.NONE},
}
"""By initiative: who has this too, and who takes part."""
BYLINES: Mapping[str, tuple[str, Named]] = {
    "addresses": ("hana", Named.EVERYBODY),
    "rota": ("", Named.NOBODY),
}
"""By proposal: who wrote it down for its proposer, and to whom they are named."""
READ: Mapping[Topic, tuple[str, ...]] = {
    Topic.DATA: ("ana", "hana", "camille", "kenji"),
    Topic.MEASURING: ("ana", "omar", "ben"),
    Topic.CHECKING: ("ben", "ida", "kenji", "ana"),
    Topic.PROMPTS: ("camille", "hana"),
}
OFFERED: Mapping[str, str] = {
    "ida": "Exports and interfaces of the ledger and the help desk",
    "ana": "Reading fields out of contracts, and counting before and after",
    "camille": "Relire des textes en français et en anglais",
}
"""What they offer to help others with."""


@dataclass(frozen=True)
class Asked:
    """A question without a name; `days` before the last digest it was answered, if it was."""

    question: str
    answer: str = ""
    days: int = 0


WORRIES = (
    Asked(
        "What becomes of the hours that are freed?",
        "Every owner says once a month what they went into, and the digest adds it up. No post is cut because of a trial.",
        days=33,
    ),
    Asked(
        "Does anybody see how often I use these tools?",
        "No. We count what a task takes, not who does it. The works council has read what is kept.",
        days=2,
    ),
    Asked("Are recordings of meetings kept after the minutes are sent?"),
)


async def keep_colleagues(
    store: Transaction, company: Organisation, members: Mapping[str, Person], now: datetime
) -> None:
    """Everything but the worries, which are dated by the digest."""
    for plan, backers in BACKED.items():
        about = await store.initiative(company.id, f"demo-{plan}")
        assert about is not None  # noqa: S101 the plans are written before
        for number, (name, join) in enumerate(backers.items(), 1):
            key, at = backing_id(about.id, members[name].id), about.created_at + timedelta(hours=20 * number)
            await store.keep_backing(Backing(key, company.id, about.id, members[name].id, min(at, now), join))
    for plan, (writer, named) in BYLINES.items():
        wrote = members[writer].id if writer else ""
        await store.keep_byline(Byline(f"demo-{plan}", company.id, writer=wrote, named=named))
    for name, text in OFFERED.items():
        await store.keep_skills(Skills(members[name].id, company.id, text))
    await _keep_read(store, company, members, now)


async def _keep_read(store: Transaction, company: Organisation, members: Mapping[str, Person], now: datetime) -> None:
    for weeks, (topic, names) in enumerate(READ.items(), 1):
        for days, name in enumerate(names):
            person, at = members[name].id, now - timedelta(weeks=weeks, days=days)
            await store.keep_learnt(Learnt(learnt_id(person, topic), company.id, person, topic, at))


async def keep_worries(store: Transaction, company: Organisation, by: Person, digest: datetime, today: date) -> None:
    """What was answered, so that the last digest tells the newest of it; and one that waits."""
    for number, asked in enumerate(WORRIES):
        at = digest - timedelta(days=asked.days)
        on = at.date() - timedelta(days=3) if asked.answer else today - timedelta(days=1)
        worry = Worry(f"demo-worry-{number}", company.id, asked.question, on, None)
        if asked.answer:
            worry = answered(worry, asked.question, asked.answer, by.id, at)
        await store.keep_worry(worry)
