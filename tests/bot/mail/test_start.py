"""The way by e-mail from the settings to the mailbox: whoever agreed gets what no chat delivers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.mail import start
from bot.settings import Settings
from bot.wiring import Messengers
from handlers.messenger import MAIL, SendFailed
from initiatives.calendar import iso_week
from storage.records import DeliveryState, Reason
from storage.weeks import NudgeState
from tests.fakes.smtp import FakeSmtp, fake_smtp
from tests.handlers.started import in_trial, now_of
from tests.world import ORG, PLACE, Actor, Outbox, World


def with_mail(world: World, server: FakeSmtp) -> None:
    """As the process does it when it starts."""
    settings = Settings(
        _env_file=None,
        smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}"),
        mail_from="Quickwin <bot@acme.example>",
    )
    assert settings.uses_mail
    start.start(settings, world.engine, world.clock)


async def agreed(world: World, actor: Actor, address: str) -> None:
    """Through the settings themselves; the address is the one the platform has verified."""
    async with world.store.transaction(world.clock.at) as store:
        account = await store.account(ORG, PLACE, actor.visitor.external)
        assert account is not None
        await store.keep_account(replace(account, email=address))
    await actor.says("settings")
    await actor.press("Change my settings")
    await actor.fill(by_mail="yes")
    assert (await actor.me()).by_mail
    assert "E-mail: When no chat reaches me" in actor.told


async def test_a_check_in_that_no_chat_delivers_comes_by_mail_and_is_answered_in_chat() -> None:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    initiative = await in_trial(world, ada, grace)
    async with fake_smtp(FakeSmtp()) as server:
        with_mail(world, server)
        await agreed(world, ada, "ada@acme.example")
        world.outbox.trouble = [SendFailed("messages_tab_disabled", "never")]
        await world.next_monday()
    (taken,) = server.taken
    body = taken.letter.get_body(("plain",))
    assert taken.recipients == ("ada@acme.example",) and body is not None
    assert "“Answer”, “It is done”: write “check-in” to Quickwin" in body.get_content()
    await ada.says("9")
    latest = (await now_of(world, initiative)).latest
    assert latest is not None and latest.value == 9
    week = iso_week(world.clock.at.date())
    async with world.store.transaction(world.clock.at) as store:
        nudge = await store.nudge(ORG, ada.id, week)
        letter = await store.delivery(ORG, f"nudge.{ada.id}.{week}.2")
        assert await store.unreached(ORG) == []
    assert nudge is not None and nudge.state is NudgeState.ANSWERED
    assert letter is not None and (letter.state, letter.due_at) == (DeliveryState.SENT, None)
    assert len(server.taken) == 1


async def refused(server: FakeSmtp) -> tuple[World, Actor]:
    """A check-in that the chat refuses and the mail server is handed."""
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    await in_trial(world, ada, grace)
    with_mail(world, server)
    await agreed(world, ada, "ada@acme.example")
    world.outbox.trouble = [SendFailed("user_not_found", "never")]
    await world.next_monday()
    return world, grace


async def test_an_address_the_server_refuses_ends_with_the_sponsor() -> None:
    async with fake_smtp(FakeSmtp(says={"RCPT": "550 gone"})) as server:
        world, grace = await refused(server)
    (told,) = [shown.text for shown in grace.reads if "could not be reached" in shown.text]
    assert "Why: the mail server refused the address." in told
    async with world.store.transaction(world.clock.at) as store:
        assert await store.unreached(ORG) == []


async def test_a_letter_that_may_have_arrived_is_not_written_again_and_is_on_the_list() -> None:
    async with fake_smtp(FakeSmtp(hangs_up={"."})) as server:
        world, grace = await refused(server)
        await world.later(hours=5)
    assert server.heard.count("DATA") == 1
    async with world.store.transaction(world.clock.at) as store:
        (row,) = await store.unreached(ORG)
    assert (row.state, row.reason) == (DeliveryState.UNCONFIRMED, Reason.NO_ANSWER)
    await grace.command("unreached")
    assert "E-mail: no answer came to say whether it arrived" in grace.told
    assert "It may have arrived all the same." in grace.told


def test_a_workspace_that_is_found_when_used_is_never_looked_for_under_the_name_of_mail() -> None:
    ways_out = Messengers({})
    ways_out.otherwise = lambda _: Outbox()
    assert "T1" in ways_out and MAIL not in ways_out
    with pytest.raises(KeyError):
        ways_out[MAIL]
