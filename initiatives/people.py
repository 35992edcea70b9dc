"""Who takes part: organisations, their workspaces, people and the accounts people have there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal


class Function(StrEnum):
    """Who owns a kind of question in a company; reviewers and signatures are named by it."""

    IT = "it"
    HR = "hr"
    OPERATIONS = "operations"
    KNOWLEDGE = "knowledge"
    MARKETING = "marketing"
    MANAGEMENT = "management"
    PROCESS_OWNER = "process_owner"


@dataclass(frozen=True)
class Spot:
    """A channel of a workspace where something is posted."""

    workspace: str
    channel: str


@dataclass(frozen=True)
class ReviewRule:
    """Who answers proposals of one team, of one function, or (`everybody`, without a name) of all others."""

    kind: Literal["team", "function", "everybody"]
    name: str
    people: tuple[str, ...]


class Cadence(StrEnum):
    """How often somebody is asked for their numbers."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


@dataclass(frozen=True)
class TimeOff:
    """Days somebody is not at work, the first and the last one included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Organisation:
    """Owns every record. `digest_at` is when its next weekly digest is due; the default check-in day is 0 for Monday.

    What follows `set_up` holds for whoever has chosen nothing else: where public holidays are looked up (codes), the local hours
    between which nobody is written to by the bot's own initiative (from one to the other, over midnight), how often people are
    asked, how many messages of the bot's own initiative one person gets in a week at most, after how many days an initiative is
    asked about again though its number is known, after how many working days an unanswered check-in is reminded of (0: never), and
    after how many weeks without an answer the sponsor is asked (0: never). `hour_rate` is what an hour of work costs, in the currency.
    Proposals are answered within `answer_days` working days; who answers is reminded `answer_reminder` of them before (None: never).
    """

    id: str
    organisation: str
    name: str
    language: str = "en"
    zone: str = "UTC"
    currency: str = "EUR"
    check_in_day: int = 0
    check_in_hour: int = 9
    stories: Spot | None = None
    reviewers: tuple[ReviewRule, ...] = ()
    digest_at: datetime | None = None
    set_up: bool = False
    country: str = ""
    region: str = ""
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    quiet_from: int = 19
    quiet_to: int = 8
    cadence: Cadence = Cadence.WEEKLY
    most_messages: int = 5
    fresh_days: int = 3
    remind_after: int = 2
    silent_weeks: int = 2
    hour_rate: Decimal | None = None
    answer_days: int = 3
    answer_reminder: int | None = 1

    def reviewers_for(self, team: str, functions: tuple[Function, ...]) -> tuple[str, ...]:
        """People set for the team, else for any of the functions, else for everybody; empty when nobody is set."""
        by_team = self._people("team", (team,))
        return by_team or self._people("function", tuple(functions)) or self._everybody()

    def with_reviewers(self, rule: ReviewRule) -> Organisation:
        """The rule replaces an earlier one of the same kind and name; without people it removes it."""
        others = tuple(r for r in self.reviewers if (r.kind, _same(r.name)) != (rule.kind, _same(rule.name)))
        return replace(self, reviewers=(*others, rule) if rule.people else others)

    def _everybody(self) -> tuple[str, ...]:
        return next((rule.people for rule in self.reviewers if rule.kind == "everybody"), ())

    def _people(self, kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        wanted = {_same(name) for name in names if name}
        rules = (rule for rule in self.reviewers if rule.kind == kind and _same(rule.name) in wanted)
        return tuple(dict.fromkeys(person for rule in rules for person in rule.people))


@dataclass(frozen=True)
class Workspace:
    """A Slack team, a Teams tenant or the sandbox, connected to exactly one organisation.

    `installer` is the platform's id of whoever added the bot, `service_url` where the platform's service for it was last,
    where the platform tells.
    """

    id: str
    organisation: str
    platform: Literal["slack", "teams", "sandbox"]
    name: str
    active: bool = True
    installer: str = ""
    service_url: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody of the organisation. `nudge_at` is when their week is next looked at; None when nothing is running.

    Empty or None in their calendar (`working_days`, and `country` to `most_messages`) means: as everybody in the organisation.
    `stand_in` answers their check-ins while they are off. `asked_on` is the day they were last asked. `one_by_one` is for those who
    would rather be asked question by question than fill a form; `by_mail` for those who agreed to e-mail where no chat reaches
    them. `merged_into` is who they turned out to be; everything of theirs
    belongs to that person now.
    """

    id: str
    organisation: str
    name: str
    language: str = "en"
    zone: str = "UTC"
    working_days: tuple[int, ...] = ()
    team: str = ""
    functions: tuple[Function, ...] = ()
    admin: bool = False
    active: bool = True
    nudges: bool = True
    nudge_day: int | None = None
    nudge_hour: int | None = None
    snoozed_until: date | None = None
    nudge_at: datetime | None = None
    own_language: bool = False
    own_zone: bool = False
    one_by_one: bool = False
    by_mail: bool = False
    merged_into: str = ""
    country: str = ""
    region: str = ""
    time_off: tuple[TimeOff, ...] = ()
    stand_in: str = ""
    quiet_from: int | None = None
    quiet_to: int | None = None
    cadence: Cadence | None = None
    most_messages: int | None = None
    asked_on: date | None = None


@dataclass(frozen=True)
class Account:
    """A person in a workspace. `id` is `workspace:external`; a guest of the workspace is refused politely.

    `email` is verified by the platform; `admin` says that the platform or the settings make them one there.
    """

    id: str
    organisation: str
    person: str
    workspace: str
    external: str
    email: str = ""
    guest: bool = False
    admin: bool = False


def account_id(workspace: str, external: str) -> str:
    """The account's key: one per person and workspace."""
    return f"{workspace}:{external}"


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
