"""The way out: messages sent, changed and removed in Slack."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.charts.links import nowhere
from bot.charts.plan import plans
from bot.slack import render
from bot.slack.failures import LOST, failure
from bot.slack.pictures import SlackPictures
from bot.slack.resting import Resting
from handlers.messenger import Address, Limit, SendFailed, Sent
from handlers.ui import Message
from handlers.words import Reader

EVENT_TYPE = "quickwin_delivery"
CLOCKS_APART = timedelta(minutes=10)
"""How far Slack's clock and ours may differ."""
PAGE, PAGES = 200, 10
"""Messages asked for at once, and how often, when one is looked for. Slack may give fewer to an app that others install."""


class SlackMessenger:
    """`workspace` is the one the client's token belongs to: a message for another one is refused, never sent here."""

    def __init__(self, client: AsyncWebClient, workspace: str, pictures: SlackPictures | None = None) -> None:
        self._client, self._workspace, self._pictures = client, workspace, pictures
        self._resting = Resting(self._rests)

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        """Words go out at once; pictures that are not there yet follow by an edit."""
        self._check(to.workspace)
        if to.only_for and not to.channel.startswith("D"):
            return await self._send_ephemeral(to, self._drawn(message, reader))
        unfinished = self._begun(message, reader)
        drawn = self._drawn(message, reader)
        # A person's id opens their direct message; the answer says which channel that is.
        post: dict[str, Any] = {
            "channel": to.channel or to.person,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            **drawn,
        }
        if to.thread:
            post["thread_ts"] = to.thread
        call = self._client.api_call("chat.postMessage", json=post)
        answer = await _called(call)
        return Sent(to.workspace, answer["channel"], answer["ts"], unfinished=unfinished)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        """Words at once here too; where they are shown already nothing is asked of Slack until the pictures are there."""
        self._check_lasting(sent)
        unfinished = self._begun(message, reader)
        if unfinished and sent.unfinished:
            return True
        try:
            await self._update(sent, self._drawn(message, reader))
        except SendFailed as failed:
            shown = plans(message, reader)
            if self._pictures is None or not shown or failed.why != "invalid_blocks":
                raise
            self._pictures.forget(shown)  # a file that was deleted, or that Slack does not show
            await self._update(sent, self._drawn(message, reader))
        return unfinished

    async def remove(self, sent: Sent) -> None:
        """A message already gone is removed."""
        self._check_lasting(sent)
        try:
            await _called(self._client.chat_delete(channel=sent.channel, ts=sent.message), create=False)
        except SendFailed as failed:
            if failed.why != "message_not_found":
                raise

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        """By the key in the metadata, in the direct chat or the thread of it that the message was for."""
        self._check(to.workspace)
        if looking(to) is None:
            raise SendFailed("what is there cannot be read", "never")
        channel, cursor = to.channel or await self._direct(to.person), ""
        for _ in range(PAGES):
            page = await self._page(channel, to.thread, since, cursor)
            for said in page["messages"]:
                if _has(key, said):
                    return Sent(to.workspace, channel, said["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return None

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return looking(to)

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        return await self._resting.until(to.person, now) if to.person and to.workspace == self._workspace else None

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        return limits(to)

    def _drawn(self, message: Message, reader: Reader) -> dict[str, Any]:
        return render.message(message, reader, self._pictures.known if self._pictures is not None else nowhere)

    def _begun(self, message: Message, reader: Reader) -> bool:
        return self._pictures is not None and self._pictures.begun(plans(message, reader))

    async def _update(self, sent: Sent, drawn: dict[str, Any]) -> None:
        await _called(self._client.chat_update(channel=sent.channel, ts=sent.message, **drawn), create=False)

    async def _rests(self, users: str) -> dict[str, Any]:
        answer = await _called(self._client.dnd_teamInfo(users=users), create=False)
        return answer.data if isinstance(answer.data, dict) else {}

    async def _direct(self, person: str) -> str:
        opened = await _called(self._client.conversations_open(users=person), create=False)
        return str(opened["channel"]["id"])

    async def _page(self, channel: str, thread: str, since: datetime, cursor: str) -> AsyncSlackResponse:
        client, oldest = self._client, f"{(since - CLOCKS_APART).timestamp():.6f}"
        wanted: dict[str, Any] = {
            "oldest": oldest,
            "limit": PAGE,
            "include_all_metadata": True,
            "cursor": cursor or None,
        }
        if thread:
            call = client.conversations_replies(channel=channel, ts=thread, **wanted)
        else:
            call = client.conversations_history(channel=channel, **wanted)
        return await _called(call, create=False)

    async def _send_ephemeral(self, to: Address, drawn: dict[str, Any]) -> Sent:
        call = self._client.chat_postEphemeral(
            channel=to.channel, user=to.only_for, thread_ts=to.thread or None, **drawn
        )
        answer = await _called(call)
        return Sent(to.workspace, to.channel, answer["message_ts"], lasting=False)

    def _check(self, workspace: str) -> None:
        if workspace != self._workspace:
            raise SendFailed("not our workspace", "never")

    def _check_lasting(self, sent: Sent) -> None:
        self._check(sent.workspace)
        if not sent.lasting:
            raise SendFailed("an ephemeral message cannot be changed", "never")


def limits(to: Address | Sent) -> tuple[Limit, ...]:
    """A message a second for each channel, with short bursts; several hundred a minute for a workspace; fewer edits."""
    name = f"slack:{to.workspace}"
    if isinstance(to, Sent):
        # The tier of chat.update and chat.delete: more than 50 a minute, for the whole workspace.
        return (
            Limit(f"{name}:{to.channel}:edits", rate=1, burst=10, slowest=0.2, fastest=1),
            Limit(f"{name}:edits", rate=1, burst=30, slowest=0.2, fastest=2),
        )
    return (
        Limit(f"{name}:{to.channel or to.person}", rate=1, burst=5, slowest=0.2, fastest=1),
        Limit(name, rate=5, burst=50, slowest=1, fastest=10),
    )


def looking(to: Address) -> tuple[Limit, ...] | None:
    """Direct messages can be read, at the pace of conversations.history; channels are none of the bot's to read."""
    if to.channel and not to.channel.startswith("D"):
        return None
    return (Limit(f"slack:{to.workspace}:looks", rate=0.8, burst=20, slowest=0.1, fastest=0.8),)


def _has(key: str, said: dict[str, Any]) -> bool:
    metadata = said.get("metadata") or {}
    return metadata.get("event_type") == EVENT_TYPE and (metadata.get("event_payload") or {}).get("key") == key


async def _called(call: Awaitable[AsyncSlackResponse], create: bool = True) -> AsyncSlackResponse:
    try:
        return await call
    except (SlackApiError, *LOST) as error:
        raise failure(error, create) from error
