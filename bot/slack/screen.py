"""Shows an answer where the person is looking: in Slack's own answer, a modal, their home, or a note only they see."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, assert_never
from urllib.parse import urlsplit

import aiohttp
import orjson
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import render
from bot.slack.connection import API
from bot.slack.failures import code_of
from bot.slack.inbound import Heard
from handlers.requests import Answer, Commanded, Said, ShowForm, ShowHome, ShowMessage, ShowNothing, Submitted
from handlers.ui import Message, Para, ShownForm
from handlers.words import Reader, Words

log = logging.getLogger(__name__)

# A trigger lives 3 seconds from the click on, and Slack wants its answer in the same 3.
MOST_SECONDS = 2.0
HOOKS = ("https://hooks.slack.com/", "https://hooks.slack-gov.com/")

_LOST = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)


def hooks_of(api: str) -> tuple[str, ...]:
    """Where answers to a click may be posted: Slack's own addresses, or those of the server named in its place."""
    if api == API:
        return HOOKS
    address = urlsplit(api)
    return (f"{address.scheme}://{address.netloc}/",)


class FormNotOpened(Exception):
    """Slack did not open the form, or not in time."""

    def __init__(self, form: ShownForm) -> None:
        super().__init__("the form was not opened")
        self.form = form


class Screen:
    """`hooks` are the only beginnings of addresses that a payload may ask us to post to."""

    def __init__(self, client: AsyncWebClient, hooks: tuple[str, ...] = HOOKS) -> None:
        self._client, self._hooks = client, hooks

    async def show(self, answer: Answer, heard: Heard) -> BoltResponse:
        """Slack's answer to its request, after whatever else had to be called. Raises FormNotOpened."""
        match answer:
            case ShowForm(form, reader):
                return await self._form(form, reader, heard)
            case ShowMessage(message, reader):
                return await self._message(message, reader, heard)
            case ShowHome(message, reader):
                view = render.home(message, reader)
                await self._tried("home", self._client.views_publish(user_id=heard.user, view=view))
                return done(heard)
            case ShowNothing():
                return done(heard)
            case _:
                assert_never(answer)

    async def trouble(self, sentence: Words, reader: Reader, heard: Heard) -> BoltResponse:
        """Says what went wrong without taking away what is typed in a form."""
        if isinstance(heard.what, Submitted) and heard.inputs:
            return _json({"response_action": "errors", "errors": {min(heard.inputs): reader.read(sentence)}})
        return await self._message(Message(sentence, (Para(sentence),)), reader, heard)

    async def _form(self, form: ShownForm, reader: Reader, heard: Heard) -> BoltResponse:
        if isinstance(heard.what, Submitted):
            return _next_step(form, reader, heard)
        view = render.modal(form, reader)
        if _in_modal(heard):
            opened = await self._tried("form", self._client.views_update(view_id=heard.view, view=view))
        elif heard.trigger:
            opened = await self._tried("form", self._client.views_open(trigger_id=heard.trigger, view=view))
        else:
            opened = False
        if not opened:
            raise FormNotOpened(form)
        return done(heard)

    async def _message(self, message: Message, reader: Reader, heard: Heard) -> BoltResponse:
        if isinstance(heard.what, Submitted):
            return _json({"response_action": "update", "view": render.told(message, reader)})
        note = {"response_type": "ephemeral", **render.message(message, reader)}
        if isinstance(heard.what, Commanded) and heard.can_answer:
            return _json(note)
        if heard.respond_to.startswith(self._hooks):
            await self._tried("note", self._respond(heard.respond_to, {**note, "replace_original": False}))
        elif heard.trigger:
            # Pushed, so that the form below keeps what is typed in it.
            opening = self._client.views_push if _in_modal(heard) else self._client.views_open
            await self._tried("note", opening(trigger_id=heard.trigger, view=render.told(message, reader)))
        elif isinstance(heard.what, Said):
            await self._tried("note", self._said(render.message(message, reader), heard))
        else:
            log.error("an answer to a %s could not be shown", type(heard.what).__name__)
        return done(heard)

    async def _said(self, drawn: dict[str, Any], heard: Heard) -> None:
        """To whoever said something, and in a channel to nobody else."""
        channel, thread = heard.where.channel, heard.where.thread or None
        if heard.where.kind == "channel":
            await self._client.chat_postEphemeral(channel=channel, user=heard.user, thread_ts=thread, **drawn)
        else:
            await self._client.chat_postMessage(
                channel=channel, thread_ts=thread, unfurl_links=False, unfurl_media=False, **drawn
            )

    async def _respond(self, address: str, note: dict[str, Any]) -> None:
        session = self._client.session
        if session is None:
            raise RuntimeError("the client has no session of its own: make it with new_client")
        async with session.post(address, json=note, allow_redirects=False) as answer:
            if answer.status != 200:
                raise aiohttp.ClientError(f"status {answer.status}")

    async def _tried(self, what: str, call: Awaitable[object]) -> bool:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await call
        except _LOST as lost:
            why = code_of(lost) if isinstance(lost, SlackApiError) else type(lost).__name__
            log.warning("a %s could not be shown: %s", what, why)
            return False
        return True


def done(heard: Heard) -> BoltResponse:
    """The plain answer: seen, nothing to show; a finished form goes away with all its steps."""
    if isinstance(heard.what, Submitted):
        return _json({"response_action": "clear"})
    return BoltResponse(status=200)


def _next_step(form: ShownForm, reader: Reader, heard: Heard) -> BoltResponse:
    # Slack puts errors only beside inputs it is showing; anything else needs the step drawn anew.
    same = isinstance(heard.what, Submitted) and heard.what.token == form.token
    if form.errors and same and heard.inputs.issuperset(form.errors):
        return _json({"response_action": "errors", "errors": render.field_errors(form, reader)})
    return _json({"response_action": "update", "view": render.modal(form, reader)})


def _in_modal(heard: Heard) -> bool:
    return bool(heard.view) and heard.where.kind != "home"


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=orjson.dumps(body).decode(), headers={"content-type": "application/json"})
