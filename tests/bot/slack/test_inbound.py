"""Payloads as Slack documents them, kept as files, and what is read from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import inbound
from bot.slack.connection import Bot
from bot.slack.inbound import Heard
from handlers.requests import (
    Closed,
    Commanded,
    FromMessage,
    HomeOpened,
    Kind,
    Pressed,
    Said,
    Submitted,
    Where,
)
from initiatives.backing import File

PAYLOADS = Path(__file__).parent / "payloads"
TEAM = "T061EG9R6"
BOT = Bot(TEAM, "UBOT00001", "B0BOT")
READERS = {
    "slash_command": inbound.command,
    "block_actions": inbound.pressed,
    "view_submission": inbound.submitted,
    "view_closed": inbound.closed,
    "shortcut": inbound.shortcut,
    "message_action": inbound.message_shortcut,
    "event_callback": inbound.event,
}


def payload(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text())
    return found


def read(name: str, bot: Bot = BOT) -> Heard | None:
    body = payload(name)
    return READERS[body.get("type", "slash_command")](body, bot)


def heard(name: str, bot: Bot = BOT) -> Heard:
    found = read(name, bot)
    assert found is not None
    return found


def test_a_command() -> None:
    assert heard("slash_command") == Heard(
        key="13345224609.738474920.8088930838d88f008e0",
        user="U061F7AUR",
        where=Where(TEAM, "C2147483705", "channel"),
        what=Commanded("propose", "ask <@U02GRACE|grace> about R&amp;D"),
        called="ada",
        can_open_form=True,
        can_answer=True,
        named=("U02GRACE",),
        trigger="13345224609.738474920.8088930838d88f008e0",
        respond_to="https://hooks.slack.com/commands/T061EG9R6/1234/5678",
    )


@pytest.mark.parametrize(
    ("name", "channel", "kind", "thread", "view"),
    [
        ("block_actions_message", "C024BE91L", "channel", "1763990000.000100", ""),
        ("block_actions_ephemeral", "D024BE91L", "direct", "", ""),
        ("block_actions_modal", "", "direct", "", "VNHU13V36"),
        ("block_actions_home", "", "home", "", "VNHU13V36"),
    ],
)
def test_a_press_wherever_the_button_stands(name: str, channel: str, kind: Kind, thread: str, view: str) -> None:
    found = heard(name)
    assert found.what == Pressed("sealed-later")
    assert found.where == Where(TEAM, channel, kind, thread)
    assert (found.user, found.view, found.can_open_form, found.can_answer) == ("U061F7AUR", view, True, False)


def test_a_choice_in_a_form_says_nothing_until_the_form_is_submitted() -> None:
    assert read("block_actions_select") is None


def test_a_submission_with_every_kind_of_input() -> None:
    found = heard("view_submission")
    assert found.what == Submitted(
        "sealed-draft-1",
        {
            "pain": "We copy invoices & orders <by hand>",
            "hours": "",
            "reach": "team",
            "touches": "personal,contracts",
            "owner": "U02GRACE",
            "backers": "U02GRACE,U03ALAN",
            "start": "2026-11-30",
            "where": "C024BE91L",
        },
    )
    assert found.named == ("U02GRACE", "U03ALAN")
    assert found.inputs == {"pain", "hours", "reach", "touches", "owner", "backers", "start", "where"}
    assert found.can_answer


def test_a_closed_form() -> None:
    found = heard("view_closed")
    assert (found.what, found.can_open_form) == (Closed("sealed-draft-1"), False)


def test_a_global_shortcut() -> None:
    found = heard("shortcut")
    assert (found.what, found.where, found.can_open_form) == (Commanded("propose"), Where(TEAM, "", "direct"), True)


def test_a_message_shortcut_links_to_the_message_in_its_thread() -> None:
    found = heard("message_action")
    link = "https://acme.slack.com/archives/C024BE91L/p1764000000000200?thread_ts=1763990000.000100&cid=C024BE91L"
    text = "We copy <https://erp.example.org/list|the list> by hand, ask <@U061F7AUR>"
    assert found.what == FromMessage("propose", text, link)
    assert found.named == ("U061F7AUR",)


def test_sentences_said_directly_and_in_threads_and_beside_files() -> None:
    direct = Where(TEAM, "D024BE91L", "direct")
    assert (heard("message_im").what, heard("message_im").where) == (
        Said("we copy invoices for 3 hours a week"),
        direct,
    )
    assert heard("message_im").key == "Ev0PV52K21"
    assert heard("message_im_thread").where.thread == "1763990000.000100"


def test_a_file_is_known_by_its_name_and_its_permalink_with_words_or_alone() -> None:
    sent = File("list.xlsx", "https://acme.slack.com/files/U061F7AUR/F0TD00400/list.xlsx")
    assert heard("message_im_file").what == Said("the list is attached", (sent,))
    alone = heard("message_im_file_alone")
    assert (alone.what, alone.where.thread) == (Said("", (sent,)), "1763990000.000100")
    assert not alone.foreign


def test_a_file_that_slack_only_mentions_has_no_link() -> None:
    assert heard("message_im_file_elsewhere").what == Said("", (File(""),))
    hidden = payload("message_im_file_elsewhere")
    hidden["event"] |= {"x_files": ["F0TD00401"], "text": "31"}
    del hidden["event"]["files"]
    found = inbound.event(hidden, BOT)
    assert found is not None and found.what == Said("31", (File(""),))


@pytest.mark.parametrize(
    "name",
    [
        "message_im_bot",
        "message_changed",
        "message_channel",
        "app_home_opened_messages",
        "user_change",
        "channel_archive",
        "app_uninstalled",
        "tokens_revoked",
    ],
)
def test_events_in_which_nobody_says_anything_to_the_bot(name: str) -> None:
    assert read(name) is None


def test_a_mention_in_a_channel() -> None:
    found = heard("app_mention")
    assert found.what == Said("<@UBOT00001> what can you do?")
    assert found.where == Where(TEAM, "C024BE91L", "channel", "1763990000.000100")
    assert not found.foreign


def test_somebody_of_another_company_in_a_shared_channel_is_foreign() -> None:
    assert heard("app_mention_connect").foreign
    assert inbound.team_of(payload("app_mention_connect")) == TEAM


def test_on_grid_only_the_profile_tells_who_is_foreign() -> None:
    assert heard("block_actions_grid").foreign
    assert not heard("block_actions_grid", Bot(TEAM, "UBOT00001", "B0BOT", "E012")).foreign


def test_the_home_opened() -> None:
    found = heard("app_home_opened")
    assert (found.what, found.where) == (HomeOpened(), Where(TEAM, "D024BE91L", "home"))


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*.json")), ids=lambda path: path.stem)
def test_every_payload_says_which_workspace_it_is_for(path: Path) -> None:
    assert inbound.team_of(payload(path.stem)) == TEAM


def _without_one(value: Any) -> list[Any]:
    """The payload with each of its parts, however deep, left out or empty."""
    if isinstance(value, dict):
        left_out = [{k: v for k, v in value.items() if k != name} for name in value]
        emptied = [{**value, name: None} for name in value]
        deeper = [{**value, name: part} for name, inner in value.items() for part in _without_one(inner)]
        return [*left_out, *emptied, *deeper]
    if isinstance(value, list):
        return [[], *([part, *value[1:]] for inner in value[:1] for part in _without_one(inner))]
    return []


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*.json")), ids=lambda path: path.stem)
def test_a_missing_part_never_breaks_the_reading(path: Path) -> None:
    whole = payload(path.stem)
    reader = READERS[whole.get("type", "slash_command")]
    for partial in _without_one(whole):
        found = reader(partial, BOT)
        assert found is None or isinstance(found, Heard)
        inbound.team_of(partial)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["user", "view", "state", "values", "actions", "event", "type", "value", "team", "message", "channel", "text"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["user", "view", "actions", "event", "team", "channel", "message"]), JSON))
def test_nonsense_never_breaks_the_reading(body: dict[str, Any]) -> None:
    for reader in READERS.values():
        reader(body, BOT)
    inbound.team_of(body)


E, T = "E012", TEAM


@pytest.mark.parametrize(
    ("name", "changes", "found"),
    [
        ("block_actions_grid", {}, (T, E)),
        ("block_actions_grid", {"is_enterprise_install": True}, (E, T)),
        ("block_actions_grid", {"is_enterprise_install": True, "team": None, "message": {}}, (E, "T0OTHER01")),
        ("block_actions_grid", {"team": {"id": "T9"}, "enterprise": None}, ("T9", T)),
        ("slash_command", {"enterprise_id": E, "is_enterprise_install": "true"}, (E, T)),
        ("slash_command", {"enterprise_id": E, "is_enterprise_install": "false"}, (T, E)),
        ("message_im", {}, (T,)),
        ("message_im", {"authorizations": [{"enterprise_id": E, "team_id": None, "is_enterprise_install": True}]}, (E, T)),
        ("view_submission", {"view": {"app_installed_team_id": E}, "enterprise": {"id": E}, "team": None}, (E,)),
        ("message_im", {"authorizations": "none", "team_id": None}, ()),
    ],
)  # fmt: skip
def test_where_a_payload_may_belong_is_known_likeliest_first(
    name: str, changes: dict[str, Any], found: tuple[str, ...]
) -> None:
    assert inbound.installed_in(payload(name) | changes) == found


def test_a_bot_of_a_whole_grid_takes_what_is_of_any_of_its_workspaces() -> None:
    body = payload("block_actions_grid")
    everywhere, alone, elsewhere = (
        Bot(E, "W1", enterprise=E, everywhere=True),
        Bot(T, "U1", enterprise=E),
        Bot("E9", "W1"),
    )
    assert [inbound.is_for(body, bot) for bot in (everywhere, alone, elsewhere)] == [True, True, False]
    other = body | {"team": {"id": "T9", "enterprise_id": E}}
    assert [inbound.is_for(other, bot) for bot in (everywhere, alone, elsewhere)] == [True, False, False]
