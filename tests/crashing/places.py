"""The platforms of the crash proofs: fakes that outlive every process, count what was made, and show who can read what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from initiatives.people import Workspace
from tests.crashing.orders import FileClock
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_rules import slow
from tests.fakes.teams_cloud import TENANT, FakeTeams, fake_teams
from tests.world import ORG

OWNER, ADMIN, CHANNEL = "U1", "U2", "C1"


class Place(Protocol):
    """Where a message goes. `title` is what the table calls it; whoever owns the trial is `owner` there."""

    title: str
    platform: str
    owner: str
    workspace: Workspace

    @property
    def api(self) -> str: ...

    def made(self) -> int:
        """How many messages were made there."""
        ...

    def slow(self) -> None:
        """The next message is made, and its answer kept back."""
        ...


class SlackPlace:
    """A direct chat, or the channel, in which nobody can look."""

    platform, owner, workspace = "slack", OWNER, Workspace("T0", ORG, "slack", "Acme")

    def __init__(self, slack: FakeSlack, title: str, channel: str) -> None:
        self.slack, self.title, self._channel = slack, title, channel

    @property
    def api(self) -> str:
        return self.slack.api

    def made(self) -> int:
        place = self.slack.workspace.channels.get(self._channel)
        return len(place.messages) if place is not None else 0

    def told_to_admin(self) -> str:
        place = self.slack.workspace.channels.get("D2")
        return place.messages[-1]["text"] if place is not None and place.messages else ""

    def slow(self) -> None:
        self.slack.script("chat.postMessage", slow(2))


class TeamsPlace:
    """A personal chat, in which a bot cannot look."""

    title, platform = "Teams, personal chat", "teams"

    def __init__(self, teams: FakeTeams) -> None:
        self.teams, self.person = teams, teams.person("Ada")
        self.owner = self.person.aad
        self.workspace = Workspace(TENANT, ORG, "teams", "Acme", service_url=teams.service_url)

    @property
    def api(self) -> str:
        return self.teams.address

    def made(self) -> int:
        return len(self.person.messages())

    def slow(self) -> None:
        self.teams.hold_next(2, on="send")


@asynccontextmanager
async def _slack(clock: FileClock, title: str, channel: str) -> AsyncIterator[Place]:
    async with fake_slack(team="T0", clock=lambda: clock.now().timestamp()) as slack:
        slack.person(OWNER, name="Ada")
        slack.channel(CHANNEL, slack.person(ADMIN, name="Grace"))
        yield SlackPlace(slack, title, channel)


@asynccontextmanager
async def _teams(clock: FileClock) -> AsyncIterator[Place]:
    async with fake_teams(clock=lambda: clock.now().timestamp()) as teams:
        yield TeamsPlace(teams)


def place(name: str, clock: FileClock) -> AbstractAsyncContextManager[Place]:
    """The place of that name, running."""
    match name:
        case "teams":
            return _teams(clock)
        case "slack channel":
            return _slack(clock, "Slack, channel", CHANNEL)
        case _:
            return _slack(clock, "Slack, direct message", "D1")


PLACES = ("slack", "teams", "slack channel")
