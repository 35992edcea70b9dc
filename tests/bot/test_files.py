"""A file that somebody sends backs their number on every platform; where none can be sent a link to it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from initiatives.check_ins import CheckIn, check_in_id
from tests.bot.chats import PLACES, Chat, InSandbox, OnSlack, OnTeams
from tests.bot.test_every_conversation import SCENARIOS, Started, begun

NAME = "Q4_hours & costs.xlsx"
ON_SLACK = "https://acme.slack.com/files/U0GRACE/F0TD00400/q4_hours___costs.xlsx"
ON_SHAREPOINT = (
    "https://acme-my.sharepoint.com/personal/grace_acme_com/Documents/Microsoft Teams Chat Files/Q4_hours & costs.xlsx"
)
ANYWHERE = "https://files.example.com/q4"
LINKS = {"slack": ON_SLACK, "teams": ON_SHAREPOINT.replace(" ", "%20"), "sandbox": ANYWHERE}
SLACK_FILE = {
    "id": "F0TD00400", "name": NAME, "title": NAME, "filetype": "xlsx", "mode": "hosted", "is_external": False,
    "url_private": "https://files.slack.com/files-pri/T1-F0TD00400/q4_hours___costs.xlsx", "permalink": ON_SLACK,
    "file_access": "visible",
}  # fmt: skip
TEAMS_FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "contentUrl": ON_SHAREPOINT,
    "name": NAME,
    "content": {
        "downloadUrl": "https://acme-my.sharepoint.com/personal/grace_acme_com/_layouts/15/download.aspx?UniqueId=1150D938&tempauth=e",
        "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
        "fileType": "xlsx",
    },
}
PASTED = {
    "contentType": "image/png",
    "contentUrl": "https://smba.trafficmanager.net/emea/v3/attachments/0-neu-d1/views/original",
}
FORMATTED = {"contentType": "text/html", "content": '<p>31</p><attachment id="1150D938"></attachment>'}


async def sends(chat: Chat, text: str) -> None:
    """The file, with words or without; in the sandbox the link to it, by itself or behind them."""
    match chat:
        case OnSlack(person=person):
            await person.dm(text, files=[SLACK_FILE])
        case OnTeams(person=person):
            await person.says(text, attachments=[FORMATTED, TEAMS_FILE])
        case InSandbox():
            await chat.says(f"{text} {ANYWHERE}".strip())
    await chat.settled()


async def asked(chat: Chat) -> Started:
    return await begun(chat, replace(SCENARIOS["check_in"], asks=True), one_by_one=False)


async def answer(chat: Chat, started: Started) -> CheckIn:
    async with chat.place.engine.store.transaction(chat.place.now) as store:
        found = await store.check_in(started.organisation.id, check_in_id(started.initiative.id, started.week))
    assert found is not None, chat.newest()
    return found


def named(where: str) -> str:
    return ANYWHERE if where == "sandbox" else NAME


@pytest.mark.parametrize("where", PLACES)
async def test_a_file_with_the_number(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        started = await asked(chat)
        await sends(chat, "31")
        done = await answer(chat, started)
        assert (done.link, done.file) == (LINKS[where], "" if where == "sandbox" else NAME)
        assert named(where) in chat.newest()


@pytest.mark.parametrize("where", PLACES)
async def test_a_file_behind_the_number(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        started = await asked(chat)
        await chat.says("31")
        await sends(chat, "")
        assert (await answer(chat, started)).link == LINKS[where]
        assert "is backed by" in chat.newest() and named(where) in chat.newest()


@pytest.mark.parametrize("where", PLACES)
async def test_a_file_before_the_number_comes_with_the_form_of_its_button(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        started = await asked(chat)
        await sends(chat, "")
        await chat.press("Read the fields: this week’s number")
        await chat.fill(value="31")
        done = await answer(chat, started)
        assert (done.link, [int(value) for _, value in done.values]) == (LINKS[where], [31])


async def test_in_a_thread_on_slack_it_backs_the_answer_that_it_hangs_on(tmp_path: Path) -> None:
    async with PLACES["slack"](tmp_path) as chat:
        assert isinstance(chat, OnSlack)
        started = await asked(chat)
        await chat.says("31")
        (answered,) = [one for one in chat.person.messages() if "Noted for" in str(one)]
        await chat.person.dm("from the ERP", thread=answered["ts"], files=[SLACK_FILE])
        await chat.settled()
        done = await answer(chat, started)
        assert (done.file, done.comment) == (NAME, "from the ERP")
        (answered,) = [one for one in chat.person.messages() if "Noted for" in str(one)]
        assert {"type": "link", "url": ON_SLACK, "text": NAME} in _links(answered)


def _links(value: object) -> list[object]:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [value] if isinstance(value, dict) and value.get("type") == "link" else []
    return [*found, *(one for each in inner for one in _links(each))]


async def test_a_picture_pasted_into_teams_lies_where_nobody_gets_to_and_the_number_beside_it_is_kept(
    tmp_path: Path,
) -> None:
    async with PLACES["teams"](tmp_path) as chat:
        assert isinstance(chat, OnTeams)
        started = await asked(chat)
        await chat.person.says("31", attachments=[FORMATTED, PASTED])
        await chat.settled()
        assert (await answer(chat, started)).link == ""
        assert "That file has no link that others could open" in chat.newest()
