"""What the demo company knows by now: its directory of vetted tools, and what its initiatives left behind for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.vetting import uses
from initiatives.calendar import local_day
from initiatives.capabilities import Building, Capability, Kind, building_id
from initiatives.initiative import Sensitivity
from initiatives.people import Organisation
from initiatives.tools import Tool, recognised
from storage.port import Transaction

PUBLIC, INTERNAL, CONFIDENTIAL = Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.CONFIDENTIAL
BOARD = "The security board"


@dataclass(frozen=True)
class Entry:
    """A tool of the directory; `weeks` is how long ago it was approved."""

    name: str
    purposes: str
    content: tuple[Sensitivity, ...]
    weeks: int
    limits: str
    aliases: tuple[str, ...] = ()
    active: bool = True


DIRECTORY = (
    Entry(
        "Document assistant", "reading contracts, purchase orders and delivery notes, filling in their fields",
        (PUBLIC, INTERNAL, CONFIDENTIAL), 22, "Handwriting is read by people.",
        ("The document assistant of our office suite",),
    ),
    Entry(
        "Chat assistant", "drafting texts, reports, mails and interview questions", (PUBLIC, INTERNAL), 22,
        "Nothing about customers or applicants goes in.", ("Assistant de rédaction",),
    ),
    Entry(
        "Help page search", "answering questions of customers and colleagues from our own pages", (PUBLIC, INTERNAL), 20,
        "It knows what the pages know: an old page gives an old answer.", ("Search over the help pages",),
    ),
    Entry(
        "Machine translation", "translating manuals, letters and pages, with our glossary", (PUBLIC, INTERNAL), 16,
        "Safety pages need a signed translation.",
    ),
    Entry(
        "Meeting recorder", "recording meetings and writing their minutes", (PUBLIC, INTERNAL), 9,
        "Everybody in the room agrees first.",
    ),
    Entry(
        "Dictation", "turning spoken notes into text, sorted under headings", (PUBLIC, INTERNAL, CONFIDENTIAL), 42,
        "Names and part numbers are read again by a person.",
    ),
    Entry(
        "Free web translator", "translating short texts", (PUBLIC,), 30,
        "Whatever is typed in is kept by its maker.", active=False,
    ),
)  # fmt: skip
LEFT = (
    (
        "contracts",
        Kind.TOOL,
        "Set-up of the twelve contract fields",
        "In the document assistant, under “contracts”.",
        6,
    ),
    ("manuals", Kind.SKILL, "Glossary of 400 terms", "With the translators: languages@example.com", 3),
    ("calls", Kind.PROCESS, "One page before a sales call", "The template in the sales folder.", 1),
    ("handover", Kind.PROCESS, "Five headings for spoken notes", "At the gate, and in the folder “handover”.", 20),
    (
        "faq",
        Kind.PIPELINE,
        "Search over our own pages",
        "Runs every night over help.example.com; ask customer support.",
        2,
    ),
)
"""By initiative: what it left behind, where that is found, and how many weeks ago it was noted."""
BUILT = (
    ("orders", "contracts"),
    ("customs", "contracts"),
    ("minutes", "handover"),
    ("rounds", "handover"),
    ("knowledge", "faq"),
)
"""Which initiative builds on what which one left behind."""


async def keep_known(store: Transaction, company: Organisation, now: datetime) -> None:
    """The directory, with the initiatives that work with its tools, and what some of them left behind."""
    for number, entry in enumerate(DIRECTORY):
        approved = local_day(now - timedelta(weeks=entry.weeks), company.zone)
        key = f"demo-tool-{number}"
        tool = Tool(
            key,
            company.id,
            entry.name,
            entry.purposes,
            entry.content,
            BOARD,
            approved,
            entry.aliases,
            limits=entry.limits,
            active=entry.active,
        )
        await store.keep_tool(tool)
    known = await store.tools(company.id)
    for initiative in await store.portfolio(company.id):
        for use in uses(initiative, recognised(initiative.tool, known)):
            await store.keep_tool_use(use)
    for plan, kind, name, where, weeks in LEFT:
        about = await store.initiative(company.id, f"demo-{plan}")
        assert about is not None  # noqa: S101 the plans are written before
        at = now - timedelta(weeks=weeks)
        key = f"demo-{plan}-left"
        await store.keep_capability(Capability(key, company.id, kind, name, about.id, at, where, about.title))
    for plan, origin in BUILT:
        builder, capability = f"demo-{plan}", f"demo-{origin}-left"
        await store.keep_building(Building(building_id(builder, capability), company.id, builder, capability))
