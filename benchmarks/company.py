"""A believable company of any size: owners with a running initiative each, weeks of answers, and this week's open question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from typing import Any

from handlers.bundles import CARD
from handlers.presses import Seal
from handlers.requests import Pressed, Request, Visitor, Where
from handlers.ui import Button, Buttons, Message
from handlers.words import Typed
from initiatives.calendar import iso_week
from initiatives.check_ins import CheckIn, check_in_id
from initiatives.initiative import Initiative, Sensitivity, Stage, Trial
from initiatives.kpi import Direction, Kpi, Reading
from initiatives.people import Account, Organisation, Person, Workspace, account_id
from initiatives.wins import Point
from storage.audit import ENTRIES, HEADS, VALUES, AuditHead, Auditor, Cause
from storage.records import Delivery, DeliveryState, To
from storage.rows import Record, Table
from storage.tables import (
    ACCOUNTS,
    CHECK_INS,
    DELIVERIES,
    INITIATIVES,
    NUDGES,
    ORGANISATIONS,
    PEOPLE,
    READINGS,
    WORKSPACES,
)
from storage.weeks import Nudge, nudge_id

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEEK = iso_week(NOW.date())
ANSWERS = 10
"""Readings of an initiative: one a week, each with its check-in."""
STARTED = date(2026, 9, 14)
SEAL = b"a secret for benchmarks"
DOMAIN = "example.org"

Row = tuple[Table[Any], Record]


def opaque(name: str) -> str:
    """An id as the bot makes them: 32 characters without order, the same each time."""
    return blake2b(name.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Company:
    """`size` initiatives, dealt out to `organisations` in turn, each with that many `answers`.

    With `due`, everybody's weekly question is still to be asked.
    """

    size: int
    organisations: int = 20
    due: bool = False
    answers: int = ANSWERS

    def rows(self) -> Iterator[Row]:
        """Everything, organisation by organisation, its audit chain whole."""
        for number in range(self.organisations):
            yield from self._organisation(number)

    def of(self, number: int) -> str:
        return f"org{number % self.organisations}"

    def _organisation(self, number: int) -> Iterator[Row]:
        id_ = f"org{number}"
        yield ORGANISATIONS, Organisation(id_, id_, f"Acme {number}", set_up=True, digest_at=NOW + timedelta(days=4))
        yield WORKSPACES, Workspace(f"T{number}", id_, "slack", f"Acme {number}")
        head: AuditHead | None = None
        for one in range(number, self.size, self.organisations):
            initiative = self.initiative(one)
            yield INITIATIVES, initiative
            yield from self._owner(one)
            yield from self._answers(one)
            if not self.due:
                yield from self._question(one)
            auditor = Auditor(partial(opaque, f"audit{one}"), partial(opaque, f"salt{one}"))
            cause = Cause(initiative.proposer, "propose", initiative.created_at)
            entry, value, head = auditor.follow(head, cause, INITIATIVES, None, initiative)
            yield ENTRIES, entry
            yield VALUES, value
        if head is not None:
            yield HEADS, head

    def initiative(self, number: int) -> Initiative:
        """About a kilobyte, ten weeks into its trial."""
        kpi = Kpi(
            "k", "hours a week on invoices", "h", Direction.DOWN, Decimal(42), STARTED - timedelta(days=3), Decimal(20)
        )
        points = [
            Point(_value(number, week), _monday(week), iso_week(_monday(week))) for week in range(ANSWERS - 4, ANSWERS)
        ]
        owner = opaque(f"person{number}")
        return Initiative(
            opaque(f"initiative{number}"), self.of(number), f"Initiative number {number}",
            "What hurts, in a sentence or two. " * 4, "accounting, 6 people", Decimal(12),
            "What to try, in a sentence or two. " * 4, "SAP", Sensitivity.INTERNAL, (kpi,), owner, "Accounting",
            NOW - timedelta(weeks=14, minutes=number), stage=Stage.TRIAL, owner=owner,
            trial=Trial(STARTED, 20, datetime(2027, 2, 1, 9, 0, tzinfo=UTC)), recent=tuple(points),
        )  # fmt: skip

    def _owner(self, number: int) -> Iterator[Row]:
        organisation, id_ = self.of(number), opaque(f"person{number}")
        at = NOW - timedelta(seconds=number * 7919 % 3600) if self.due else NOW + timedelta(days=7)
        yield PEOPLE, Person(id_, organisation, f"Owner {number}", team="Accounting", nudge_at=at)
        workspace, external = self.workspace(number), f"U{number}"
        key = account_id(workspace, external)
        yield ACCOUNTS, Account(key, organisation, id_, workspace, external, f"owner{number}@{DOMAIN}")

    def _answers(self, number: int) -> Iterator[Row]:
        organisation, initiative, owner = self.of(number), opaque(f"initiative{number}"), opaque(f"person{number}")
        for each in range(self.answers):
            day, value = _monday(each), _value(number, each)
            week, at = iso_week(day), datetime(day.year, day.month, day.day, 10, number % 60, tzinfo=UTC)
            id_ = opaque(f"reading{number}.{each}")
            yield READINGS, Reading(id_, organisation, initiative, "k", value, day, week, at, owner)
            key = check_in_id(initiative, week)
            yield CHECK_INS, CheckIn(key, organisation, initiative, week, owner, at, (("k", value),))

    def _question(self, number: int) -> Iterator[Row]:
        organisation, owner, delivery = self.of(number), opaque(f"person{number}"), self.delivery(number)
        at, initiatives = NOW - timedelta(minutes=30), (opaque(f"initiative{number}"),)
        yield NUDGES, Nudge(nudge_id(owner, WEEK), organisation, owner, WEEK, delivery, at, initiatives)
        about = {"person": owner, "week": WEEK}
        yield DELIVERIES, Delivery(
            delivery, organisation, CARD, about, To(person=owner), "once", at, None, owner, DeliveryState.SENT, shown=1,
            workspace=self.workspace(number), channel=f"D{number}", message=f"17640{number:011}", sent_at=at,
            retire_at=at + timedelta(days=180),
        )  # fmt: skip

    def workspace(self, number: int) -> str:
        return f"T{number % self.organisations}"

    def delivery(self, number: int) -> str:
        return f"nudge.{opaque(f'person{number}')}.{WEEK}"

    def press(self, number: int) -> Request:
        """Its owner presses “Same as last week” under this week's question."""
        about = {"initiative": opaque(f"initiative{number}"), "week": WEEK}
        drawn = Message(Typed("-"), (Buttons((Button(Typed("Same as last week"), "check_in.same", about),)),))
        (row,) = Seal(SEAL).message(drawn, self.delivery(number), 1).blocks
        assert isinstance(row, Buttons)
        who = Visitor(f"U{number}", f"Owner {number}", "UTC", "en", email=f"owner{number}@{DOMAIN}")
        where = Where(self.workspace(number), f"D{number}", "direct", "")
        return Request(self.of(number), f"press{number}", who, where, NOW, Pressed(row.buttons[0].token), True, False)


def _monday(week: int) -> date:
    return STARTED + timedelta(weeks=week)


def _value(number: int, week: int) -> Decimal:
    """On the way to the target, and not there yet."""
    return Decimal(40 - week + number % 3)
