"""The Web API of the fake Slack: the methods the bot uses, with the limits and errors that Slack documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import count

from tests.bot.slack import validator
from tests.fakes.slack_files import Files
from tests.fakes.slack_rules import MOST_VIEWS, Channel, Fault, Hook, Json, Refused, Trigger, with_block_ids

BOT_TOKEN = "xoxb-fake"
APP_TOKEN = "xapp-fake"
PAGE = 2


class Workspace:
    """Everything the fake remembers. `complaints` are payloads that Slack would refuse or that break our own rules."""

    def __init__(self, team: str, domain: str, clock: Callable[[], float]) -> None:
        self.team, self.domain, self.clock, self.shift = team, domain, clock, 0.0
        self.bot_user, self.bot_id = "UBOT", "BBOT"
        self.enterprise, self.everywhere = "", False
        self.tokens: dict[str, float | None] = {BOT_TOKEN: None}
        self.members: dict[str, Json] = {}
        self.rests: dict[str, tuple[float, float]] | None = {}  # None: the bot may not know
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[Json] = []
        self.views: dict[str, Json] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, Json] = {}
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.faults: dict[str, list[Fault]] = {}
        self.calls: list[tuple[str, Json]] = []
        self.complaints: list[str] = []
        self.numbers = count(1)
        self.socket_address = ""
        self.files = Files()
        self.history_page = 15  # as little as Slack gives to some apps

    # whose it is

    @property
    def installed_team(self) -> str | None:
        """What payloads name as the team of the installation: none when the organisation above it has installed the bot."""
        return None if self.everywhere else self.team

    # time and ids

    def now(self) -> float:
        return self.clock() + self.shift

    def new_ts(self) -> str:
        return f"{int(self.now())}.{next(self.numbers):06d}"

    def new_trigger(self, user: str) -> str:
        name = f"{next(self.numbers)}.trigger"
        self.triggers[name] = Trigger(user, self.now())
        return name

    def new_hook(self, user: str, channel: str) -> str:
        name = f"hook{next(self.numbers)}"
        self.hooks[name] = Hook(user, channel, self.now())
        return name

    def direct(self, user: str) -> Channel:
        name = f"D{user[1:]}"
        return self.channels.setdefault(name, Channel(name, "directmessage", {user, self.bot_user}, is_private=True))

    # one call

    def call(self, method: str, token: str, asked: Json) -> Json:
        """The answer's body. Raises Refused."""
        self.calls.append((method, asked))
        known: dict[str, float | None] = {APP_TOKEN: None} if method == "apps.connections.open" else self.tokens
        if token not in known:
            raise Refused("invalid_auth" if token else "not_authed")
        if (ends := known[token]) is not None and self.now() >= ends:
            raise Refused("token_expired")
        run = getattr(self, "_" + re.sub(r"[.]|(?=[A-Z])", "_", method).lower(), None)
        if run is None:
            raise Refused("unknown_method")
        answer: Json = run(asked)
        return {"ok": True, **answer}

    def check(self, what: str, problems: list[str], error: str = "invalid_arguments") -> None:
        if problems:
            self.complaints += [f"{what}: {problem}" for problem in problems]
            raise Refused(error)

    def complain(self, what: str) -> None:
        self.complaints.append(what)

    # who

    def _auth_test(self, _: Json) -> Json:
        names = {"team": self.domain, "user": "quickwin", "url": f"https://{self.domain}.slack.com/"}
        above = {"enterprise_id": self.enterprise} if self.enterprise else {}
        return {**names, **above, "team_id": self.team, "user_id": self.bot_user, "bot_id": self.bot_id}

    def _auth_revoke(self, _: Json) -> Json:
        self.tokens.clear()
        return {"revoked": True}

    def _team_info(self, _: Json) -> Json:
        return {"team": {"id": self.team, "name": self.domain, "domain": self.domain}}

    def _users_info(self, asked: Json) -> Json:
        member = self.members.get(asked.get("user", ""))
        if member is None:
            raise Refused("user_not_found")
        return {"user": self._visible(member, asked)}

    def _users_list(self, asked: Json) -> Json:
        start = int(asked.get("cursor") or 0)
        everybody = [self._visible(member, asked) for member in self.members.values()]
        following = str(start + PAGE) if start + PAGE < len(everybody) else ""
        return {"members": everybody[start : start + PAGE], "response_metadata": {"next_cursor": following}}

    def _dnd_team_info(self, asked: Json) -> Json:
        users = [user for user in asked.get("users", "").split(",") if user]
        self.check("dnd.teamInfo", ["more than 50 users"] if len(users) > 50 else [])
        if self.rests is None:
            raise Refused("missing_scope")
        return {"users": {user: self._rest(self.rests.get(user)) for user in users if user in self.members}}

    def _rest(self, period: tuple[float, float] | None) -> Json:
        begin, end = period or (1, 1)
        return {"dnd_enabled": period is not None, "next_dnd_start_ts": int(begin), "next_dnd_end_ts": int(end)}

    def _visible(self, member: Json, asked: Json) -> Json:
        with_locale = str(asked.get("include_locale", "")).lower() in ("1", "true")
        return {name: value for name, value in member.items() if with_locale or name != "locale"}

    # messages

    def _chat_post_message(self, asked: Json) -> Json:
        channel = self._open_to_bot(asked.get("channel", ""))
        self._check_message("chat.postMessage", asked)
        if asked.get("unfurl_links") is not False or asked.get("unfurl_media") is not False:
            self.complain("chat.postMessage: links would unfurl")
        thread = asked.get("thread_ts")
        if thread and not any(message["ts"] == thread for message in channel.messages):
            raise Refused("thread_not_found")
        message = {**self._as_message(asked), "channel": channel.id}
        message |= {"thread_ts": thread} if thread else {}
        channel.messages.append(message)
        return {"channel": channel.id, "ts": message["ts"], "message": message}

    def _chat_post_ephemeral(self, asked: Json) -> Json:
        channel = self._open_to_bot(asked.get("channel", ""))
        self._check_message("chat.postEphemeral", asked)
        if asked.get("user") not in channel.members:
            raise Refused("user_not_in_channel")
        shown = self.keep_ephemeral(asked["user"], channel.id, asked)
        return {"message_ts": shown["ts"]}

    def _chat_update(self, asked: Json) -> Json:
        channel, at = self._found(asked)
        self._check_message("chat.update", asked)
        kept = {name: value for name, value in channel.messages[at].items() if name in ("thread_ts", "metadata", "ts")}
        edited = {"edited": {"user": self.bot_user, "ts": self.new_ts()}}
        channel.messages[at] = {**self._as_message(asked), **kept, **edited, "channel": channel.id}
        return {"channel": channel.id, "ts": asked["ts"], "text": asked.get("text", "")}

    def _chat_delete(self, asked: Json) -> Json:
        channel, at = self._found(asked)
        del channel.messages[at]
        return {"channel": channel.id, "ts": asked["ts"]}

    def _conversations_open(self, asked: Json) -> Json:
        user = str(asked.get("users", ""))
        if user not in self.members:
            raise Refused("user_not_found")
        return {"channel": {"id": self.direct(user).id}}

    def _conversations_history(self, asked: Json) -> Json:
        channel = self.channels.get(asked.get("channel", ""))
        if channel is None:
            raise Refused("channel_not_found")
        if not channel.id.startswith("D"):
            raise Refused("missing_scope")
        return self._history(asked, [said for said in reversed(channel.messages) if _root(said) == said["ts"]])

    def _conversations_replies(self, asked: Json) -> Json:
        channel = self.channels.get(asked.get("channel", ""))
        if channel is None:
            raise Refused("channel_not_found")
        thread = [said for said in channel.messages if _root(said) == asked.get("ts")]
        if not thread:
            raise Refused("thread_not_found")
        return self._history(asked, thread)

    def _history(self, asked: Json, messages: list[Json]) -> Json:
        """A page of them: those younger than `oldest`, with metadata if it was asked for."""
        oldest, start = float(asked.get("oldest") or 0), int(asked.get("cursor") or 0)
        younger = [said for said in messages if float(said["ts"]) > oldest]
        end = start + min(int(asked.get("limit") or 100), self.history_page)
        with_metadata = str(asked.get("include_all_metadata", "")).lower() in ("1", "true")
        hidden = () if with_metadata else ("metadata",)
        shown = [{name: said[name] for name in said if name not in hidden} for said in younger[start:end]]
        more: Json = {"response_metadata": {"next_cursor": str(end)}} if end < len(younger) else {}
        return {"messages": shown, "has_more": bool(more), **more}

    def keep_ephemeral(self, user: str, channel: str, asked: Json) -> Json:
        shown = {**self._as_message(asked), "channel": channel, "user_seeing": user, "is_ephemeral": True}
        self.ephemerals.append(shown)
        return shown

    def _as_message(self, asked: Json) -> Json:
        kept: Json = {name: asked[name] for name in ("text", "metadata") if name in asked}
        blocks = with_block_ids(asked.get("blocks") or [], self.numbers)
        by_bot: Json = {"type": "message", "user": self.bot_user, "bot_id": self.bot_id, "team": self.team}
        return {**by_bot, "ts": self.new_ts(), **kept, "blocks": blocks}

    def _open_to_bot(self, name: str) -> Channel:
        if name in self.members and not self.members[name].get("deleted"):
            return self.direct(name)
        channel = self.channels.get(name)
        if channel is None or (channel.is_private and self.bot_user not in channel.members):
            raise Refused("channel_not_found")
        if channel.is_archived:
            raise Refused("is_archived")
        return channel

    def _found(self, asked: Json) -> tuple[Channel, int]:
        channel = self.channels.get(asked.get("channel", ""))
        if channel is None:
            raise Refused("channel_not_found")
        for at, message in enumerate(channel.messages):
            if message["ts"] == asked.get("ts"):
                if message.get("bot_id") != self.bot_id:
                    raise Refused("cant_update_message")
                return channel, at
        raise Refused("message_not_found")

    def _check_message(self, what: str, asked: Json) -> None:
        if not asked.get("text"):
            self.check(what, ["no text for notifications and screen readers"], "no_text")
        if len(asked["text"]) > 40_000:
            raise Refused("msg_too_long")
        self.check(what, validator.problems_of_message(asked), "invalid_blocks")
        if list(self.files.problems(asked.get("blocks") or [])):
            raise Refused("invalid_blocks")

    # files

    def _files_get_upload_u_r_l_external(self, asked: Json) -> Json:
        return self.files.begun(asked)

    def _files_complete_upload_external(self, asked: Json) -> Json:
        named = asked.get("files") or []
        return self.files.completed(json.loads(named) if isinstance(named, str) else named)

    def _files_info(self, asked: Json) -> Json:
        return self.files.told(asked)

    # views

    def _views_open(self, asked: Json) -> Json:
        user = self._triggered(asked)
        self.stacks[user] = []
        return self._stacked(user, asked)

    def _views_push(self, asked: Json) -> Json:
        user = self._triggered(asked)
        if not self.stacks.get(user):
            raise Refused("not_found")
        if len(self.stacks[user]) >= MOST_VIEWS:
            raise Refused("push_limit_reached")
        return self._stacked(user, asked)

    def _views_update(self, asked: Json) -> Json:
        name = asked.get("view_id", "")
        if not any(name in stack for stack in self.stacks.values()):
            raise Refused("not_found")
        return {"view": self.put_view(name, asked["view"])}

    def _views_publish(self, asked: Json) -> Json:
        user = asked.get("user_id", "")
        if user not in self.members:
            raise Refused("user_not_found")
        self.check("views.publish", validator.problems_of_view(asked["view"]))
        if asked["view"].get("type") != "home":
            raise Refused("invalid_arguments")
        self.homes[user] = self._as_view(f"V{next(self.numbers)}", asked["view"])
        return {"view": self.homes[user]}

    def put_view(self, name: str, drawn: Json) -> Json:
        """Keeps a modal under this id; what is typed in inputs that stay is kept beside it."""
        self.check("view", validator.problems_of_view(drawn))
        if drawn.get("type") != "modal":
            raise Refused("invalid_arguments")
        self.views[name] = self._as_view(name, drawn)
        return self.views[name]

    def push_view(self, user: str, drawn: Json) -> Json:
        name = f"V{next(self.numbers)}"
        view = self.put_view(name, drawn)
        self.stacks.setdefault(user, []).append(name)
        return view

    def _triggered(self, asked: Json) -> str:
        trigger = self.triggers.get(asked.get("trigger_id", ""))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        return trigger.use(self.now())

    def _stacked(self, user: str, asked: Json) -> Json:
        return {"view": self.push_view(user, asked["view"])}

    def _as_view(self, name: str, drawn: Json) -> Json:
        installed = self.enterprise if self.everywhere else self.team
        ours: Json = {"id": name, "team_id": self.team, "app_installed_team_id": installed, "bot_id": self.bot_id}
        defaults: Json = {"callback_id": "", "private_metadata": "", "hash": f"h{next(self.numbers)}"}
        blocks = with_block_ids(drawn["blocks"], self.numbers)
        return {**defaults, **drawn, **ours, "blocks": blocks, "state": {"values": {}}}

    # socket

    def _apps_connections_open(self, _: Json) -> Json:
        return {"url": f"{self.socket_address}?ticket={next(self.numbers)}"}


def _root(said: Json) -> str:
    """The message whose thread it stands in; its own where it stands in none."""
    return str(said.get("thread_ts") or said["ts"])
