"""Profiles: read once, kept, corrected; and what is said of somebody when Slack says nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.slack.connection import Bot, new_client, new_session
from bot.slack.profiles import Profiles
from handlers.requests import Visitor
from tests.fakes.slack import FakeSlack, fake_slack
from tests.fakes.slack_rules import Fault, Json, broken, rate_limited, refused, slow

BOT = Bot("T1", "UBOT", "BBOT")


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack() as running:
        running.person("U1", name="Ada", tz="Europe/Paris", locale="fr-FR")
        yield running


@pytest.fixture
async def profiles(slack: FakeSlack) -> AsyncIterator[Profiles]:
    async with new_session() as session:
        client = new_client(slack.bot_token, session, slack.api)
        yield Profiles(client, BOT, slack.workspace.now, keep_seconds=600)


async def test_a_profile_is_asked_for_again_when_it_is_old(slack: FakeSlack, profiles: Profiles) -> None:
    assert await profiles.visitor("U1") == Visitor("U1", "Ada", "Europe/Paris", "fr")
    slack.later(599)
    await profiles.visitor("U1")
    assert len(slack.calls("users.info")) == 1
    slack.later(2)
    await profiles.visitor("U1")
    assert len(slack.calls("users.info")) == 2


@pytest.mark.parametrize("fault", [refused("user_not_found"), broken(), rate_limited(30)], ids=str)
async def test_without_an_answer_the_payload_names_them_and_slack_is_left_alone_for_a_while(
    slack: FakeSlack, profiles: Profiles, fault: Fault
) -> None:
    slack.script("users.info", fault)
    assert await profiles.visitor("U1", called="ada") == Visitor("U1", "ada", zone="", language="", known=False)
    await profiles.visitor("U1")
    assert len(slack.calls("users.info")) == 1
    slack.later(31)
    assert (await profiles.visitor("U1")).name == "Ada"


async def test_without_an_answer_the_profile_last_known_is_used(slack: FakeSlack, profiles: Profiles) -> None:
    await profiles.visitor("U1")
    slack.later(601)
    slack.script("users.info", broken())
    assert (await profiles.visitor("U1")).language == "fr"


async def test_a_slow_answer_is_not_waited_for(
    slack: FakeSlack, profiles: Profiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.profiles.MOST_SECONDS", 0.05)
    slack.script("users.info", slow(1.0))
    assert (await profiles.visitor("U1", called="ada")).name == "ada"


async def test_admins_are_found_on_every_page(slack: FakeSlack, profiles: Profiles) -> None:
    for number in range(2, 7):
        slack.person(f"U{number}", admin=number % 2 == 0)
    slack.workspace.members["U6"]["deleted"] = True
    assert [visitor.external for visitor in await profiles.admins()] == ["U2", "U4"]


async def test_no_list_means_no_admins(slack: FakeSlack, profiles: Profiles) -> None:
    slack.script("users.list", refused("missing_scope"))
    assert await profiles.admins() == ()


async def test_a_change_without_a_language_does_not_make_anybody_english(slack: FakeSlack, profiles: Profiles) -> None:
    member = {name: value for name, value in slack.workspace.members["U1"].items() if name != "locale"}
    assert (await profiles.changed(member)).language == "fr"


@pytest.mark.parametrize(
    ("member", "check"),
    [
        ({"id": "U1"}, lambda v: v == Visitor("U1", "U1")),
        ({"id": "U1", "tz": "Mars/Olympus"}, lambda v: v.zone == "UTC"),
        ({"id": "U1", "tz": ""}, lambda v: v.zone == "UTC"),
        ({"id": "U1", "tz": "../etc/passwd"}, lambda v: v.zone == "UTC"),
        ({"id": "U1", "tz": "Asia/Calcutta"}, lambda v: v.zone == "Asia/Calcutta"),
        ({"id": "U1", "locale": "pt_BR"}, lambda v: v.language == "pt"),
        ({"id": "U1", "is_owner": True}, lambda v: v.admin),
        ({"id": "U1", "is_ultra_restricted": True}, lambda v: v.guest),
        ({"id": "U1", "is_stranger": True}, lambda v: v.guest),
        ({"id": "U1", "team_id": "T9"}, lambda v: v.guest),
        ({"id": "U1", "profile": {"email": "ada@example.org", "display_name": ""}}, lambda v: v.email),
        ({"id": "U1", "real_name": "Ada", "profile": {"display_name": " "}}, lambda v: v.name.strip() != "U1"),
    ],
)
async def test_a_profile_is_read_whatever_is_missing(
    profiles: Profiles, member: Json, check: Callable[[Visitor], bool]
) -> None:
    assert check(profiles.read(member))


async def test_on_grid_people_of_a_sister_workspace_are_no_guests(slack: FakeSlack) -> None:
    async with new_session() as session:
        grid = Profiles(new_client("xoxb-fake", session, slack.api), Bot("T1", "UBOT", "", "E1"), lambda: 0.0, 60)
        assert not grid.read({"id": "W1", "team_id": "T9", "enterprise_user": {"enterprise_id": "E1"}}).guest
        assert grid.read({"id": "W2", "team_id": "T9", "enterprise_user": {"enterprise_id": "E2"}}).guest
