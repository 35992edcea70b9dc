"""The dashboard's page: for whoever has a link, in their language, and with numbers for admins alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.web.board import STYLE_PATH
from bot.web.dashboard import Dashboard
from handlers.dashboards import LISTED, PATH, Board, gather
from initiatives.people import Organisation
from storage.port import Transaction
from tests.handlers.started import in_trial
from tests.world import ORG, Actor, World

Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def served(world: World) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(Dashboard(world.store, world.clock.now, world.engine.builder).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def link(of: Actor) -> str:
    """The path behind the link that the chat gives them."""
    await of.says("dashboard")
    (opens,) = [span for span in of.last.reader.spans(of.last.message.summary) if span.address]
    return URL(opens.address).path


@pytest.fixture
async def world() -> World:
    here = await World().founded()
    ada, grace = await here.person("Ada <b>", team="Accounting"), await here.person("Grace", admin=True)
    await here.person("Camille", language="fr")
    await in_trial(here, ada, grace, idea="<script>alert(1)</script> reads invoices")
    await here.next_monday()
    await ada.says("9")
    return here


async def test_everybody_reads_how_things_stand_and_admins_the_latest_numbers_too(world: World) -> None:
    async with served(world) as client:
        pages = {}
        for name in ("Ada <b>", "Grace"):
            answer = await client.get(await link(world.people[name]))
            assert answer.status == 200 and answer.content_type == "text/html"
            pages[name] = await answer.text()
    for text in pages.values():
        assert "Initiatives at Acme" in text and "hours a week on invoices: from 12 to 4" in text
        assert "median of four weeks" in text and "promised: within 3 working days" in text
    assert "Latest number" in pages["Grace"] and ">9," in pages["Grace"]
    assert "Latest number" not in pages["Ada <b>"] and ">9," not in pages["Ada <b>"]


async def test_what_was_typed_is_shown_as_it_was_typed_and_nothing_in_it_runs(world: World) -> None:
    async with served(world) as client:
        answer = await client.get(await link(world.people["Grace"]))
        text = await answer.text()
    assert "<script" not in text and "&lt;script&gt;" in text and "Ada &lt;b&gt;" in text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store"


async def test_it_is_read_in_the_readers_own_language(world: World) -> None:
    async with served(world) as client:
        text = await (await client.get(await link(world.people["Camille"]))).text()
    assert '<html lang="fr">' in text and "Où elles en sont" in text and "As of" not in text


async def test_a_link_that_is_over_altered_or_of_somebody_who_left_opens_nothing(world: World) -> None:
    path = await link(world.people["Grace"])
    async with served(world) as client:
        for strange in (path[:-1], f"{PATH}x", path.replace("acme", "other", 1)):
            assert (await client.get(strange)).status == 403
        async with world.store.transaction(world.clock.at) as store:
            grace = await store.person(ORG, world.people["Grace"].id)
            assert grace is not None
            await store.keep_person(replace(grace, active=False))
        answer = await client.get(path, headers={"Accept-Language": "fr"})
        assert answer.status == 403 and "Acme" not in await answer.text()
        async with world.store.transaction(world.clock.at) as store:
            await store.keep_person(grace)
        assert (await client.get(path)).status == 200
        world.clock.at += timedelta(days=1)
        assert (await client.get(path)).status == 403


async def test_within_a_minute_the_portfolio_is_read_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    path = await link(world.people["Grace"])

    async def counting(store: Transaction, organisation: Organisation, now: datetime) -> Board:
        read.append(now)
        return await gather(store, organisation, now)

    monkeypatch.setattr("bot.web.dashboard.gather", counting)
    async with served(world) as client:
        await client.get(path)
        await client.get(path)
        assert len(read) == 1
        world.clock.at += timedelta(minutes=1)
        await client.get(path)
        assert len(read) == 2


async def test_its_style_is_served_beside_it_and_a_long_list_is_cut_with_a_count(world: World) -> None:
    async with world.store.transaction(world.clock.at) as store:
        (one,) = await store.portfolio(ORG)
        for number in range(LISTED + 2):
            await store.add_initiative(replace(one, id=f"more{number}", title=f"Another {number}"))
    async with served(world) as client:
        text = await (await client.get(await link(world.people["Ada <b>"]))).text()
        style = await client.get(STYLE_PATH)
    assert text.count("<tr>") == LISTED + 1 and "and 3 more" in text
    assert style.status == 200 and style.content_type == "text/css" and STYLE_PATH in text
