"""The app manifest that Slack asks for when the app is made: what it shows, hears and may do, and nothing more."""

from __future__ import annotations

from typing import Any

from bot.slack.app import PATH

COMMAND = "/quickwin"
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"

# Each scope with the feature that needs it. A scope without a feature is not asked for.
SCOPES = {
    "app_mentions:read": "answering in a channel where somebody mentions the bot",
    "chat:write": "every message: nudges, cards, answers",
    "chat:write.public": "telling a story in the public channel that was chosen for it, without inviting the bot first",
    "commands": "/quickwin and the shortcuts",
    "dnd:read": "leaving whoever has set their notifications aside alone until then",
    "files:read": "waiting until a chart that was uploaded can be shown",
    "files:write": "charts as images",
    "im:history": "reading what people write to the bot directly, and whether a message of its own arrived there",
    "im:write": "finding the direct chat in which a message may have arrived",
    "users:read": "names, time zones, languages, and who the workspace's admins are",
    "users:read.email": "naming admins by their address, and knowing somebody who is on another platform too",
}

# What works without: whoever installs the app may leave it out.
OPTIONAL_SCOPES = ("dnd:read", "files:read", "files:write")

# Each event with what it is heard for.
EVENTS = {
    "app_home_opened": "drawing the home",
    "app_mention": "a sentence said to the bot in a channel",
    "app_uninstalled": "forgetting the connection",
    "message.im": "a sentence said to the bot directly",
    "tokens_revoked": "forgetting the connection",
    "user_change": "a new time zone, language or name, and people who left",
}


# Heard only where whole organisations may install the app.
EVENTS_OF_MANY = {"team_access_revoked": "forgetting a workspace that an Enterprise Grid organisation has taken out"}


def manifest(base_url: str | None, socket_mode: bool, many: bool = False) -> dict[str, Any]:
    """`base_url` is where the bot is reached from outside, for example `https://quickwin.example.org`.

    `many`: workspaces install the app themselves, and its tokens rotate. Raises ValueError without an address where one
    is needed: Socket Mode needs none, being installed by OAuth does.
    """
    if many and not base_url:
        raise ValueError("To be installed by others the bot needs an address, also with Socket Mode.")
    if not socket_mode and not base_url:
        raise ValueError("Without Socket Mode Slack needs the address of the bot.")
    url = None if socket_mode or base_url is None else base_url.rstrip("/") + PATH
    oauth: dict[str, Any] = {"scopes": {"bot": sorted(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}}
    if many and base_url:
        oauth["redirect_urls"] = [redirect_url(base_url)]
    return {
        "display_information": _display(),
        "features": _features(url),
        "oauth_config": oauth,
        "settings": _settings(url, socket_mode, many),
    }


def redirect_url(base_url: str) -> str:
    """Where Slack sends people back to after they agreed."""
    return base_url.rstrip("/") + REDIRECT


def _display() -> dict[str, str]:
    return {
        "name": "Quickwin",
        "description": "Small AI ideas become measured, shared, repeated wins.",
        "long_description": (
            "Say what takes too long, and Quickwin shapes it into a small trial with a number to move. Somebody answers"
            " within days, the owner is asked for the number once a week, and a result that holds becomes a story that"
            " other teams can take over with one click. What stopped leaves a lesson, and carries no blame."
        ),
        "background_color": "#1f5f4a",
    }


def _features(url: str | None) -> dict[str, Any]:
    return {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "Quickwin", "always_online": True},
        "slash_commands": [
            {
                "command": COMMAND,
                "description": "Propose an initiative, see yours, change your settings",
                "usage_hint": "propose | mine | settings | help",
                # Mentions then come with the person's id, and not only with a name.
                "should_escape": True,
                **_at(url, "url"),
            }
        ],
        "shortcuts": [
            _shortcut("global", "propose", "Propose an initiative", "Start a small trial with a number to move"),
            _shortcut("global", "mine", "My initiatives", "What you proposed, own or began to write"),
            _shortcut("global", "help", "What Quickwin can do", "Everything you can say to it"),
            _shortcut("message", "propose_from_message", "Make it an initiative", "Propose what this message says"),
        ],
    }


def _settings(url: str | None, socket_mode: bool, many: bool) -> dict[str, Any]:
    heard = sorted({**EVENTS, **EVENTS_OF_MANY} if many else EVENTS)
    return {
        "event_subscriptions": {"bot_events": heard, **_at(url, "request_url")},
        "interactivity": {"is_enabled": True, **_at(url, "request_url")},
        "org_deploy_enabled": many,
        "socket_mode_enabled": socket_mode,
        "token_rotation_enabled": many,
    }


def _shortcut(kind: str, callback: str, name: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback, "description": description}


def _at(url: str | None, name: str) -> dict[str, str]:
    return {} if url is None else {name: url}
