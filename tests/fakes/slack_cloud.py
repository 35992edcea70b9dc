"""All of Slack: several workspaces behind one Web API, and browsers in which people install the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from tests.fakes.slack import SECRET, FakeSlack
from tests.fakes.slack_api import Workspace
from tests.fakes.slack_oauth import OAuth
from tests.fakes.slack_person import Person
from tests.fakes.slack_server import Server, serving


@dataclass
class Page:
    """What a browser got: the status, the text, where it is sent on to, and the cookie it keeps."""

    status: int
    text: str
    sent_to: str
    cookie: str
    headers: dict[str, str]


class Browser:
    """Somebody's browser: it keeps the bot's cookie, and follows Slack back."""

    def __init__(self, cloud: FakeCloud) -> None:
        self._cloud, self.cookie = cloud, ""

    async def visit(self, address: str, language: str = "en") -> Page:
        headers = {"Cookie": self.cookie, "Accept-Language": language}
        async with self._cloud.server.session.get(address, headers=headers, allow_redirects=False) as answer:
            set_cookie = answer.headers.get("Set-Cookie", "")
            if set_cookie:
                self.cookie = set_cookie.partition(";")[0]
            text = await answer.text()
            return Page(
                answer.status, text, answer.headers.get("Location", ""), set_cookie, dict(answer.headers.items())
            )


class FakeCloud:
    """Workspaces by `workspace()`; the bot's addresses by `bot_at()`."""

    def __init__(self, server: Server, clock: Callable[[], float]) -> None:
        self.server, self._clock, self._numbers = server, clock, count(1)
        self.slacks: list[FakeSlack] = []
        self.bot = ""

    @property
    def oauth(self) -> OAuth:
        return self.server.oauth

    @property
    def api(self) -> str:
        return f"{self.server.address}/api/"

    def workspace(self, team: str, domain: str, *, enterprise: str = "", everywhere: bool = False) -> FakeSlack:
        """A workspace without the bot; `everywhere`: its whole Grid organisation installs it."""
        made = Workspace(team, domain, self._clock)
        made.numbers, made.tokens = self._numbers, {}
        made.bot_user, made.bot_id = f"UBOT{team}", f"BBOT{team}"
        made.enterprise, made.everywhere = enterprise, everywhere
        slack = self.server.add(FakeSlack(made, self.server.session, self.server.address))
        self.slacks.append(slack)
        slack.links = self.slacks[0].links
        self._send_to_bot(slack)
        return slack

    def bot_at(self, address: str) -> None:
        self.bot, self.oauth.redirect_url = address, f"{address}/slack/oauth_redirect"
        for slack in self.slacks:
            self._send_to_bot(slack)

    async def install(self, slack: FakeSlack, by: Person, language: str = "en") -> Page:
        """They follow the link, agree, and come back."""
        browser = Browser(self)
        begun = await browser.visit(f"{self.bot}/slack/install", language)
        return await browser.visit(self.oauth.agreed(begun.sent_to, slack.workspace, by.id), language)

    async def remove(self, slack: FakeSlack) -> None:
        """An admin removes the app: the tokens are dead before the bot hears of it, twice."""
        slack.workspace.tokens.clear()
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [slack.workspace.bot_user]}}
        for event in ({"type": "app_uninstalled"}, revoked):
            assert (await slack.send_event(event)).status == 200

    def _send_to_bot(self, slack: FakeSlack) -> None:
        slack.bot_at(f"{self.bot}/slack/events", SECRET)


@asynccontextmanager
async def fake_cloud(clock: Callable[[], float]) -> AsyncIterator[FakeCloud]:
    """A running fake; leaving it fails when the bot sent what Slack would refuse, or spent a refresh token twice."""
    async with serving() as server:
        cloud = FakeCloud(server, clock)
        yield cloud
    complaints = [complaint for slack in cloud.slacks for complaint in slack.complaints]
    assert not complaints, "\n".join(complaints)
    assert not cloud.oauth.spent_twice
