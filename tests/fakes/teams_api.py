"""The connector of the fake Teams: people, chats and teams, and the REST calls a bot makes, with their documented refusals."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from itertools import count

from tests.fakes.teams_rules import (
    CHAT_RATES,
    READ_RATES,
    TENANT_RATES,
    THREAD,
    Conversation,
    Json,
    Message,
    Rates,
    Refused,
    Team,
    problems_of_activity,
)

PAGE = 2
_READS = ("member", "members", "channels", "team")


class Workspace:
    """Everything the fake remembers of a tenant. `complaints` are payloads that Teams would refuse or that break our own rules."""

    def __init__(self, tenant: str, app_id: str, clock: Callable[[], float]) -> None:
        self.tenant, self.clock, self.shift = tenant, clock, 0.0
        self.bot: Json = {"id": f"28:{app_id}", "name": "Quickwin"}
        self.people: dict[str, Json] = {}
        self.installed: set[str] = set()
        self.conversations: dict[str, Conversation] = {}
        self.teams: dict[str, Team] = {}
        self.complaints: list[str] = []
        self.keeps_rates = False
        self.numbers = count(1)
        self._rates = {"chat": Rates(CHAT_RATES), "read": Rates(READ_RATES), "tenant": Rates(TENANT_RATES)}
        self._newest = 0

    # time and ids

    def now(self) -> float:
        return self.clock() + self.shift

    def new_id(self) -> str:
        """Messages are named by the millisecond they came in."""
        self._newest = max(self._newest + 1, int(self.now() * 1000))
        return str(self._newest)

    # what there is

    def meet(self, profile: Json, *, installed: bool) -> None:
        self.people[profile["id"]] = profile
        if installed:
            self.installed.add(profile["id"])

    def personal(self, person: str) -> Conversation:
        """The chat of a person and the bot: there is only one."""
        profile = self.people[person]
        name = f"a:1{profile['aadObjectId'].replace('-', '')}"
        if name not in self.conversations:
            made = Conversation(name, "personal", profile["tenantId"], members=[person])
            self.conversations[name] = made
        return self.conversations[name]

    def private(self, one: str, other: str) -> Conversation:
        """A chat of two people, where no bot can be."""
        chat = f"19:{self.people[one]['aadObjectId']}_{self.people[other]['aadObjectId']}@unq.gbl.spaces"
        made = Conversation(chat, "personal", self.tenant, members=[one, other], has_bot=False)
        self.conversations[chat] = made
        return made

    def group(self, name: str, members: list[str], *, has_bot: bool) -> Conversation:
        chat = f"19:{next(self.numbers):032x}@thread.v2"
        made = Conversation(chat, "groupChat", self.tenant, name, members=members, has_bot=has_bot)
        self.conversations[chat] = made
        return made

    def team(self, name: str, members: list[str], *, has_bot: bool) -> Team:
        number = next(self.numbers)
        team = f"19:{number:032x}@thread.tacv2"
        made = Team(team, name, self.tenant, f"{number:08x}-7ea3-4000-8000-000000000000")
        general = Conversation(team, "channel", self.tenant, "", made, members, has_bot)
        made.channels.append(general)
        self.teams[team], self.conversations[team] = made, general
        return made

    def channel(self, name: str, team: Team) -> Conversation:
        chat = f"19:{next(self.numbers):032x}@thread.tacv2"
        made = Conversation(chat, "channel", self.tenant, name, team, team.members, team.general.has_bot)
        self.conversations[chat] = made
        team.channels.append(made)
        return made

    def keep(self, where: Conversation, by: str, activity: Json, thread: str = "") -> Message:
        """A message as it stands in the chat from now on; in a channel one without a thread begins its own."""
        name = self.new_id()
        hangs_on = (thread or name) if where.kind == "channel" else ""
        where.messages.append(Message(name, by, activity, hangs_on, self.now()))
        return where.messages[-1]

    # one call

    def allow(self, operation: str, conversation: str) -> None:
        """Raises Refused where the documented rates are kept and were not."""
        if not self.keeps_rates:
            return
        kind = "read" if operation in _READS else "chat"
        key = f"{kind} {conversation.partition(THREAD)[0]}"
        wait = self._rates["tenant"].use(self.tenant, self.now()) or self._rates[kind].use(key, self.now())
        if wait:
            raise Refused(429, retry_after=max(1.0, float(int(wait + 0.999))))

    def run(
        self, operation: str, path: tuple[str, ...], query: Mapping[str, str], body: Json
    ) -> tuple[int, Json | None]:
        """Status and body of the answer. Raises Refused."""
        match operation, path:
            case "create", _:
                return 201, self._create(body)
            case "send", (chat,):
                return 201, {"id": self._send(chat, body, "")}
            case "reply", (chat, parent):
                return 201, {"id": self._send(chat, body, parent)}
            case "update", (chat, message):
                return 200, self._update(chat, message, body)
            case "delete", (chat, message):
                self._written(chat, message).is_deleted = True
                return 200, None
            case "member", (chat, person):
                return 200, self._member(chat, person)
            case "members", (chat,):
                return 200, self._members(chat, query)
            case "channels", (team,):
                return 200, {"conversations": [self._listed(one) for one in self._team(team).channels]}
            case "team", (team,):
                found = self._team(team)
                return 200, {"id": found.id, "name": found.name, "aadGroupId": found.group}
            case _:
                raise Refused(404)

    def _create(self, body: Json) -> Json:
        if (body.get("bot") or {}).get("id") != self.bot["id"]:
            raise Refused(400, "BadSyntax")
        if body.get("isGroup"):
            return self._begin_thread(body)
        members = body.get("members") or []
        tenant = body.get("tenantId") or ((body.get("channelData") or {}).get("tenant") or {}).get("id")
        if len(members) != 1 or tenant != self.tenant:
            raise Refused(400, "BadSyntax")
        person = self._person(str(members[0].get("id", "")))
        if person is None or self.people[person]["tenantId"] != tenant:
            raise Refused(404, "UserNotFound")
        if person not in self.installed:
            raise Refused(403, "ForbiddenOperationException")
        return {"id": self.personal(person).id}

    def _begin_thread(self, body: Json) -> Json:
        channel = ((body.get("channelData") or {}).get("channel") or {}).get("id", "")
        if not isinstance(body.get("activity"), dict):
            raise Refused(400, "BadSyntax")
        name = self._send(str(channel), body["activity"], "")
        return {"id": f"{channel}{THREAD}{name}", "activityId": name}

    def _send(self, chat: str, activity: Json, parent: str) -> str:
        where, thread = self._open(chat)
        if parent and where.message(parent) is None:
            raise Refused(404, "ActivityNotFoundInConversation")
        self._check(activity, chat)
        if activity["type"] == "typing":
            return self.new_id()
        if not thread and parent and where.kind == "channel":
            answered = where.message(parent)
            thread = answered.thread if answered else ""
        return self.keep(where, self.bot["id"], activity, thread).id

    def _update(self, chat: str, name: str, activity: Json) -> Json:
        message = self._written(chat, name)
        self._check(activity, chat)
        if activity["type"] != "message":
            raise Refused(400, "BadSyntax")
        message.before.append(message.activity)
        message.activity = activity
        # What a click had put in place for one person gives way to what everybody sees now.
        message.views.clear()
        return {"id": name}

    def _written(self, chat: str, name: str) -> Message:
        """A message of the bot's own that still stands."""
        where, thread = self._open(chat)
        message = where.message(name)
        if message is None or (thread and message.thread != thread):
            raise Refused(404, "ActivityNotFoundInConversation")
        if message.by != self.bot["id"]:
            raise Refused(403, "ForbiddenOperationException")
        return message

    def _open(self, chat: str) -> tuple[Conversation, str]:
        """Where the bot may write, and the thread of it that was named."""
        name, _, thread = chat.partition(THREAD)
        where = self.conversations.get(name)
        if where is None:
            raise Refused(404, "ConversationNotFound")
        if where.kind == "personal" and where.members[0] not in self.installed:
            raise Refused(403, "MessageWritesBlocked")
        if where.is_blocked:
            raise Refused(403, "MessageWritesBlocked")
        if not where.has_bot:
            raise Refused(403, "BotNotInConversationRoster")
        if thread and (where.kind != "channel" or not any(one.id == thread for one in where.messages)):
            raise Refused(404, "ConversationNotFound")
        return where, thread

    def _check(self, activity: Json, chat: str) -> None:
        if wrong := problems_of_activity(activity, chat):
            self.complaints += [f"an activity: {problem}" for problem in wrong]
            raise Refused(400, "BadSyntax")

    # who

    def _person(self, name: str) -> str | None:
        """By the id that only this bot knows them by, or by the directory's."""
        found = (each for each in self.people.values() if name in (each["id"], each["aadObjectId"]))
        return next((each["id"] for each in found), None)

    def _roster(self, chat: str) -> Conversation:
        where = self.conversations.get(chat.partition(THREAD)[0])
        if where is None:
            raise Refused(404, "ConversationNotFound")
        if not where.has_bot or (where.kind == "personal" and where.members[0] not in self.installed):
            raise Refused(403, "BotNotInConversationRoster")
        return where

    def _member(self, chat: str, name: str) -> Json:
        where, person = self._roster(chat), self._person(name)
        if person is None or person not in where.members:
            raise Refused(404, "MemberNotFoundInConversation")
        return self.people[person]

    def _members(self, chat: str, query: Mapping[str, str]) -> Json:
        """Only teams come in pages; how many stand on one is up to the service, whatever was asked for."""
        where = self._roster(chat)
        everybody = [self.people[person] for person in where.members]
        if where.kind != "channel":
            return {"members": everybody}
        start = _start(query.get("continuationToken", ""))
        page: Json = {"members": everybody[start : start + PAGE]}
        following = start + PAGE
        return page | ({"continuationToken": _page_token(following)} if following < len(everybody) else {})

    def _team(self, name: str) -> Team:
        team = self.teams.get(name)
        if team is None:
            raise Refused(404, "TeamNotFound")
        if not team.general.has_bot:
            raise Refused(403, "BotNotInConversationRoster")
        return team

    def _listed(self, channel: Conversation) -> Json:
        return {"id": channel.id, "name": channel.name or None, "type": "standard"}


def _page_token(start: int) -> str:
    """Opaque, and full of signs that have a meaning in an address."""
    return "+/=" + base64.b64encode(f"page?{start}&".encode()).decode()


def _start(token: str) -> int:
    if not token:
        return 0
    try:
        told = base64.b64decode(token.removeprefix("+/="), validate=True).decode()
        return int(told.removeprefix("page?").removesuffix("&"))
    except (ValueError, binascii.Error):
        raise Refused(400, "BadArgument") from None
