"""The app manifest: it asks for what the code uses, and for nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import bot.slack
from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest

CODE = "\n".join(path.read_text() for path in Path(bot.slack.__file__).parent.glob("*.py"))
# The scope that each method of the Web API needs; the others need none beyond being installed.
METHODS = {
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "chat_delete": "chat:write",
    "conversations_open": "im:write",
    "conversations_history": "im:history",
    "conversations_replies": "im:history",
    "dnd_teamInfo": "dnd:read",
    "files_completeUploadExternal": "files:write",
    "files_getUploadURLExternal": "files:write",
    "files_info": "files:read",
    "users_info": "users:read",
    "users_list": "users:read",
    "views_open": "",
    "views_update": "",
    "views_push": "",
    "views_publish": "",
    "auth_test": "",
    "oauth_v2_access": "",
    "apps_connections_open": "",
}
HEARD = {"message.im": "im:history", "app_mention": "app_mentions:read", "user_change": "users:read"}


def test_every_method_the_code_calls_has_its_scope_and_every_scope_its_use() -> None:
    called = set(
        re.findall(r"client\.((?:chat|dnd|users|views|conversations|auth|oauth|apps|team|files)_[A-Za-z0-9_]+)", CODE)
    )
    assert called == set(METHODS)
    used = {METHODS[method] for method in called} | {HEARD[event] for event in EVENTS if event in HEARD}
    # No method of their own: the command, channels without an invitation, and the address in a profile.
    assert set(SCOPES) - {"commands", "chat:write.public", "users:read.email"} == used - {""}


def test_over_http_slack_is_told_one_address_for_everything() -> None:
    made = manifest("https://quickwin.example.org/", socket_mode=False)
    url = "https://quickwin.example.org/slack/events"
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": url}
    assert made["features"]["slash_commands"][0]["url"] == url
    assert not made["settings"]["socket_mode_enabled"]


def test_in_socket_mode_slack_is_told_no_address() -> None:
    made = manifest(None, socket_mode=True)
    assert made["settings"]["socket_mode_enabled"]
    assert "http" not in json.dumps(made)


def test_without_socket_mode_an_address_is_needed() -> None:
    with pytest.raises(ValueError, match="address"):
        manifest(None, socket_mode=False)


def test_people_can_write_to_the_bot_and_mention_each_other() -> None:
    features = manifest(None, socket_mode=True)["features"]
    assert features["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert features["slash_commands"][0]["should_escape"] is True


def test_the_shortcuts_are_named_after_conversations() -> None:
    shortcuts = manifest(None, socket_mode=True)["features"]["shortcuts"]
    assert [(one["type"], one["callback_id"]) for one in shortcuts] == [
        ("global", "propose"),
        ("global", "mine"),
        ("global", "help"),
        ("message", "propose_from_message"),
    ]


def test_tokens_do_not_rotate_and_the_app_stays_in_one_workspace() -> None:
    settings = manifest(None, socket_mode=True)["settings"]
    assert not settings["token_rotation_enabled"]
    assert not settings["org_deploy_enabled"]
    assert settings["event_subscriptions"]["bot_events"] == sorted(EVENTS)


@pytest.mark.parametrize("socket_mode", [False, True])
def test_for_many_workspaces_slack_is_told_where_people_come_back_and_that_tokens_rotate(socket_mode: bool) -> None:
    made = manifest("https://quickwin.example.org/", socket_mode, many=True)
    assert made["oauth_config"]["redirect_urls"] == ["https://quickwin.example.org/slack/oauth_redirect"]
    settings = made["settings"]
    assert settings["token_rotation_enabled"] and settings["org_deploy_enabled"]
    assert settings["event_subscriptions"]["bot_events"] == sorted({**EVENTS, "team_access_revoked": ""})
    assert "redirect_urls" not in manifest("https://quickwin.example.org/", socket_mode)["oauth_config"]
    with pytest.raises(ValueError, match="address"):
        manifest(None, socket_mode, many=True)


def test_what_slack_shows_keeps_to_its_lengths() -> None:
    made = manifest(None, socket_mode=True)
    display, features = made["display_information"], made["features"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 174 <= len(display["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", display["background_color"])
    assert len(features["slash_commands"][0]["description"]) <= 2000
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_a_scope_that_may_be_left_out_is_asked_for_as_one() -> None:
    scopes = manifest("https://quickwin.example.org", socket_mode=False)["oauth_config"]["scopes"]
    assert scopes["bot_optional"] == list(OPTIONAL_SCOPES) == ["dnd:read", "files:read", "files:write"]
    assert set(scopes["bot_optional"]) < set(scopes["bot"])
