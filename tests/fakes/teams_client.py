"""Somebody in the fake Teams: types, presses what they can read, fills in forms, and sees what Teams' clients show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.bot.teams import validator
from tests.fakes import teams_form
from tests.fakes.teams_installer import Installer
from tests.fakes.teams_rules import CARD, TOLD, Conversation, Dialog, Json, Message, Outcome
from tests.fakes.teams_sender import as_html, from_card, payload, with_names
from tests.second_step import LATER

if TYPE_CHECKING:
    from tests.fakes.teams_cloud import FakeTeams

FAILED = "Something went wrong. Try again."
_NOT_SENT = Outcome(0, sent=False)
_THEME = {"theme": "default"}


class Person(Installer):
    """`troubles` are the sentences Teams' own client showed because the bot did not answer well, `toasts` the bot's short ones.

    `old_client` is one that knows no Action.Execute.
    """

    def __init__(self, teams: FakeTeams, profile: Json, zone: str, locale: str) -> None:
        super().__init__(teams, profile, zone, locale)
        self.old_client = False
        self.dialog: Dialog | None = None
        self.troubles: list[str] = []
        self.toasts: list[str] = []
        self._typed: list[tuple[Json, dict[str, str]]] = []

    # what they see

    def messages(self, where: Conversation | None = None) -> list[Message]:
        """The bot's messages in their personal chat or elsewhere, the oldest first."""
        seen = (self.chat if where is None else where).seen
        return [message for message in seen if message.by == self._workspace.bot["id"]]

    def reads(self, where: Conversation | None = None) -> list[str]:
        """The bot's words there as this person sees them, the newest last."""
        return [message.reads(self.id) for message in self.messages(where)]

    def notices(self, where: Conversation | None = None) -> list[str]:
        """What the notifications said, the newest last."""
        said = [message.activity for message in self.messages(where)]
        return [str(one.get("summary") or one.get("text") or "") for one in said]

    def buttons(self, where: Conversation | None = None) -> list[str]:
        """The labels on the newest card, or of the dialog that is open."""
        if self.dialog is not None:
            return teams_form.labels(self.dialog.card)
        cards = (message.card(self.id) for message in reversed(self.messages(where)))
        return next((teams_form.labels(card) for card in cards if card is not None), [])

    @property
    def form(self) -> Json:
        """The newest card with something to fill in."""
        return self._form()[1]

    # what they do

    async def says(
        self,
        text: str,
        *,
        in_channel: Conversation | None = None,
        in_group: Conversation | None = None,
        thread: Message | str = "",
        mention: bool = True,
        people: Sequence[Person] = (),
        **around: Any,
    ) -> Outcome:
        """Writes to the bot. In a channel or a group it hears only what mentions it; `@Bob` names one of `people`."""
        where = in_channel or in_group or self.chat
        self._must_be_heard(where, mention)
        mentioned = [self._workspace.bot] if mention and where.kind != "personal" else []
        said = with_names(text, people)
        if mentioned:
            said = f"<at>{self._workspace.bot['name']}</at> {said}" + ("\n" if where.kind == "channel" else "")
        mentioned += [{"id": person.id, "name": person.name} for person in people]
        hangs_on = thread.thread if isinstance(thread, Message) else thread
        message = self._workspace.keep(where, self.id, {"type": "message", "text": said}, hangs_on)
        parts: Json = {"id": message.id, "text": said, "textFormat": "plain", "attachments": as_html(said)}
        if where.kind != "personal" and not mention:
            return _NOT_SENT
        entities = [{"type": "mention", "text": f"<at>{who['name']}</at>", "mentioned": who} for who in mentioned]
        return await self._send("message", where, message.thread, {**parts, "entities": entities}, around)

    def write(self, text: str, where: Conversation, thread: str = "", *, rich: bool = False) -> Message:
        """Writes to people: the bot hears nothing of it. What is `rich` was formatted, and stands here as HTML."""
        form = {"textFormat": "xhtml"} if rich else {}
        return self._workspace.keep(where, self.id, {"type": "message", "text": text, **form}, thread)

    async def press(
        self,
        label: str,
        *,
        in_channel: Conversation | None = None,
        in_group: Conversation | None = None,
        message: Message | None = None,
        old_client: bool | None = None,
        **around: Any,
    ) -> Outcome:
        """Presses the newest button of that label that they can see; with what they typed in its card."""
        if self.dialog is not None:
            pressed = teams_form.button(self.dialog.card, label)
            assert pressed is not None, f"the dialog has no {label!r}, only {teams_form.labels(self.dialog.card)}"
            return await self._finish_dialog(self.dialog, pressed, around)
        where, found = self._with_button(label, in_channel or in_group, message)
        return await self._act(where, found, label, self.old_client if old_client is None else old_client, around)

    def types(self, **answers: Any) -> None:
        """Types or picks in the newest form or the dialog; what stays unsaid keeps what was proposed."""
        card = self.form
        kept = self._answers(card)
        for name, answer in answers.items():
            kept[name] = teams_form.typed(card, name, answer)

    async def fill(self, label: str = "", /, **answers: Any) -> Outcome:
        """Fills in the newest form or the dialog and sends it; what a proposal asks at its end is left as it is."""
        outcome = await self.fill_step(label, **answers)
        if self._asks_more():
            outcome = await self.fill_step()
        return outcome

    def _asks_more(self) -> bool:
        asked = set(teams_form.inputs(found[1])) if (found := self._found_form()) else set()
        return bool(asked) and asked <= LATER

    async def fill_step(self, label: str = "", /, **answers: Any) -> Outcome:
        """Fills in one step of it, and presses what sends that."""
        self.types(**answers)
        message, card = self._form()
        title = label or str(teams_form.submit_of(card)["title"])
        return await self.press(title, message=message)

    async def hands_over(
        self,
        said: Message | str,
        command: str = "propose",
        *,
        where: Conversation | None = None,
        by: Person | None = None,
        **around: Any,
    ) -> Outcome:
        """A message action: from the menu of a message, which need not be in a chat that has the bot."""
        place = where or self.chat
        message = (by or self).write(said, place) if isinstance(said, str) else said
        value = {
            "commandId": command,
            "commandContext": "message",
            "messagePayload": payload(self, self._workspace.people, place, message),
        }
        parts = {"name": "composeExtension/fetchTask", "value": {**value, "context": _THEME}}
        outcome = await self._send("invoke", place, message.thread, from_card(parts), around)
        self._follow_task(outcome, Dialog("", {}, place, message.thread, "", value), first=True)
        return outcome

    def close(self) -> None:
        """Closes the dialog; Teams tells nobody."""
        assert self.dialog is not None, f"{self.name} sees no dialog"
        self.dialog = None

    # cards

    def _chats(self) -> list[Conversation]:
        return [self.chat, *(one for one in self._workspace.conversations.values() if self._is_in(one))]

    def _is_in(self, where: Conversation) -> bool:
        return where.kind != "personal" and self.id in where.members

    def _cards(self, only: Conversation | None) -> list[tuple[Conversation, Message, Json]]:
        """What they see with a card on it, the newest first."""
        places = self._chats() if only is None else [only]
        found = [(place, message) for place in places for message in self.messages(place)]
        found.sort(key=lambda one: int(one[1].id), reverse=True)
        drawn = [(place, message, message.card(self.id)) for place, message in found]
        return [(place, message, card) for place, message, card in drawn if card is not None]

    def _with_button(
        self, label: str, only: Conversation | None, wanted: Message | None
    ) -> tuple[Conversation, Message]:
        cards = self._cards(only)
        for place, message, card in cards:
            if (wanted is None or message is wanted) and teams_form.button(card, label) is not None:
                return place, message
        seen = [teams_form.labels(card) for _, _, card in cards]
        raise AssertionError(f"{self.name} sees no {label!r}, only {seen}")

    def _form(self) -> tuple[Message | None, Json]:
        found = self._found_form()
        assert found, f"{self.name} sees no form; they read {self.reads()}"
        return found

    def _found_form(self) -> tuple[Message | None, Json] | None:
        if self.dialog is not None:
            return None, self.dialog.card
        return next(((message, card) for _, message, card in self._cards(None) if teams_form.inputs(card)), None)

    def _answers(self, card: Json) -> dict[str, str]:
        """What is typed stays with the card it is typed in: one drawn anew begins with what it proposes."""
        found = next((answers for shown, answers in self._typed if shown is card), None)
        if found is None:
            found = {}
            self._typed.append((card, found))
        return found

    async def _act(self, where: Conversation, message: Message, label: str, old: bool, around: Json) -> Outcome:
        card = message.card(self.id)
        action = teams_form.button(card, label) if card else None
        assert card is not None and action is not None
        if action["type"] == "Action.Execute" and old:
            fallback = action.get("fallback")
            assert isinstance(fallback, dict), f"an old client does not show {label!r}: it has no fallback"
            action = {**fallback, "title": fallback.get("title", label)}
        data: Json = {**action.get("data", {}), **teams_form.submitted(card, action, self._answers(card))}
        match action["type"]:
            case "Action.Execute":
                return await self._execute(where, message, action, data, around)
            case "Action.Submit":
                return await self._submit(where, message, data, around)
            case kind:
                raise AssertionError(f"the fake cannot press a {kind}")

    async def _execute(self, where: Conversation, message: Message, action: Json, data: Json, around: Json) -> Outcome:
        told = {name: action[name] for name in ("type", "title", "id", "verb") if name in action}
        value: Json = {"action": {**told, "data": data}, "trigger": "manual"}
        parts = from_card({"name": "adaptiveCard/action", "value": value, "replyToId": message.id})
        outcome = await self._send("invoke", where, message.thread, parts, around)
        self._follow_card(outcome, message)
        return outcome

    async def _submit(self, where: Conversation, message: Message, data: Json, around: Json) -> Outcome:
        """What an Action.Submit does is said in its data: a message of that value, unless it asks for a dialog."""
        asked = data.get("msteams") or {}
        legacy = {"source": {"name": "message"}, "legacy": {"replyToId": f"1:{message.id}"}}
        parts: Json = {"replyToId": message.id, "channelData": legacy, "value": data}
        if asked.get("type") == "task/fetch":
            parts |= {"name": "task/fetch", "value": {"data": data, "context": _THEME}}
            outcome = await self._send("invoke", where, message.thread, parts, around)
            self._follow_task(outcome, Dialog("", {}, where, message.thread, message.id, {}), first=True)
            return outcome
        parts["id"] = self._workspace.new_id()
        if asked.get("text"):
            parts["text"] = asked["text"]
        outcome = await self._send("message", where, message.thread, parts, around)
        self._check_taken(outcome)
        return outcome

    async def _finish_dialog(self, dialog: Dialog, action: Json, around: Json) -> Outcome:
        assert action["type"] == "Action.Submit", f"a dialog sends nothing for an {action['type']}"
        answers = teams_form.submitted(dialog.card, action, self._answers(dialog.card))
        value = {**dialog.command, "data": {**action.get("data", {}), **answers}, "context": _THEME}
        name = "composeExtension/submitAction" if dialog.command else "task/submit"
        parts = from_card({"name": name, "value": value, "replyToId": dialog.message or None})
        outcome = await self._send("invoke", dialog.where, dialog.thread, parts, around)
        self._follow_task(outcome, dialog, first=False)
        return outcome

    # what the answer does

    def _follow_card(self, outcome: Outcome, message: Message) -> None:
        """What Teams' client does with the answer to an Action.Execute."""
        if not self._check_taken(outcome):
            return
        answer = outcome.body if isinstance(outcome.body, dict) else {}
        match answer.get("statusCode"), answer.get("type"), answer.get("value"):
            case 200, kind, dict() as card if kind == CARD:
                self._check_card("the answer to a click", card)
                message.views[self.id] = card
            case 200, kind, str() as sentence if kind == TOLD:
                self.toasts.append(sentence)
            case int() as status, "application/vnd.microsoft.error", dict() as error if status >= 400:
                self.troubles.append(f"Teams shows: {error.get('message') or FAILED}")
            case _:
                self._workspace.complaints.append(f"the answer to a click: Teams knows no {outcome.body!r}")

    def _follow_task(self, outcome: Outcome, asked: Dialog, *, first: bool) -> None:
        """What it does with the answer to a dialog or a message action."""
        if not self._check_taken(outcome):
            return
        answer = outcome.body if isinstance(outcome.body, dict) else {}
        self.dialog = None
        match answer.get("task"):
            case {"type": "continue", "value": {"title": str(title), "card": {"contentType": kind, "content": card}}}:
                problems = [] if kind == CARD and title.strip() else ["a dialog needs a title and a card"]
                self._workspace.complaints += problems
                self._check_card("a dialog", card)
                self.dialog = Dialog(title, card, asked.where, asked.thread, asked.message, asked.command)
            case {"type": "message", "value": str(sentence)}:
                self.toasts.append(sentence)
            case None if not first:
                pass
            case other:
                self._workspace.complaints.append(f"the answer to a dialog: Teams knows no {other!r}")

    def _check_card(self, what: str, card: Json) -> None:
        self._workspace.complaints += [f"{what}: {problem}" for problem in validator.problems_of(card)]

    def _check_taken(self, outcome: Outcome) -> bool:
        if outcome.status not in (200, 201, 202):
            self.troubles.append(f"Teams shows: {FAILED} ({outcome.status or 'no answer in time'})")
            return False
        return True

    def _must_be_heard(self, where: Conversation, mention: bool) -> None:
        assert self.id in where.members, f"{self.name} is not in that chat"
        known = self.id in self._workspace.installed if where.kind == "personal" else where.has_bot
        assert known or not mention, f"{self.name} cannot write to the bot there: it was not added"
