"""What Slack sent, read into what happened: pure functions from a payload to a `Heard`, or None if not for us."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.payload import dict_at, text_at
from bot.slack.answers import answers_of
from bot.slack.connection import Bot
from bot.slack.guard import Json
from bot.slack.plain import mentioned
from handlers.requests import Closed, Commanded, FromMessage, HomeOpened, Pressed, Said, Submitted, What, Where
from initiatives.backing import File, file_of

# A message shortcut is named after the conversation it starts: `propose_from_message` starts `propose`.
FROM_MESSAGE = "_from_message"
_SAID = ("", "file_share", "thread_broadcast")


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One inbound thing before the profiles of the people in it are known.

    `named` are the ids of people mentioned or picked; `trigger`, `view` and `respond_to` are Slack's ways to answer it;
    `inputs` are the questions a submitted form showed. Texts still carry Slack's markup.
    """

    key: str
    user: str
    where: Where
    what: What
    called: str = ""
    foreign: bool = False
    can_open_form: bool = False
    can_answer: bool = False
    named: tuple[str, ...] = ()
    trigger: str = ""
    view: str = ""
    respond_to: str = ""
    inputs: frozenset[str] = frozenset()


def command(body: Json, bot: Bot) -> Heard | None:
    """A slash command: its first word names what is wanted, the rest is its text."""
    name, _, rest = text_at(body, "text").strip().partition(" ")
    channel = text_at(body, "channel_id")
    return Heard(
        key=text_at(body, "trigger_id"),
        user=text_at(body, "user_id"),
        where=Where(bot.team, channel, "direct" if channel.startswith("D") else "channel"),
        what=Commanded(name, rest.strip()),
        called=text_at(body, "user_name"),
        can_open_form=True,
        can_answer=True,
        named=mentioned(text_at(body, "text")),
        trigger=text_at(body, "trigger_id"),
        respond_to=text_at(body, "response_url"),
    )


def pressed(body: Json, bot: Bot) -> Heard | None:
    """A button; other elements that report a choice say nothing until their form is submitted."""
    action = _first(body, "actions")
    if action.get("type") != "button" or not text_at(action, "value"):
        return None
    return _acted(body, bot, Pressed(text_at(action, "value")), _where(body, bot), view=text_at(body, "view", "id"))


def submitted(body: Json, bot: Bot) -> Heard | None:
    """A finished form step."""
    state = dict_at(body, "view", "state", "values")
    what = Submitted(text_at(body, "view", "private_metadata"), answers_of({"values": state}))
    heard = _acted(
        body, bot, what, Where(bot.team, "", "direct"), view=text_at(body, "view", "id"), named=_picked(state)
    )
    return replace(heard, can_answer=True, inputs=frozenset(state))


def closed(body: Json, bot: Bot) -> Heard | None:
    """A form closed without submitting."""
    what = Closed(text_at(body, "view", "private_metadata"))
    return _acted(body, bot, what, Where(bot.team, "", "direct"), opens=False)


def shortcut(body: Json, bot: Bot) -> Heard | None:
    """A global shortcut: it is named like the conversation it starts."""
    return _acted(body, bot, Commanded(text_at(body, "callback_id")), Where(bot.team, "", "direct"))


def message_shortcut(body: Json, bot: Bot) -> Heard | None:
    """Somebody hands a message over."""
    text = text_at(body, "message", "text")
    what = FromMessage(text_at(body, "callback_id").removesuffix(FROM_MESSAGE), text, _permalink(body))
    return _acted(body, bot, what, _where(body, bot), named=mentioned(text))


def event(body: Json, bot: Bot) -> Heard | None:
    """A sentence said to the bot, or its home opened; every other event is None."""
    happened = dict_at(body, "event")
    kind = text_at(happened, "type")
    if kind == "app_home_opened" and text_at(happened, "tab") != "messages":
        return _said(body, bot, happened, HomeOpened(), Where(bot.team, text_at(happened, "channel"), "home"))
    if not _is_said(happened, bot):
        return None
    direct = text_at(happened, "channel_type") == "im" or text_at(happened, "channel").startswith("D")
    # In a channel the same sentence comes as a message too; in a direct message a mention is only a word.
    if kind != ("message" if direct else "app_mention"):
        return None
    where = Where(
        bot.team, text_at(happened, "channel"), "direct" if direct else "channel", text_at(happened, "thread_ts")
    )
    return _said(body, bot, happened, Said(text_at(happened, "text"), _files(happened)), where)


def team_of(body: Json) -> str:
    """The workspace the payload was sent to; in a shared channel that is not always the workspace of who acted."""
    return (
        text_at(body, "view", "app_installed_team_id")
        or text_at(body, "team", "id")
        or text_at(_first(body, "authorizations"), "team_id")
        or text_at(body, "team_id")
        or text_at(body, "user", "team_id")
    )


def enterprise_of(body: Json) -> str:
    """The Enterprise Grid organisation above that workspace; empty for a workspace of its own."""
    return (
        text_at(_first(body, "authorizations"), "enterprise_id")
        or text_at(body, "enterprise", "id")
        or text_at(body, "team", "enterprise_id")
        or text_at(body, "enterprise_id")
    )


def is_for(body: Json, bot: Bot) -> bool:
    """Whether the payload was sent to where this bot is installed."""
    return team_of(body) == bot.team or (bot.everywhere and enterprise_of(body) == bot.team)


def installed_in(body: Json) -> tuple[str, ...]:
    """Where the bot may be installed that this was sent to, likeliest first: a workspace, or the organisation above it."""
    team, enterprise = team_of(body), enterprise_of(body)
    marks = (_first(body, "authorizations").get("is_enterprise_install"), body.get("is_enterprise_install"))
    above = any(mark in (True, "true") for mark in marks)
    # A shared channel brings clicks of people from elsewhere: the message itself says whose bot wrote it.
    found = (enterprise, team) if above else (team, enterprise)
    return tuple(dict.fromkeys(filter(None, (*found, text_at(body, "message", "team")))))


def _acted(
    body: Json, bot: Bot, what: What, where: Where, *, view: str = "", named: tuple[str, ...] = (), opens: bool = True
) -> Heard:
    return Heard(
        key=text_at(body, "trigger_id") or text_at(body, "view", "id"),
        user=text_at(body, "user", "id"),
        where=where,
        what=what,
        called=text_at(body, "user", "name") or text_at(body, "user", "username"),
        foreign=bot.is_foreign(text_at(body, "user", "team_id")),
        can_open_form=opens,
        named=named,
        trigger=text_at(body, "trigger_id"),
        view=view,
        respond_to=text_at(body, "response_url"),
    )


def _said(body: Json, bot: Bot, happened: Json, what: Said | HomeOpened, where: Where) -> Heard:
    return Heard(
        key=text_at(body, "event_id"),
        user=text_at(happened, "user"),
        where=where,
        what=what,
        foreign=bot.is_foreign(text_at(happened, "user_team") or text_at(happened, "team")),
        named=mentioned(what.text) if isinstance(what, Said) else (),
    )


def _is_said(happened: Json, bot: Bot) -> bool:
    by_person = text_at(happened, "user") not in ("", bot.user) and not happened.get("bot_id")
    says = bool(text_at(happened, "text").strip() or _files(happened))
    return by_person and text_at(happened, "subtype") in _SAID and says


def _files(happened: Json) -> tuple[File, ...]:
    """By name and permalink, which the event carries; a file that Slack only mentions has no link for us."""
    several = happened.get("files")
    found = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
    files = tuple(file_of(text_at(one, "name") or text_at(one, "title"), text_at(one, "permalink")) for one in found)
    return files or ((File(""),) if text_at(happened, "subtype") == "file_share" else ())


def _where(body: Json, bot: Bot) -> Where:
    if text_at(body, "container", "type") == "view":
        return Where(bot.team, "", "home" if text_at(body, "view", "type") == "home" else "direct")
    channel = text_at(body, "channel", "id") or text_at(body, "container", "channel_id")
    thread = text_at(body, "container", "thread_ts") or text_at(body, "message", "thread_ts")
    return Where(bot.team, channel, "direct" if channel.startswith("D") else "channel", thread)


def _permalink(body: Json) -> str:
    domain, channel, at = text_at(body, "team", "domain"), text_at(body, "channel", "id"), text_at(body, "message_ts")
    if not (domain and channel and at):
        return ""
    thread = text_at(body, "message", "thread_ts")
    suffix = f"?thread_ts={thread}&cid={channel}" if thread and thread != at else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{at.replace('.', '')}{suffix}"


def _picked(state: Json) -> tuple[str, ...]:
    chosen = [inputs.get(name) for inputs in state.values() if isinstance(inputs, dict) for name in inputs]
    picked = [_people(value) for value in chosen if isinstance(value, dict)]
    return tuple(dict.fromkeys(person for people in picked for person in people))


def _people(value: Json) -> list[str]:
    several = value.get("selected_users")
    found = [value.get("selected_user"), *(several if isinstance(several, list) else ())]
    return [person for person in found if isinstance(person, str) and person]


def _first(body: Json, name: str) -> Json:
    several = body.get(name)
    return several[0] if isinstance(several, list) and several and isinstance(several[0], dict) else {}
