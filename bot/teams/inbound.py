"""What Teams sent, read into what happened: pure functions from an activity to a `Heard`, or None if not for us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.payload import dict_at, text_at
from bot.teams.gate import Json
from bot.teams.markup import plain
from handlers.requests import FromMessage, Pressed, Said, Submitted, What, Where
from initiatives.backing import File, file_of

TOKEN = "quickwin"  # noqa: S105 the name of the field that carries it
"""The field of a button's or form's data that holds its token; `verb` stands beside it."""

Way = Literal["message", "card", "dialog", "extension"]
"""How it came, which says how it can be answered: typed or an old client's click, a click, a dialog, a message action."""

_INVOKES: Mapping[str, Way] = {
    "adaptiveCard/action": "card",
    "task/fetch": "dialog",
    "task/submit": "dialog",
    "composeExtension/fetchTask": "extension",
    "composeExtension/submitAction": "extension",
}
_THREAD = ";messageid="
_FILES = ("application/vnd.microsoft.teams.file.download.info", "reference")
"""What an attachment is called that is a file: as a bot hears of it in a personal chat, and as messages keep it."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One inbound thing before the profiles of the people in it are known.

    `user` is the directory's id of who acted, the same for every bot, `mri` their id as the connector knows it; `conversation`
    and `service_url` are where an answer goes, `chat` is its name where it has one; `named` are the connector's ids of people
    mentioned, `picked` the directory's ids of people chosen in a form.
    """

    key: str
    user: str
    mri: str
    called: str
    tenant: str
    where: Where
    what: What
    way: Way
    conversation: str
    service_url: str
    activity: str
    chat: str = ""
    locale: str = ""
    zone: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    picked: tuple[str, ...] = ()

    @property
    def opens_forms(self) -> bool:
        """A form can be shown at once to everything but a typed sentence."""
        return not isinstance(self.what, Said)

    @property
    def answers(self) -> bool:
        """Only what was asked for in a dialog or by a form can be answered in place; a button's own card stays."""
        return self.way in ("dialog", "extension") or (self.way == "card" and isinstance(self.what, Submitted))


def read(activity: Json) -> Heard | None:
    """A sentence, a click, a finished form or a message handed over; everything else is None."""
    way = way_of(activity)
    what = _what(activity, way) if way else None
    sender = dict_at(activity, "from")
    if way is None or what is None or not text_at(sender, "id"):
        return None
    client = _client(activity)
    data = _data(activity)
    return Heard(
        key=f"{text_at(activity, 'conversation', 'id')}:{text_at(activity, 'id')}",
        user=text_at(sender, "aadObjectId") or text_at(sender, "id"),
        mri=text_at(sender, "id"),
        called=text_at(sender, "name"),
        tenant=tenant_of(activity),
        where=where_of(activity),
        what=what,
        way=way,
        conversation=text_at(activity, "conversation", "id"),
        service_url=text_at(activity, "serviceUrl"),
        activity=text_at(activity, "id"),
        chat=text_at(activity, "channelData", "channel", "name") or text_at(activity, "conversation", "name"),
        locale=text_at(activity, "locale") or text_at(client, "locale"),
        zone=text_at(activity, "localTimezone") or text_at(client, "timezone"),
        named=_mentioned(activity),
        picked=_picked(data) if isinstance(what, Submitted) else (),
    )


def way_of(activity: Json) -> Way | None:
    match text_at(activity, "type"):
        case "message":
            return "message"
        case "invoke":
            return _INVOKES.get(text_at(activity, "name"))
        case _:
            return None


def tenant_of(activity: Json) -> str:
    """The Teams tenant it came from."""
    return text_at(activity, "channelData", "tenant", "id") or text_at(activity, "conversation", "tenantId")


def where_of(activity: Json) -> Where:
    """The chat: a thread of a channel is named by the message it hangs on, and its channel without it."""
    conversation = text_at(activity, "conversation", "id")
    channel, _, thread = conversation.partition(_THREAD)
    kind = text_at(activity, "conversation", "conversationType")
    direct = kind == "personal" or (not kind and not dict_at(activity, "conversation").get("isGroup"))
    return Where(tenant_of(activity), channel, "direct" if direct else "channel", thread)


def in_thread(channel: str, thread: str) -> str:
    """The conversation of a thread, as the connector names it."""
    return f"{channel}{_THREAD}{thread}" if thread else channel


def without_thread(conversation: str) -> str:
    """The channel a conversation belongs to; any other conversation as it is."""
    return conversation.partition(_THREAD)[0]


def _what(activity: Json, way: Way) -> What | None:
    data = _data(activity)
    token = text_at(data, TOKEN)
    if token:
        submitted = text_at(data, "verb") == "submit"
        return Submitted(token, _answers(data)) if submitted else Pressed(token)
    if way == "extension" and text_at(activity, "name") == "composeExtension/fetchTask":
        return _handed_over(activity)
    text = plain(text_at(activity, "text"), _me(activity), html=text_at(activity, "textFormat") == "xhtml")
    files = _files(activity)
    return Said(text, files) if way == "message" and (text or files) else None


def _files(activity: Json) -> tuple[File, ...]:
    """What was sent beside the words, by name and where SharePoint keeps it; pictures pasted in lie where only bots get to."""
    several = activity.get("attachments")
    found = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
    kinds = ((text_at(one, "contentType"), one) for one in found)
    return tuple(
        file_of(text_at(one, "name"), text_at(one, "contentUrl") if kind in _FILES else "")
        for kind, one in kinds
        if kind in _FILES or kind.startswith("image/")
    )


def _data(activity: Json) -> Json:
    """What a button or a form carried; the verb of a click stands beside its data."""
    value = dict_at(activity, "value")
    action = dict_at(value, "action")
    if action:
        return {**dict_at(action, "data"), "verb": text_at(action, "verb")}
    return dict_at(value, "data") or value


def _answers(data: Json) -> dict[str, str]:
    """Every input as typed text; the client leaves out what was not answered."""
    return {name: _typed(value) for name, value in data.items() if name not in (TOKEN, "verb", "msteams")}


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _handed_over(activity: Json) -> What:
    value = dict_at(activity, "value")
    message = dict_at(value, "messagePayload")
    body = dict_at(message, "body")
    text = plain(text_at(body, "content"), "", html=text_at(body, "contentType") == "html")
    return FromMessage(text_at(value, "commandId"), text, text_at(message, "linkToMessage"))


def _me(activity: Json) -> str:
    """The words by which the bot was mentioned, to be taken out."""
    me = text_at(activity, "recipient", "id")
    return next((text_at(entity, "text") for entity, who in _mentions(activity) if text_at(who, "id") == me), "")


def _mentioned(activity: Json) -> dict[str, str]:
    """Connector ids of the people mentioned, with their names; the bot itself is not among them."""
    me = text_at(activity, "recipient", "id")
    return {
        text_at(who, "id"): text_at(who, "name") for _, who in _mentions(activity) if text_at(who, "id") not in ("", me)
    }


def _mentions(activity: Json) -> list[tuple[Json, Json]]:
    return [(entity, dict_at(entity, "mentioned")) for entity in _entities(activity) if entity.get("type") == "mention"]


def _client(activity: Json) -> Json:
    return next((entity for entity in _entities(activity) if entity.get("type") == "clientInfo"), {})


def _entities(activity: Json) -> list[Json]:
    entities = activity.get("entities")
    return [entity for entity in entities if isinstance(entity, dict)] if isinstance(entities, list) else []


_DIRECTORY_ID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def _picked(data: Json) -> tuple[str, ...]:
    """Whatever looks like somebody's directory id: who they are is asked before the turn."""
    parts = (part.strip() for value in _answers(data).values() for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if _DIRECTORY_ID.fullmatch(part)))
