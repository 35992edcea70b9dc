"""Somebody in the fake Slack: types, presses what they can read, fills in forms, and sees what Slack's clients show."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from tests.bot.slack import validator
from tests.bot.slack.seen import words
from tests.fakes import slack_form
from tests.fakes.slack_rules import Channel, Json, Outcome, elements, labels
from tests.second_step import LATER

if TYPE_CHECKING:
    from tests.fakes.slack import FakeSlack

_MARKUP = re.compile(r"(<[@#!][^<>]+>)")


class Person:
    """`troubles` are the sentences that Slack's own client showed because the bot did not answer well."""

    def __init__(self, slack: FakeSlack, user: str, name: str) -> None:
        self._slack, self._workspace = slack, slack.workspace
        self.id, self.name = user, name
        self.troubles: list[str] = []
        self._typed: dict[str, dict[str, Any]] = {}
        self._errors: dict[str, dict[str, str]] = {}

    # what they see

    @property
    def direct(self) -> Channel:
        return self._workspace.direct(self.id)

    def messages(self, channel: str = "") -> list[Json]:
        """The bot's messages in their direct message, or in a channel, the oldest first."""
        said = self._workspace.channels[channel].messages if channel else self.direct.messages
        return [message for message in said if message.get("bot_id")]

    def notes(self, channel: str = "") -> list[Json]:
        """What only they saw: ephemeral messages and the answers to their commands."""
        mine = [note for note in self._workspace.ephemerals if note["user_seeing"] == self.id]
        return [note for note in mine if not channel or note["channel"] == channel]

    @property
    def is_in_form(self) -> bool:
        return bool(self._workspace.stacks.get(self.id))

    @property
    def view(self) -> Json:
        """The modal on top."""
        assert self.is_in_form, f"{self.name} sees no modal; notes: {[words(note) for note in self.notes()]}"
        return self._workspace.views[self._workspace.stacks[self.id][-1]]

    @property
    def errors(self) -> dict[str, str]:
        """What the modal on top says is wrong, by input."""
        return self._errors.get(self.view["id"], {})

    @property
    def home(self) -> Json:
        return self._workspace.homes[self.id]

    # what they do

    async def dm(self, text: str, thread: str = "", **more: Any) -> Outcome:
        """Writes to the bot; `<@U2>` and the like stay mentions. `files` are sent with the words."""
        return await self._say(self.direct, text, thread, [("message", "im")], more)

    async def mention(self, channel: str, text: str, thread: str = "", **more: Any) -> Outcome:
        """Mentions the bot in a channel: Slack sends the message and the mention, two events of one sentence."""
        said = f"<@{self._workspace.bot_user}> {text}"
        kinds = [("message", "channel"), ("app_mention", "")]
        return await self._say(self._workspace.channels[channel], said, thread, kinds, more)

    async def command(self, text: str = "", channel: str = "") -> Outcome:
        where = self._workspace.channels[channel] if channel else self.direct
        payload = {
            "token": "-",
            "team_id": self._workspace.team,
            "team_domain": self._workspace.domain,
            "channel_id": where.id,
            "channel_name": where.name,
            "user_id": self.id,
            "user_name": self.name.lower(),
            "command": "/quickwin",
            "text": _escaped(text),
            "api_app_id": "A1",
            **({"enterprise_id": self._workspace.enterprise} if self._workspace.enterprise else {}),
            "is_enterprise_install": str(self._workspace.everywhere).lower(),
            "response_url": self._hook(where.id),
            "trigger_id": self._workspace.new_trigger(self.id),
        }
        outcome = await self._slack.send("command", payload)
        self._read_answer(outcome, where.id)
        return outcome

    async def press(self, shown: Json, label: str, **around: Any) -> Outcome:
        """Presses a button of a message, a modal or their home, by what stands on it; `around` forges the payload."""
        buttons = [part for part in elements(shown.get("blocks") or []) if part.get("type") == "button"]
        found = next((button for button in buttons if button["text"]["text"] == label), None)
        assert found is not None, f"{self.name} sees no {label!r}, only {labels(shown)}"
        outcome = await self._slack.send("interactive", self._press_payload(shown, found) | around)
        self._check_taken(outcome)
        return outcome

    def fill(self, view: Json, **answers: Any) -> None:
        """Types or picks; what stays unsaid keeps what the form proposed."""
        for name, answer in answers.items():
            block = slack_form.input_named(view, name)
            typed = slack_form.state_of(block, answer)
            self._typed.setdefault(view["id"], {})[name] = (block["element"]["action_id"], typed)

    async def submit(self, view: Json | None = None, /, **answers: Any) -> Outcome:
        """Finishes a form, as far as Slack's client lets them: what a proposal asks at its end is left as it is."""
        outcome = await self.submit_step(view, **answers)
        if self.is_in_form and (outcome.body or {}).get("response_action") == "update" and self._asks_more():
            outcome = await self.submit_step()
        return outcome

    def _asks_more(self) -> bool:
        asked = slack_form.names(self.view)
        return bool(asked) and asked <= LATER

    async def submit_step(self, view: Json | None = None, /, **answers: Any) -> Outcome:
        """Finishes a step, and does what the bot answers."""
        shown = self.view if view is None else view
        self.fill(shown, **answers)
        state = slack_form.submitted(shown, self._typed.get(shown["id"], {}))
        payload = {**self._interactive("view_submission"), "view": {**shown, "state": {"values": state}}}
        outcome = await self._slack.send("interactive", {**payload, "response_urls": []})
        self._check_taken(outcome)
        if outcome.status == 200:
            self._follow(shown["id"], outcome.body or {})
        return outcome

    async def close(self, view: Json | None = None) -> Outcome:
        """Closes the modal on top."""
        shown = self.view if view is None else view
        self._workspace.stacks[self.id].remove(shown["id"])
        if not shown.get("notify_on_close"):
            return Outcome(200)
        payload = self._interactive("view_closed")
        del payload["trigger_id"]
        return await self._slack.send("interactive", {**payload, "view": shown, "is_cleared": False})

    async def open_home(self, tab: str = "home") -> Outcome:
        shown = {"view": self._workspace.homes[self.id]} if self.id in self._workspace.homes else {}
        event = {"type": "app_home_opened", "user": self.id, "channel": self.direct.id, "tab": tab}
        return await self._slack.send_event({**event, "event_ts": self._workspace.new_ts(), **shown})

    async def shortcut(self, callback: str) -> Outcome:
        payload = {**self._interactive("shortcut"), "callback_id": callback, "action_ts": self._workspace.new_ts()}
        return await self._slack.send("interactive", payload)

    async def hand_over(self, message: Json, callback: str = "propose_from_message") -> Outcome:
        """A message shortcut."""
        channel = self._workspace.channels[message["channel"]]
        payload = {
            **self._interactive("message_action"),
            "callback_id": callback,
            "message_ts": message["ts"],
            "message": message,
            "channel": {"id": channel.id, "name": channel.name},
            "response_url": self._hook(channel.id),
            "action_ts": self._workspace.new_ts(),
        }
        outcome = await self._slack.send("interactive", payload)
        self._check_taken(outcome)
        return outcome

    async def change(self, **profile: Any) -> Outcome:
        """Changes their own profile, or leaves (`deleted=True`)."""
        self._workspace.members[self.id] |= profile
        event = {"type": "user_change", "user": self._workspace.members[self.id], "event_ts": self._workspace.new_ts()}
        return await self._slack.send_event(event)

    def say(self, channel: str, text: str) -> Json:
        """Writes in a channel, to people: the bot hears nothing of it."""
        message = {"type": "message", "user": self.id, "text": _escaped(text), "ts": self._workspace.new_ts()}
        self._workspace.channels[channel].messages.append({**message, "channel": channel})
        return self._workspace.channels[channel].messages[-1]

    # how it travels

    async def _say(
        self, channel: Channel, text: str, thread: str, kinds: list[tuple[str, str]], more: dict[str, Any]
    ) -> Outcome:
        member = self._workspace.members[self.id]
        said = {"user": self.id, "text": _escaped(text), "ts": self._workspace.new_ts(), "team": member["team_id"]}
        said |= {"channel": channel.id} | ({"thread_ts": thread} if thread else {})
        if files := more.pop("files", ()):
            # Slack leaves the team out of a message with files.
            del said["team"]
            said |= {"subtype": "file_share", "files": files, "upload": False}
        channel.messages.append({"type": "message", **said})
        outcome = Outcome(0)
        for kind, channel_type in kinds:
            where = {"channel_type": channel_type} if channel_type else {}
            outcome = await self._slack.send_event({**said, **where, "type": kind, "event_ts": said["ts"]}, **more)
        return outcome

    def _interactive(self, kind: str) -> Json:
        member, workspace = self._workspace.members[self.id], self._workspace
        team = {"id": workspace.team, "domain": workspace.domain}
        user = {"id": self.id, "username": self.name.lower(), "name": self.name.lower(), "team_id": member["team_id"]}
        return {
            "type": kind,
            "token": "-",
            "api_app_id": "A1",
            "user": user,
            "team": None if workspace.everywhere else team,
            "enterprise": {"id": workspace.enterprise} if workspace.enterprise else None,
            "is_enterprise_install": workspace.everywhere,
            "trigger_id": self._workspace.new_trigger(self.id),
        }

    def _press_payload(self, shown: Json, button: Json) -> Json:
        block = next(block for block in shown["blocks"] if button in list(elements(block)))
        action: Json = {
            name: button[name] for name in ("action_id", "text", "value", "style", "type") if name in button
        }
        action |= {"block_id": block["block_id"], "action_ts": self._workspace.new_ts()}
        around = self._in_view(shown) if shown.get("type") in ("modal", "home") else self._in_message(shown)
        return {**self._interactive("block_actions"), **around, "state": {"values": {}}, "actions": [action]}

    def _in_view(self, shown: Json) -> Json:
        return {"container": {"type": "view", "view_id": shown["id"]}, "view": shown}

    def _in_message(self, shown: Json) -> Json:
        channel = self._workspace.channels[shown["channel"]]
        is_ephemeral = bool(shown.get("is_ephemeral"))
        container = {"type": "message", "message_ts": shown["ts"], "channel_id": channel.id}
        container |= {"is_ephemeral": is_ephemeral} | (
            {"thread_ts": shown["thread_ts"]} if "thread_ts" in shown else {}
        )
        # Slack does not hand out the text of an ephemeral message again.
        message = {} if is_ephemeral else {"message": shown}
        place = {"channel": {"id": channel.id, "name": channel.name}, "response_url": self._hook(channel.id)}
        return {"container": container, **place, **message}

    def _hook(self, channel: str) -> str:
        return self._slack.hooks + self._workspace.new_hook(self.id, channel)

    # what the answer does

    def _read_answer(self, outcome: Outcome, channel: str) -> None:
        self._check_taken(outcome)
        if outcome.status != 200 or not outcome.body:
            return
        note = {"text": outcome.body} if isinstance(outcome.body, str) else outcome.body
        wrong = validator.problems_of_message(note)
        self._workspace.complaints += [f"the answer to a command: {problem}" for problem in wrong]
        self._workspace.keep_ephemeral(self.id, channel, note)

    def _check_taken(self, outcome: Outcome) -> None:
        if outcome.status != 200:
            why = "operation_timeout" if outcome.status == 0 else f"dispatch_failed ({outcome.status})"
            self.troubles.append(f"Slack shows: it failed with {why}")

    def _follow(self, name: str, answer: Json) -> None:
        """What Slack's client does with the answer to a submission."""
        stack = self._workspace.stacks[self.id]
        self._errors.pop(name, None)
        match answer.get("response_action"):
            case None:
                stack.remove(name)
            case "clear":
                stack.clear()
            case "update":
                self._workspace.put_view(name, answer["view"])
            case "push":
                self._workspace.push_view(self.id, answer["view"])
            case "errors":
                wrong = validator.problems_of_errors(answer["errors"], self._workspace.views[name])
                self._workspace.complaints += wrong
                self._errors[name] = answer["errors"]
            case other:
                self._workspace.complain(f"Slack knows no response_action {other!r}")


def _escaped(text: str) -> str:
    parts = _MARKUP.split(text)
    return "".join(part if _MARKUP.fullmatch(part) else html.escape(part, quote=False) for part in parts)
