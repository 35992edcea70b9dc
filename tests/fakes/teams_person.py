"""Somebody at a Teams client: types, presses, fills forms, hands messages over, and sees what the client would show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.bot.teams import seen, validator
from tests.fakes.teams import APP, CARD, TENANT, Chat, FakeTeams, Json

BOT = {"id": f"28:{APP}", "name": "Quickwin"}


@dataclass
class Person:
    """`views` are cards a click has put in place of others, for this person alone."""

    teams: FakeTeams
    name: str
    number: int
    zone: str = "UTC"
    locale: str = "en-US"
    tenant: str = TENANT
    views: dict[str, tuple[int, Json]] = field(default_factory=dict)
    dialog: Json | None = None
    last: Json = field(default_factory=dict)

    @property
    def aad(self) -> str:
        return f"{self.number:08d}-0000-4000-8000-000000000000"

    @property
    def mri(self) -> str:
        return f"29:{self.name}"

    @property
    def chat(self) -> Chat:
        return self.teams.personal(self.teams.profiles[self.name])

    async def installs(self) -> None:
        self.teams.profiles[self.name]["installed"] = True
        await self._send({"type": "installationUpdate", "action": "add"})
        await self._send({"type": "conversationUpdate", "membersAdded": [BOT]})

    async def adds_to(self, chat: Chat, team: str = "19:team@thread.tacv2") -> None:
        channel = {"team": {"id": team, "name": "Everybody"}}
        await self._send({"type": "conversationUpdate", "membersAdded": [BOT]}, chat, channel=channel)

    async def says(self, text: str, chat: Chat | None = None, thread: str = "") -> None:
        """In the personal chat; elsewhere the bot hears only what mentions it."""
        if chat is None:
            await self._send({"type": "message", "text": text, "textFormat": "plain"})
            return
        mention = {"type": "mention", "text": "<at>Quickwin</at>", "mentioned": BOT}
        said = {"type": "message", "text": f"<at>Quickwin</at> {text}", "entities": [mention]}
        await self._send(said, chat, thread)

    async def press(self, label: str, chat: Chat | None = None, *, old_client: bool = False) -> None:
        """The newest button of that label this person sees."""
        where = chat or self.chat
        message, action = self._button(label, where)
        await self._act(action, {}, where, message, old_client)

    async def fill(self, chat: Chat | None = None, /, **answers: str) -> None:
        """The newest form in the chat, what was filled in already kept, and its button pressed."""
        where = chat or self.chat
        message = next(one for one in reversed(self._shown(where)) if seen.inputs(self._card(one)))
        card = self._card(message)
        (action,) = card["actions"]
        await self._act(action, self._filled(card, answers), where, message["id"], old_client=False)

    async def fill_dialog(self, **answers: str) -> None:
        assert self.dialog is not None, "no dialog is open"
        (action,) = self.dialog["actions"]
        data = {**self._filled(self.dialog, answers), **action["data"]}
        value = {"data": data, "context": {"theme": "default"}, "commandId": "propose"}
        self._dialog_of(await self._send({"type": "invoke", "name": "composeExtension/submitAction", "value": value}))

    async def hands_over(self, text: str) -> None:
        body = {"contentType": "html", "content": text}
        value = {
            "commandId": "propose",
            "messagePayload": {"id": "1", "body": body, "linkToMessage": "https://teams/l/1"},
        }
        self._dialog_of(await self._send({"type": "invoke", "name": "composeExtension/fetchTask", "value": value}))

    async def again(self) -> tuple[int, Json]:
        """The last thing once more, as Teams sends it when an answer was slow: with another id."""
        return await self.teams.deliver({**self.last, "id": f"again-{next(self.teams.numbers)}"})

    @property
    def reads(self) -> list[str]:
        """The personal chat, newest last."""
        return [seen.words(self._card(message)) for message in self._shown(self.chat)]

    def sees(self, chat: Chat) -> list[str]:
        return [seen.words(self._card(message)) for message in self._shown(chat)]

    # what a client does

    def _shown(self, chat: Chat) -> list[Json]:
        return [message for message in chat.messages.values() if message.get("attachments")]

    def _card(self, message: Mapping[str, Any]) -> Json:
        (attachment,) = message["attachments"]
        sent: Json = attachment["content"]
        revision, card = self.views.get(message["id"], (0, sent))
        return card if revision == message.get("revision", 0) else sent

    def _button(self, label: str, chat: Chat) -> tuple[str, Mapping[str, Any]]:
        for message in reversed(self._shown(chat)):
            found = seen.buttons(self._card(message)).get(label)
            if found is not None:
                return message["id"], found
        raise AssertionError(f"no button “{label}” in: {self.sees(chat)}")

    def _filled(self, card: Json, answers: Mapping[str, str]) -> Json:
        inputs = seen.inputs(card)
        if unknown := answers.keys() - inputs.keys():
            raise AssertionError(f"the form does not ask for {unknown}, only for {list(inputs)}")
        values = {name: answers.get(name, str(thing.get("value", ""))) for name, thing in inputs.items()}
        for name, thing in inputs.items():
            choices = {choice["value"] for choice in thing.get("choices", [])}
            if thing.get("isRequired") and not values[name].strip():
                raise AssertionError(f"the client does not send {name} empty: {thing['errorMessage']}")
            searched = "choices.data" in thing
            if choices and values[name] and not searched and not set(values[name].split(",")) <= choices:
                raise AssertionError(f"{values[name]} is no choice of {name}")
        return {name: value for name, value in values.items() if value}

    async def _act(self, action: Mapping[str, Any], typed: Json, chat: Chat, message: str, old_client: bool) -> None:
        if old_client:
            value = {**typed, **action["fallback"]["data"]}
            await self._send({"type": "message", "value": value, "replyToId": message}, chat)
            return
        value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": {**typed, **action["data"]}}}
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": message}
        answer = await self._send(invoke, chat)
        if answer.get("type") == CARD:
            validator.must_be_a_card(answer["value"])
            self.views[message] = chat.messages[message].get("revision", 0), answer["value"]
        elif answer.get("statusCode") != 200:
            raise AssertionError(f"the click was refused: {answer}")

    def _dialog_of(self, answer: Json) -> None:
        task = answer.get("task")
        self.dialog = task["value"]["card"]["content"] if task and task["type"] == "continue" else None
        if self.dialog is not None:
            validator.must_be_a_card(self.dialog)

    async def _send(self, what: Json, chat: Chat | None = None, thread: str = "", channel: Json | None = None) -> Json:
        where = chat or self.chat
        conversation = f"{where.id};messageid={thread}" if thread else where.id
        self.last = {
            "id": f"f:{next(self.teams.numbers)}", "channelId": "msteams", "serviceUrl": self.teams.service_url,
            "from": {"id": self.mri, "name": self.name, "aadObjectId": self.aad}, "recipient": BOT,
            "conversation": {"id": conversation, "conversationType": where.kind, "tenantId": self.tenant},
            "channelData": {"tenant": {"id": self.tenant}, **(channel or {})},
            "locale": self.locale, "localTimezone": self.zone, **what,
        }  # fmt: skip
        status, body = await self.teams.deliver(self.last)
        if status >= 300:
            raise AssertionError(f"the bot answered {status}: {body}")
        return body


def person(teams: FakeTeams, name: str, **more: Any) -> Person:
    """Somebody of the tenant, known to the roster."""
    extra: Json = {key: more.pop(key) for key in ("email", "userRole") if key in more}
    made = Person(teams, name, len(teams.profiles) + 1, **more)
    teams.profiles[name] = {
        "id": made.mri, "name": name, "aadObjectId": made.aad, "tenantId": made.tenant,
        "email": f"{name.casefold()}@acme.example", "userPrincipalName": f"{name}@upn.example", "userRole": "user", **extra,
    }  # fmt: skip
    teams.personal(teams.profiles[name])
    return made
