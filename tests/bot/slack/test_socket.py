"""Socket Mode against the fake's WebSocket: the same turns, acknowledged by envelope."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.slack.connection import CannotConnect
from bot.slack.socket import SocketMode
from handlers.requests import Commanded, Said
from scheduler.courtesy import Courtesy
from tests.bot.slack.connected import Connected, form, told
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import refused


@pytest.fixture
async def socket(bot: Connected, slack: FakeSlack) -> AsyncIterator[SocketMode]:
    slack.bot_at("http://127.0.0.1:1/nobody")
    opened = SocketMode(bot.app, slack.app_token, Courtesy(), ping_seconds=0.2)
    await opened.start()
    yield opened
    await opened.stop()


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(300):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_events_commands_and_forms_come_through_the_socket(
    bot: Connected, socket: SocketMode, ada: Person
) -> None:
    bot.desk.answers = [form("t1"), told("It is proposed.")]
    await ada.command("propose")
    await ada.submit(ada.view, pain="copying")
    assert "It is proposed." in str(ada.view["blocks"])
    assert (await ada.dm("hello")).status == 200
    assert bot.desk.last.what == Said("hello")
    assert len(bot.slack.links) == 1


async def test_a_command_is_answered_in_its_envelope(bot: Connected, socket: SocketMode, ada: Person) -> None:
    bot.desk.answers = [told("You have nothing open.")]
    await ada.command("mine")
    assert ada.notes()[-1]["text"] == "You have nothing open."


async def test_a_crash_at_an_event_is_not_acknowledged_and_comes_again(
    bot: Connected, socket: SocketMode, slack: FakeSlack, ada: Person
) -> None:
    slack.patience = 0.3
    bot.desk.answers = [RuntimeError()]
    assert (await ada.dm("hello")).status == 200
    assert [attempt for _, attempt, _ in slack.told] == [0, 1]
    assert bot.desk.asked[0].key == bot.desk.asked[1].key


async def test_when_slack_asks_for_a_new_connection_nothing_is_lost(
    bot: Connected, socket: SocketMode, slack: FakeSlack, ada: Person
) -> None:
    before = slack.links[0]
    await slack.refresh_links()
    await until(lambda: bool(slack.links) and slack.links[0] is not before)
    await ada.command("help")
    assert bot.desk.last.what == Commanded("help")


async def test_stopping_finishes_what_has_begun(bot: Connected, slack: FakeSlack, ada: Person) -> None:
    gate, entered = asyncio.Event(), asyncio.Event()
    handle = bot.desk.handle

    async def slowly(request):  # type: ignore[no-untyped-def]
        entered.set()
        await gate.wait()
        return await handle(request)

    bot.desk.handle = slowly  # type: ignore[method-assign]
    socket = SocketMode(bot.app, slack.app_token, Courtesy())
    await socket.start()
    turn = asyncio.create_task(ada.command("help"))
    await entered.wait()
    stopping = asyncio.create_task(socket.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    gate.set()
    assert (await turn).status == 200
    await stopping
    await until(lambda: not slack.links)


async def test_stopping_leaves_no_task_behind(bot: Connected, slack: FakeSlack) -> None:
    before = asyncio.all_tasks()
    socket = SocketMode(bot.app, slack.app_token, Courtesy())
    await socket.start()
    await socket.stop()
    await socket.stop()
    await until(lambda: not slack.links)
    left = [task for task in asyncio.all_tasks() - before if "bot/slack" in str(task) or "slack_sdk" in str(task)]
    assert left == []


async def test_a_wrong_app_token_is_named_with_the_place_of_its_value(bot: Connected) -> None:
    with pytest.raises(CannotConnect, match="App-Level Tokens"):
        await SocketMode(bot.app, "xapp-wrong", Courtesy()).start()


async def test_slack_being_away_is_said(bot: Connected, slack: FakeSlack) -> None:
    slack.script("apps.connections.open", refused("internal_error"))
    with pytest.raises(CannotConnect, match="internal_error"):
        await SocketMode(bot.app, slack.app_token, Courtesy()).start()
