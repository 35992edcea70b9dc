"""A store with something in every table, awkward letters and holes in the numbers included, for tests that move it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from initiatives.byline import Byline
from initiatives.calendar import iso_week
from initiatives.campaigns import Campaign, Entry, Extra
from initiatives.capabilities import Building, Capability, Kind
from initiatives.check_ins import CheckIn, Confidence, check_in_id
from initiatives.comments import Comment, Gone, Talk
from initiatives.gate_states import GateState, GateStep, Signature
from initiatives.gates import GateRules
from initiatives.help_wanted import HelpAsked, HelpWanted
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Evidence, Kpi, Reading
from initiatives.learning import Learnt, Need, OwnCard, Topic
from initiatives.lessons import Lesson, LessonMonth, Remark
from initiatives.people import Account, Function, Organisation, Person, Workspace, account_id
from initiatives.promise import Promise
from initiatives.pulse import Pulse, PulseAnswer, User
from initiatives.reinvesting import Reinvestment, Use, reinvestment_id
from initiatives.score import Score
from initiatives.similar import Backing, Held
from initiatives.sizing import Big, Slice
from initiatives.skills import Skills
from initiatives.systems import SystemToken
from initiatives.tools import Tool, ToolUse
from initiatives.waiting import WaitingNumber
from initiatives.wins import Adoption, Story, Win, WinKind
from initiatives.workshops import Place, Workshop
from initiatives.worries import Worry, WorryMark
from storage.counted import Attention, Budget, Tally, Tries
from storage.database import Database
from storage.installations import Belonging, Installation
from storage.migrating import migrate
from storage.moving import EVERY
from storage.records import Chat, Delivery, DeliveryState, Draft, JoinCode, Key, Outcome, To
from storage.rows import Rows
from storage.sql import SqlStore
from storage.tables import ACCOUNTS, DRAFTS, PEOPLE, TABLES
from storage.tiny import TinyStore
from storage.weeks import Nudge, nudge_id
from tests.databases import server
from tests.storage.notes import HOUR, NOW, AnyStore, counter
from tests.stores import made_postgres, made_sqlite

AWKWARD = 'a\0b \\ "ü" \u2028 <!channel> ' + "x" * 300
DAY = timedelta(days=1)
OPENED = count(1)
LIVED: dict[tuple[str, int], str] = {}
KINDS = ("tiny", "sqlite", "postgres")


def address(kind: str, folder: Path, name: str = "kept") -> str:
    """The name of a store of that kind that is not there yet."""
    match kind:
        case "tiny":
            return str(folder / name / "quickwin.json")
        case "sqlite":
            return f"sqlite:///{folder / name}.sqlite"
        case _:
            return server().database()


def empty(kind: str, folder: Path, name: str = "kept") -> str:
    """The name of a new store of that kind; a database has its tables already."""
    match kind:
        case "sqlite":
            return f"sqlite:///{shutil.copy(made_sqlite(), folder / f'{name}.sqlite')}"
        case "postgres":
            return server().database(made_postgres())
        case _:
            return address(kind, folder, name)


async def opened(name: str) -> AnyStore:
    """The store as the bot opens it; what it makes has ids of its own each time."""
    made: dict[str, Any] = {"new_id": counter(f"{next(OPENED)}."), "new_salt": counter("s")}
    if "://" not in name:
        return TinyStore(Path(name), TABLES, **made, archive_from=5)
    await migrate(name)
    return SqlStore(Database(name), TABLES, **made)


async def lived_in(name: str, people: int = 7) -> None:
    """Make the store, in which people have lived for a while: that is done once for each kind, and then copied."""
    kind = name.partition(":")[0] if "://" in name else "tiny"
    if (kind, people) not in LIVED:
        made = LIVED[kind, people] = pattern(kind)
        store = await opened(made)
        for organisation in ("acme", "other"):
            await _live(store, organisation, people)
        await store.close()
    copy_of(LIVED[kind, people], name)


def pattern(kind: str) -> str:
    """The name of a new store that stays as long as the tests run, to be filled once and then only copied."""
    if kind.startswith("postgres"):
        return server().database(made_postgres(), stays=True)
    folder = Path(tempfile.mkdtemp(prefix="quickwin-pattern-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return empty(kind, folder)


def copy_of(filled: str, name: str) -> None:
    """A store that nobody has open, once more under a name that stands for nothing yet or for an empty database."""
    if "://" not in name:
        shutil.copytree(Path(filled).parent, Path(name).parent, dirs_exist_ok=True)
    elif name.startswith("sqlite:"):
        shutil.copy(filled.removeprefix("sqlite:///"), name.removeprefix("sqlite:///"))
    else:
        server().again(name, filled)


async def _live(store: AnyStore, organisation: str, people: int) -> None:
    tables = {table.name: table for table in EVERY}
    records = list(_records(organisation, people))
    for first in range(0, len(records), 9):
        async with store.rows(NOW + first * HOUR) as rows:
            rows.because(by="ada", action="made")
            for name, record in records[first : first + 9]:
                await rows.put(tables[name], record)
    async with store.rows(
        NOW
    ) as rows:  # a hole in the numbers, one that comes back behind the others, one that changed
        await rows.remove(DRAFTS, organisation, "d1")
        account = await rows.get(ACCOUNTS, organisation, account_id("W1", "U0"))
        assert account is not None
        await rows.remove(ACCOUNTS, organisation, account.id)
        await rows.put(ACCOUNTS, account)
        person = await rows.get(PEOPLE, organisation, "p1")
        assert person is not None
        await rows.put(PEOPLE, replace(person, name="Ada L."))


def _records(organisation: str, people: int) -> Any:
    yield "organisations", Organisation(organisation, organisation, "Acme", digest_at=NOW + DAY)
    yield "gate_rules", GateRules(organisation, organisation)
    yield "workspaces", Workspace("W1", organisation, "slack", AWKWARD)
    for n in range(people):
        yield "people", Person(f"p{n}", organisation, f"Person {n} {AWKWARD}", admin=n == 0, nudge_at=NOW + n * DAY)
        account = account_id("W1", f"U{n}")
        yield "accounts", Account(account, organisation, f"p{n}", "W1", f"U{n}", email=f"Ü{n}@acme.org")
        yield "tries", Tries(f"t{n}", organisation, NOW, n)
        yield "attention", Attention(nudge_id(f"p{n}", "2026-W48"), organisation, NOW + HOUR, n)
        yield "budgets", Budget(f"slack:W1:c{n}", organisation, NOW, 1.0, NOW + HOUR)
        yield (
            "installations",
            Installation(f"W{n}", organisation, AWKWARD, "U", "B", ("chat:write",), "U0", NOW, "locked"),
        )
        yield "belongings", Belonging(f"W{n}", organisation, organisation)
        yield "chats", Chat(f"W1:c{n}", organisation, "W1", "channel", f"c{n}", f"conv{n}", "https://x")
        yield "join_codes", JoinCode(f"j{n}", organisation, "p0", NOW + n * HOUR)
        yield "drafts", Draft(f"d{n}", organisation, f"p{n}", "propose", {"a\0": AWKWARD}, {}, NOW, mode="prompts")
    for n in range(people):
        yield from _work(organisation, n)


def _work(organisation: str, n: int) -> Any:
    made, week = initiative(organisation, n), iso_week(date(2025, 11, 24))
    yield "initiatives", made
    kpi = made.kpis[0].id
    reading = Reading(
        f"r{n}", organisation, made.id, kpi, Decimal("1.50"), NOW.date(), week, NOW, "p0", Evidence.MEASURED
    )
    yield "readings", reading
    check_in = CheckIn(
        check_in_id(made.id, week), organisation, made.id, week, "p0", NOW, (), Confidence.ON_TRACK, AWKWARD
    )
    yield "check_ins", check_in
    yield "lessons", Lesson(f"l{n}", organisation, made.id, "p0", NOW, "tried", "happened", "why", "reuse")
    yield "remarks", Remark(f"m{n}", organisation, made.id, "p0", AWKWARD, NOW)
    win = Win(WinKind.FIRST_RESULT, kpi, Decimal(4), NOW.date())
    yield "stories", Story(f"s{n}", organisation, made.id, "p0", win, NOW)
    if n:
        yield "adoptions", Adoption(f"o{n}", organisation, f"s{n}", "i0", made.id, "IT", "p0", NOW)
    month = f"2025-{n + 1:02}"
    key = reinvestment_id("p0", month)
    spent = Reinvestment(key, organisation, "p0", month, Decimal("2.5"), (made.id,), NOW, Use.QUALITY, AWKWARD)
    yield "reinvestments", spent
    yield "system_tokens", SystemToken(f"t{n}", organisation, AWKWARD, made.id, "hashed", "p0", NOW, NOW)
    yield "deliveries", delivery(f"x{n}", organisation, DeliveryState.SENT if n else DeliveryState.QUEUED, n)
    yield "keys", Key(f"k{n}", organisation, NOW + n * HOUR, Outcome("card", {"a": "b"}))
    yield "nudges", Nudge(nudge_id(f"p{n}", week), organisation, f"p{n}", week, f"x{n}", NOW, (made.id,))
    yield "users", User(f"i{n}.p0", organisation, made.id, "p0", f"p{n}", NOW, NOW + n * DAY)
    yield "promises", Promise(f"i{n}", organisation, made.id, NOW, NOW + DAY, NOW + n * DAY, put_to=("p0",))
    yield "skills", Skills(f"p{n}", organisation, f"SAP exports, {AWKWARD}")
    yield "help_wanted", HelpWanted(made.id, organisation, f"SAP exports, {AWKWARD}", NOW)
    yield "help_asked", HelpAsked(f"{made.id}.p{n}", organisation, made.id, f"p{n}", NOW)
    yield "bylines", Byline(f"i{n}", organisation, f"p{n}")
    yield "pulses", Pulse(f"i{n}.{week}", organisation, made.id, week, NOW + n * DAY)
    signed = Signature(Function.IT, "p0", NOW, AWKWARD)
    yield (
        "gates",
        GateState(
            f"i{n}.validation",
            organisation,
            made.id,
            Stage.VALIDATION,
            GateStep.GATHERING,
            NOW,
            "p0",
            signatures=(signed,),
            asked=("p0", f"p{n}"),
            remind_at=NOW + n * DAY,
        ),
    )
    yield "backings", Backing(f"{made.id}.q", organisation, made.id, "q", NOW)
    yield "held_proposals", Held(f"h{n}", organisation, "p0", made, ("i0",), NOW)
    yield "scores", Score(f"i{n}.p0", organisation, made.id, "p0", Decimal("2.5"), True, Decimal(1), Decimal(6), NOW)
    yield "slices", Slice(made.id, organisation, AWKWARD, (Big.MONTHS,), AWKWARD, "stop", made.kpis[0])
    yield "pulse_answers", PulseAnswer(f"i{n}.{week}.p0", organisation, f"i{n}.{week}", "p0", 4, AWKWARD)
    yield (
        "waiting_numbers",
        WaitingNumber(f"w{n}", organisation, made.id, kpi, Decimal("42.0"), NOW.date(), AWKWARD, NOW, question=f"x{n}"),
    )
    yield "lesson_months", LessonMonth(f"2025-{n + 1:02}", organisation, NOW + n * DAY)
    yield "capabilities", Capability(f"c{n}", organisation, Kind.SKILL, AWKWARD, made.id, NOW, AWKWARD)
    yield "buildings", Building(f"{made.id}.c{n}", organisation, made.id, f"c{n}")
    yield "tools", Tool(f"t{n}", organisation, f"Tool {n}", AWKWARD, (Sensitivity.PUBLIC,), "IT", NOW.date(), ("x",))
    yield "tool_uses", ToolUse(f"{made.id}.t{n}", organisation, made.id, f"t{n}")
    yield "learnt", Learnt(f"p{n}.data", organisation, f"p{n}", Topic.DATA, NOW)
    yield "own_cards", OwnCard(f"o{n}", organisation, AWKWARD, (AWKWARD, "b"), need=Need.NO_TOOL, active=n != 1)
    begins = NOW + n * DAY
    yield "workshops", Workshop(f"v{n}", organisation, AWKWARD, AWKWARD, "p0", AWKWARD, begins, n + 1, look_at=begins)
    yield "places", Place(f"v{n}.p{n}", organisation, f"v{n}", f"p{n}", NOW, begins)
    yield "tallies", Tally(f"places.v{n}", organisation, 1)
    gone = Gone.REMOVED if n % 2 else None
    yield "comments", Comment(f"{made.id}.1", organisation, made.id, 1, f"p{n}", AWKWARD, NOW, f"s{n}", gone=gone)
    yield "talks", Talk(made.id, organisation, 1, 1, ("p0", f"p{n}"), 1, NOW + n * DAY)
    yield "worries", Worry(f"y{n}", organisation, AWKWARD, NOW.date(), NOW + n * DAY)
    yield "worry_marks", WorryMark(f"m{n}", organisation, NOW + n * HOUR, 1)
    day, asked = NOW.date(), (Extra(AWKWARD, ("a", "b")),)
    yield "campaigns", Campaign(f"g{n}", organisation, AWKWARD, day, day, "p0", extras=asked, begin_at=NOW + n * DAY)
    yield "campaign_entries", Entry(made.id, organisation, f"g{n}", ((AWKWARD, "a"),))


def initiative(organisation: str, n: int, **changes: Any) -> Initiative:
    kpi = Kpi(f"kpi{n}", "hours", "h", Direction.DOWN, Decimal(42), date(2025, 10, 1), Decimal("20.0"))
    made = Initiative(
        f"i{n}", organisation, f"Title {n}", AWKWARD, "six", Decimal("3.5"), "idea", "", Sensitivity.PERSONAL, (kpi,),
        proposer="p0", team="", created_at=NOW, stage=Stage.TRIAL if n % 2 else Stage.PROPOSED, owner=f"p{n}",
        reviewers=("p0", f"p{n}"), trial=Trial(date(2025, 11, 3), 4, NOW + n * DAY) if n % 2 else None,
    )  # fmt: skip
    return replace(made, **changes)


def delivery(id_: str, organisation: str, state: DeliveryState, n: int = 0, **changes: Any) -> Delivery:
    sent = {"message": f"ts{n}", "workspace": "W1", "channel": "c"} if state is DeliveryState.SENT else {}
    due = None if state is DeliveryState.SENT else NOW
    row = Delivery(id_, organisation, "card", {}, To(person="p0"), "once", NOW, due, subject="i1", state=state, **sent)  # type: ignore[arg-type]
    return replace(row, **changes)


async def seen(name: str) -> dict[str, Any]:
    """Everything the store shows: lists in their order, every index, what is due, the archives."""
    store = await opened(name)
    found: dict[str, Any] = {}
    for organisation in ("acme", "other"):
        for table in EVERY:
            found[f"{table.name} of {organisation}"] = [r async for r in store.archived(table, organisation, at=NOW)]
        async with store.rows(NOW) as rows:
            found |= await _looked_up(rows, organisation)
    await store.close()
    return found


async def _looked_up(rows: Rows, organisation: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in TABLES:
        records = await rows.all(table, organisation)
        for index, function in table.indexes.items():
            given = [function(record) for record in records]
            values = {v for value in given if value for v in ((value,) if isinstance(value, str) else value)}
            for value in values:
                found[f"{table.name} by {index} {value} of {organisation}"] = await rows.find(
                    table, organisation, index, value
                )
        found[f"{table.name} due"] = await rows.due(table, NOW + 900 * DAY, 10_000)
    return found


async def put(name: str, table: Any, *records: Any) -> None:
    store = await opened(name)
    async with store.rows(NOW) as rows:
        for record in records:
            await rows.put(table, record)
    await store.close()
