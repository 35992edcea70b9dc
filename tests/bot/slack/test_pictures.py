"""Charts in Slack: words at once, the image by an edit when its file is ready, and words alone where there can be none."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.charts.easel import Easel
from bot.charts.plan import planned
from bot.slack.connection import new_client, new_session
from bot.slack.messenger import SlackMessenger
from bot.slack.pictures import AT_ONCE, WAITING, SlackPictures
from handlers.messenger import Address, Sent
from handlers.ui import Message, Para, Picture
from handlers.words import Typed
from scheduler import outcomes
from storage.records import Delivery, DeliveryState, To
from tests.bot.charts.example import CHART, READER, plan
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import Fault, broken, rate_limited, refused

HERS = Address("T1", person="U1")
SHOWN = Message(Typed("Noted"), (Para(Typed("Noted")), Picture(Typed("hours: 40, now 32"), CHART)))
LOOKS = (0.0, 0.01, 0.01)
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    async with new_session() as session:
        yield new_client(slack.bot_token, session, slack.api)


@pytest.fixture
async def easel() -> AsyncIterator[Easel]:
    easel = Easel()
    yield easel
    await easel.close()


@pytest.fixture
def messenger(client: AsyncWebClient, easel: Easel) -> SlackMessenger:
    return SlackMessenger(client, "T1", SlackPictures(client, easel, LOOKS))


async def edited(messenger: SlackMessenger, sent: Sent) -> Sent:
    """The message after as many edits as its row would have."""
    async with asyncio.timeout(20):
        while await messenger.change(sent, SHOWN, READER):
            sent = replace(sent, unfinished=True)
            await asyncio.sleep(0.02)
    return replace(sent, unfinished=False)


def images(person: Person) -> list[str]:
    [message] = person.messages()
    assert message["text"] == "Noted\nhours: 40, now 32"
    return [block["slack_file"]["id"] for block in message["blocks"] if block["type"] == "image"]


async def test_one_of_many_stays_a_line_of_signs(messenger: SlackMessenger, slack: FakeSlack, ada: Person) -> None:
    small = Message(Typed("s"), (Picture(Typed("hours: 40"), CHART, small=True),))
    sent = await messenger.send(HERS, small, READER, key="d1")
    assert not sent.unfinished and slack.calls("files.getUploadURLExternal") == []
    [message] = ada.messages()
    assert "█▅▁ hours: 40" in str(message["blocks"])


async def test_words_go_first_and_the_picture_follows_by_an_edit(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    assert sent.unfinished and images(ada) == []
    await edited(messenger, sent)
    assert len(slack.calls("chat.update")) == 1
    [file] = images(ada)
    kept = slack.workspace.files.kept[file]
    assert kept.content.startswith(b"\x89PNG") and len(slack.calls("files.info")) == 2
    [message] = ada.messages()
    assert message["blocks"][-1]["alt_text"] == "hours: 40, now 32"


async def test_a_picture_is_uploaded_once(messenger: SlackMessenger, slack: FakeSlack, ada: Person) -> None:
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    for _ in range(3):
        await edited(messenger, replace(sent, unfinished=False))
    assert len(slack.calls("files.getUploadURLExternal")) == 1
    assert not (await messenger.send(HERS, SHOWN, READER, key="d2")).unfinished


async def test_a_message_without_a_picture_is_finished(messenger: SlackMessenger, ada: Person) -> None:
    sent = await messenger.send(HERS, Message(Typed("s"), (Para(Typed("p")),)), READER, key="d1")
    assert not sent.unfinished


async def test_without_the_scope_words_stay_and_nothing_is_asked_again(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    slack.workspace.files.allowed = False
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    await edited(messenger, sent)
    await edited(messenger, sent)
    assert images(ada) == [] and len(slack.calls("files.getUploadURLExternal")) == 1
    assert not (await messenger.send(HERS, SHOWN, READER, key="d2")).unfinished


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"])
@pytest.mark.parametrize("fault", [broken(), refused("internal_error")], ids=["broken", "refused"])
async def test_words_stay_where_an_upload_fails_and_the_next_edit_tries_again(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person, method: str, fault: Fault
) -> None:
    slack.script(method, fault)
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    await edited(messenger, sent)
    assert images(ada) == []
    await edited(messenger, sent)
    assert len(images(ada)) == 1


async def test_a_file_that_slack_does_not_take_in_is_not_shown(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    slack.workspace.files.slow = 100
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    await edited(messenger, sent)
    assert images(ada) == [] and len(slack.calls("files.info")) == len(LOOKS)


async def test_a_file_that_was_deleted_holds_up_no_edit(
    messenger: SlackMessenger, slack: FakeSlack, ada: Person
) -> None:
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    await edited(messenger, sent)
    slack.workspace.files.kept.clear()
    await edited(messenger, sent)
    assert images(ada) == []


async def test_where_nothing_can_be_drawn_words_stay(client: AsyncWebClient, slack: FakeSlack, ada: Person) -> None:
    messenger = SlackMessenger(client, "T1", SlackPictures(client, Easel(("/nowhere/at/all",)), LOOKS))
    sent = await messenger.send(HERS, SHOWN, READER, key="d1")
    await edited(messenger, sent)
    assert images(ada) == [] and slack.calls("files.getUploadURLExternal") == []


async def test_a_change_shows_its_words_at_once_while_a_picture_takes_long(
    client: AsyncWebClient, slack: FakeSlack, ada: Person
) -> None:
    easel = Easel((sys.executable, "-c", "import time; time.sleep(60)"))
    messenger = SlackMessenger(client, "T1", SlackPictures(client, easel, LOOKS))
    sent = await messenger.send(HERS, Message(Typed("s"), (Para(Typed("p")),)), READER, key="d1")
    async with asyncio.timeout(5):
        assert await messenger.change(sent, SHOWN, READER)
        assert images(ada) == []
        for _ in range(3):  # nothing more is asked of Slack meanwhile
            assert await messenger.change(replace(sent, unfinished=True), SHOWN, READER)
    assert len(slack.calls("chat.update")) == 1
    await easel.close()


async def test_a_wait_that_slack_asks_for_holds_back_the_pictures_and_no_words(
    messenger: SlackMessenger, easel: Easel, slack: FakeSlack, ada: Person
) -> None:
    charts = [replace(CHART, unit=f"h{number}") for number in range(AT_ONCE + 1)]
    for chart in charts:  # drawn before, so that only Slack is waited for
        await easel.picture(planned(chart, READER))
    for _ in range(AT_ONCE):
        slack.script("files.getUploadURLExternal", rate_limited(2))
    begun = time.monotonic()
    for chart in charts:
        await messenger.send(HERS, Message(Typed("s"), (Picture(Typed("a"), chart),)), READER, key=chart.unit)
    assert len(ada.messages()) == len(charts)
    async with asyncio.timeout(20):
        while len(slack.calls("files.getUploadURLExternal")) < len(charts):  # noqa: ASYNC110 the fake tells nobody
            await asyncio.sleep(0.02)
    assert time.monotonic() - begun >= 2


async def test_where_too_many_are_waiting_words_stay(client: AsyncWebClient, slack: FakeSlack, ada: Person) -> None:
    easel = Easel((sys.executable, "-c", "import time; time.sleep(60)"))
    pictures = SlackPictures(client, easel, LOOKS)
    assert pictures.begun(plan(newest) for newest in range(WAITING))
    assert not pictures.begun([plan(WAITING)]) and pictures.begun([plan(0)])
    await easel.close()


def test_a_message_that_went_out_in_words_is_edited_a_moment_later() -> None:
    row = Delivery("d1", "main", "check_in.answered", {}, To(person="ada"), "again", NOW, NOW)
    begun = outcomes.begun(row, "T1", NOW)
    sent = Sent("T1", "D1", "1.1", unfinished=True)
    first = outcomes.after(begun, sent, NOW, row.revision, can_look=False)
    assert (first.state, first.due_at) == (DeliveryState.SENT, NOW + outcomes.PICTURES_AFTER)
    edited = outcomes.after(outcomes.begun(first, "T1", NOW), replace(sent, unfinished=False), NOW, row.revision, False)
    assert (edited.state, edited.due_at) == (DeliveryState.SENT, None)
