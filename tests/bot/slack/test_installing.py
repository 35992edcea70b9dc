"""Installing the bot: whoever begins comes back in the same browser, once, within ten minutes."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.slack.manifest import SCOPES
from bot.wiring import ORGANISATION, found
from initiatives.people import Organisation, Workspace
from storage.tables import TABLES
from storage.tiny import TinyStore
from tests.bot.slack.hosted import hosting, process
from tests.bot.slack.seen import words
from tests.fakes.slack_cloud import Browser
from tests.fakes.slack_rules import broken
from tests.storage.notes import counter


def written(folder: Path) -> str:
    """Everything in every file of it."""
    return "".join(path.read_text() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_whoever_installs_it_founds_an_organisation_and_administers_it() -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace", tz="Europe/Paris", locale="fr-FR")
        page = await bot.cloud.install(acme, grace)
        await bot.settled()
        assert page.status == 200 and "Quickwin is installed in acme" in page.text
        organisation = await bot.organisation("T1")
        assert (organisation.name, organisation.language, organisation.zone) == ("acme", "fr", "Europe/Paris")
        async with bot.store.transaction(bot.clock.at) as store:
            [admin] = await store.admins(organisation.id)
        assert admin.name == "Grace"
        assert "je suis Quickwin" in words(grace.messages()[-1])
        assert (await bot.installation("T1")).installer == "U1"  # type: ignore[union-attr]


async def test_the_admins_of_the_workspace_are_known_before_they_write() -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")
        for number in range(2, 6):
            acme.person(f"U{number}", name=f"Admin {number}", admin=number % 2 == 0)
        await bot.cloud.install(acme, grace)
        await bot.settled()
        ours = await bot.whose("T1")
        async with bot.store.transaction(bot.clock.at) as store:
            admins = await store.admins(ours)
        assert {admin.name for admin in admins} == {"Grace", "Admin 2", "Admin 4"}


async def test_slack_is_asked_for_our_scopes_and_the_cookie_is_for_this_site_only() -> None:
    async with hosting() as bot:
        begun = await Browser(bot.cloud).visit(f"{bot.cloud.bot}/slack/install?team=T9&user_scope=admin")
        asked = parse_qs(urlsplit(begun.sent_to).query)
        assert begun.status == 302
        assert asked["scope"] == [",".join(sorted(SCOPES))]
        assert set(asked) == {"scope", "state", "client_id"}, "nothing of the visitor's address goes to Slack"
        assert begun.cookie.startswith("__Host-quickwin-install=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=600"} <= set(begun.cookie.split("; "))
        assert begun.headers["Cache-Control"] == "no-store"


async def test_a_state_is_good_once_in_its_browser_for_ten_minutes() -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")

        async def agreed(browser: Browser) -> str:
            begun = await browser.visit(f"{bot.cloud.bot}/slack/install")
            return bot.cloud.oauth.agreed(begun.sent_to, acme.workspace, grace.id)

        mine, other = Browser(bot.cloud), Browser(bot.cloud)
        back = await agreed(mine)
        assert (await Browser(bot.cloud).visit(back)).status == 400, "without the cookie"
        await agreed(other)
        assert (await other.visit(back)).status == 400, "with the cookie of another beginning"
        kept = mine.cookie
        assert (await mine.visit(back)).status == 200
        mine.cookie = kept
        again = await mine.visit(back)
        assert again.status == 401 and "was used already" in again.text
        late = await agreed(mine)
        bot.clock.at += timedelta(minutes=10, seconds=1)
        assert (await mine.visit(late)).status == 401
        forged = Browser(bot.cloud)
        forged.cookie = "__Host-quickwin-install=made-up"
        assert (await forged.visit(f"{bot.cloud.bot}/slack/oauth_redirect?code=c&state=made-up")).status == 401
        assert len(bot.cloud.oauth.calls) == 1


async def test_a_state_used_in_one_process_is_used_in_all() -> None:
    async with hosting(processes=2) as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")
        browser = Browser(bot.cloud)
        begun = await browser.visit(f"{bot.processes[0].address}/slack/install")
        back = bot.cloud.oauth.agreed(begun.sent_to, acme.workspace, grace.id)
        kept = browser.cookie
        other = back.replace(bot.processes[0].address, bot.processes[1].address)
        assert (await browser.visit(other)).status == 200
        browser.cookie = kept
        assert (await browser.visit(back)).status == 401


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Quickwin was not installed"), ("fr-CA,en", "Quickwin n’a pas")]
)
async def test_somebody_who_declines_reads_so_in_their_language(language: str, title: str) -> None:
    async with hosting() as bot:
        page = await Browser(bot.cloud).visit(f"{bot.cloud.bot}/slack/oauth_redirect?error=access_denied", language)
        assert page.status == 200 and title in page.text
        hostile = await Browser(bot.cloud).visit(f"{bot.cloud.bot}/slack/oauth_redirect?error=%3Cscript%3E")
        assert "<script>" not in hostile.text
        assert "default-src 'none'" in hostile.headers["Content-Security-Policy"]


async def test_when_slack_is_in_trouble_nothing_is_installed_and_it_can_be_begun_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")
        bot.cloud.oauth.faults["oauth.v2.access"] = [broken(503)]
        refused = await bot.cloud.install(acme, grace)
        assert refused.status in (401, 502) and "Begin again" in refused.text
        assert await bot.installation("T1") is None and await bot.whose("T1") == ""
        assert (await bot.cloud.install(acme, grace)).status == 200
        assert "code-" not in caplog.text


async def test_the_organisation_stays_when_the_bot_goes_and_comes_back() -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace, eve = acme.person("U1", name="Grace"), acme.person("U2", name="Eve")
        await bot.cloud.install(acme, grace)
        founded = await bot.whose("T1")
        bot.clock.at += timedelta(days=1)
        await bot.cloud.remove(acme)
        assert await bot.installation("T1") is None
        await bot.cloud.install(acme, eve)
        await bot.settled()
        assert await bot.whose("T1") == founded
        async with bot.store.transaction(bot.clock.at) as store:
            assert [admin.name for admin in await store.admins(founded)] == ["Grace"], (
                "installing again gives no rights"
            )
        assert (await eve.dm("help")).status == 200
        await bot.settled()
        assert "I am Quickwin" in words(eve.messages()[-1])


async def test_neither_a_stored_file_nor_the_log_holds_a_token(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    store = TinyStore(tmp_path / "quickwin.json", TABLES, new_id=counter("a"), new_salt=counter("s"))
    async with hosting(store=store) as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace")
        await bot.cloud.install(acme, grace)
        await grace.dm("help")
        bot.clock.at += timedelta(hours=11)
        await grace.dm("help")
        bot.cloud.oauth.faults["oauth.v2.access"] = [broken(500)]
        bot.clock.at += timedelta(hours=11)
        await grace.dm("help")
        await bot.settled()
        assert len(bot.cloud.oauth.given) == 4
        await store.close()
        stored = written(tmp_path)
        assert "Grace" in stored and '"locked"' in stored
        for everything in (stored, caplog.text):
            assert "xoxb-" not in everything and "xoxe" not in everything
            assert bot.cloud.oauth.client_secret not in everything


async def test_a_workspace_that_was_served_alone_finds_what_it_had() -> None:
    async with hosting() as bot:
        acme = bot.cloud.workspace("T1", "acme")
        grace = acme.person("U1", name="Grace", admin=True)
        main = Organisation(ORGANISATION, ORGANISATION, "Acme")
        await found(bot.store, main, Workspace("T1", ORGANISATION, "slack", "T1"), bot.clock)
        await bot.cloud.install(acme, grace)
        await bot.cloud.install(bot.cloud.workspace("T2", "other"), grace)
        assert await bot.whose("T1") == ORGANISATION
        assert await bot.whose("T2") not in ("", ORGANISATION)


async def test_the_address_of_the_bot_is_named_to_slack_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_REDIRECT_URI", "https://elsewhere.example.org")
    async with hosting() as bot:
        begun = await Browser(bot.cloud).visit(f"{bot.cloud.bot}/slack/install")
        assert "redirect_uri" not in begun.sent_to
        bot.url = "https://quickwin.example.org/"
        async with process(bot) as other:
            begun = await Browser(bot.cloud).visit(f"{other.address}/slack/install")
        redirect = parse_qs(urlsplit(begun.sent_to).query)["redirect_uri"]
        assert redirect == ["https://quickwin.example.org/slack/oauth_redirect"]


async def test_by_socket_mode_many_workspaces_are_served_too() -> None:
    async with hosting(socket_mode=True) as bot:
        for slack in (bot.cloud.slacks[0], bot.cloud.workspace("T2", "birch")):
            grace = slack.person("U1", name="Grace")
            assert (await bot.cloud.install(slack, grace)).status == 200
            assert (await grace.command("help")).status == 200
            assert "I am Quickwin" in words(grace.notes()[-1])
