"""What a request to the connector of the fake Teams asks for, read from its method and its address."""

from __future__ import annotations

from tests.fakes.teams_rules import Refused


def operation_of(method: str, path: str) -> tuple[str, tuple[str, ...]]:
    """What a request asks for, and the ids in its path; raises Refused where there is nothing."""
    match method, path.split("/"):
        case "POST", ["conversations"]:
            return "create", ()
        case "POST", ["conversations", chat, "activities"]:
            return "send", (chat,)
        case "POST", ["conversations", chat, "activities", parent]:
            return "reply", (chat, parent)
        case "PUT", ["conversations", chat, "activities", message]:
            return "update", (chat, message)
        case "DELETE", ["conversations", chat, "activities", message]:
            return "delete", (chat, message)
        case "GET", ["conversations", chat, "members", person]:
            return "member", (chat, person)
        case "GET", ["conversations", chat, "pagedmembers"]:
            return "members", (chat,)
        case "GET", ["teams", team, "conversations"]:
            return "channels", (team,)
        case "GET", ["teams", team]:
            return "team", (team,)
        case _:
            raise Refused(404)
