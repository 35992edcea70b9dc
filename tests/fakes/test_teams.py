"""The fake Teams sends what Teams sends: activities of the documented shape, under tokens that are good or forged."""

from __future__ import annotations

import asyncio

import aiohttp
import jwt
import pytest

from tests.fakes.teams_bot import Bot
from tests.fakes.teams_cloud import APP_ID, TENANT
from tests.fakes.teams_keys import BAD_TOKENS, GOOD_TOKENS, ISSUER


async def test_a_token_is_signed_by_a_key_of_the_document(bot: Bot) -> None:
    teams = bot.teams
    await teams.person("Ada").says("hi")
    async with bot.session.get(teams.openid_url) as answer:
        document = await answer.json()
    async with bot.session.get(document["jwks_uri"]) as answer:
        listed = {key["kid"]: key for key in (await answer.json())["keys"]}
    token = bot.headers[-1].removeprefix("Bearer ")
    key = listed[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, jwt.PyJWK(key).key, algorithms=["RS256"], audience=APP_ID, issuer=ISSUER)
    assert "msteams" in key["endorsements"]
    assert claims["serviceurl"] == bot.heard[-1]["serviceUrl"] == teams.service_url
    assert teams.keys.asked == {"openid": 1, "keys": 1}


async def _good(bot: Bot, header: str | None, service_url: str) -> bool:
    """What a careful bot checks."""
    scheme, _, token = (header or "").partition(" ")
    listed = {key["kid"]: key for key in bot.teams.keys.page()["keys"]}
    try:
        key = listed[str(jwt.get_unverified_header(token).get("kid"))]
        claims = jwt.decode(
            token, jwt.PyJWK(key).key, algorithms=["RS256"], audience=APP_ID, issuer=ISSUER, leeway=300,
            options={"require": ["exp", "iss", "aud"]},
        )  # fmt: skip
    except (jwt.PyJWTError, KeyError):
        return False
    is_bearer = scheme.casefold() == "bearer"
    return is_bearer and claims.get("serviceurl") == service_url and "msteams" in key["endorsements"]


@pytest.mark.parametrize("kind", GOOD_TOKENS)
async def test_a_careful_bot_takes_every_good_token(bot: Bot, kind: str) -> None:
    url = bot.teams.service_url
    assert await _good(bot, bot.teams.keys.authorization(kind, url), url)


@pytest.mark.parametrize("kind", BAD_TOKENS)
async def test_a_careful_bot_refuses_every_bad_token(bot: Bot, kind: str) -> None:
    url = bot.teams.service_url
    assert not await _good(bot, bot.teams.keys.authorization(kind, url), url)


async def test_keys_rotate_take_their_time_and_go_away(bot: Bot) -> None:
    keys, before = bot.teams.keys, bot.teams.keys.current
    bot.teams.rotate()
    assert keys.current is not before and before in keys.listed
    bot.teams.rotate(keep_old=False)
    assert [key.listed["endorsements"][0] for key in keys.listed if key is keys.current] == ["msteams"]
    bot.teams.slow(0.3)
    with pytest.raises(TimeoutError):
        await bot.session.get(bot.teams.openid_url, timeout=aiohttp.ClientTimeout(total=0.1))
    bot.teams.slow(0)
    bot.teams.break_keys()
    async with bot.session.get(bot.teams.openid_url) as answer:
        assert answer.status == 503


# what people say


async def test_an_activity_from_a_personal_chat_has_the_documented_shape(bot: Bot) -> None:
    ada = bot.teams.person("Ada Lovelace", zone="Europe/Paris", locale="fr-FR")
    await ada.says("bonjour")
    said = bot.heard[-1]
    assert (said["type"], said["text"], said["channelId"]) == ("message", "bonjour", "msteams")
    assert said["from"] == {"id": ada.id, "name": "Ada Lovelace", "aadObjectId": ada.aad}
    assert said["recipient"] == {"id": f"28:{APP_ID}", "name": "Quickwin"}
    assert said["conversation"] == {"conversationType": "personal", "tenantId": TENANT, "id": ada.chat.id}
    assert said["channelData"] == {"tenant": {"id": TENANT}}
    assert (said["locale"], said["localTimezone"]) == ("fr-FR", "Europe/Paris")
    client = {"locale": "fr-FR", "country": "FR", "platform": "Windows", "timezone": "Europe/Paris"}
    assert said["entities"] == [{"type": "clientInfo", **client}]
    assert said["timestamp"].endswith("Z") and said["localTimestamp"][-6:] in ("+01:00", "+02:00")


async def test_in_a_channel_the_bot_hears_only_what_mentions_it_and_in_which_thread(bot: Bot) -> None:
    teams = bot.teams
    ada, bob = teams.person("Ada"), teams.person("Bob")
    wins = teams.channel("wins", ada, bob)
    assert not (await ada.says("just us", in_channel=wins, mention=False)).sent
    assert bot.heard == []
    await ada.says("take @Bob along", in_channel=wins, people=[bob])
    said = bot.heard[-1]
    assert said["text"] == "<at>Quickwin</at> take <at>Bob</at> along\n"
    assert [one["mentioned"]["id"] for one in said["entities"][:2]] == [said["recipient"]["id"], bob.id]
    assert said["conversation"]["id"] == f"{wins.id};messageid={said['id']}"
    assert said["conversation"]["isGroup"] and said["conversation"]["conversationType"] == "channel"
    assert wins.team is not None
    assert (said["channelData"]["channel"], said["channelData"]["team"]) == ({"id": wins.id}, {"id": wins.team.id})
    await bob.says("yes", in_channel=wins, thread=said["id"])
    assert bot.heard[-1]["conversation"]["id"] == said["conversation"]["id"]
    assert [message.thread for message in wins.messages][1:] == [said["id"], said["id"]]


async def test_a_group_chat_has_no_threads_and_needs_a_mention(bot: Bot) -> None:
    ada, eve = bot.teams.person("Ada"), bot.teams.person("Eve")
    few = bot.teams.group("A few", ada)
    await ada.says("help", in_group=few)
    assert bot.heard[-1]["conversation"]["id"] == few.id
    assert bot.heard[-1]["conversation"]["conversationType"] == "groupChat"
    with pytest.raises(AssertionError, match="Eve is not in that chat"):
        await eve.says("help", in_group=few)


async def test_parts_of_an_activity_and_its_token_can_be_forged(bot: Bot) -> None:
    ada = bot.teams.person("Ada", tenant="another-tenant")
    await ada.says("hi", token="missing", channelId=None, without=("serviceUrl",))
    assert bot.headers[-1] == ""
    assert bot.heard[-1]["channelId"] is None and "serviceUrl" not in bot.heard[-1]
    assert bot.heard[-1]["conversation"]["tenantId"] == "another-tenant"


async def test_teams_sends_again_under_a_new_name(bot: Bot) -> None:
    await bot.teams.person("Ada").says("propose")
    await bot.teams.resend(new_id=False)
    await bot.teams.resend()
    first, same, other = bot.heard
    assert first == same
    assert other["id"] != first["id"] and {**other, "id": "", "timestamp": ""} == {**first, "id": "", "timestamp": ""}


# coming and going


async def test_the_bot_hears_twice_of_being_added_and_may_write_only_then(bot: Bot) -> None:
    ada = bot.teams.person("Ada", installed=False)
    wanted = {"bot": bot.teams.workspace.bot, "members": [{"id": ada.id}], "tenantId": TENANT}
    status, body = await bot.call("POST", "conversations", wanted)
    assert (status, body["error"]["code"]) == (403, "ForbiddenOperationException")
    with pytest.raises(AssertionError, match="was not added"):
        await ada.says("hi")
    await ada.installs()
    assert [said["type"] for said in bot.heard] == ["conversationUpdate", "installationUpdate"]
    assert bot.heard[0]["membersAdded"] == [{"id": f"28:{APP_ID}"}] and bot.heard[1]["action"] == "add"
    assert "localTimezone" not in bot.heard[1] and "name" not in bot.heard[1]["from"]
    status, body = await bot.call("POST", "conversations", wanted)
    assert (status, body["id"]) == (201, ada.chat.id)
    await ada.uninstalls()
    assert bot.heard[-1]["action"] == "remove"
    status, body = await bot.call("POST", f"conversations/{ada.chat.id}/activities", {"type": "message", "text": "x"})
    assert (status, body["errorCode"]) == (403, 209) and "MessageWritesBlocked" in body["message"]


async def test_a_team_tells_who_came_and_which_channels_there_are(bot: Bot) -> None:
    teams = bot.teams
    ada, bob = teams.person("Ada"), teams.person("Bob")
    sales = teams.team("Sales", ada, installed=False)
    assert (await bot.call("GET", f"teams/{sales.id}/conversations"))[0] == 403
    await ada.adds_to(sales, installation_first=True)
    first, second = bot.heard
    assert (first["type"], second["channelData"]["eventType"]) == ("installationUpdate", "teamMemberAdded")
    assert second["channelData"]["team"]["name"] == "Sales" and second["conversation"]["id"] == sales.id
    await bob.joins(sales)
    assert bot.heard[-1]["membersAdded"] == [{"id": bob.id, "aadObjectId": bob.aad}]
    wins = await ada.creates_channel("wins", sales)
    await ada.renames(wins, "our wins")
    assert bot.heard[-1]["channelData"]["channel"] == {"id": wins.id, "name": "our wins"}
    _, body = await bot.call("GET", f"teams/{sales.id}/conversations")
    assert [(one["id"], one["name"]) for one in body["conversations"]] == [(sales.id, None), (wins.id, "our wins")]
    await ada.removes_from(sales)
    status, body = await bot.call("POST", f"conversations/{wins.id}/activities", {"type": "message", "text": "x"})
    assert (status, body["error"]["code"]) == (403, "BotNotInConversationRoster")


async def test_a_tenant_may_move_and_every_activity_says_where_to(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await ada.says("hi")
    bot.teams.move("amer")
    await ada.sends("messageReaction", reactionsAdded=[{"type": "like"}], replyToId="1")
    before, after = (said["serviceUrl"] for said in bot.heard)
    assert before.endswith("/emea/") and after.endswith("/amer/")
    assert bot.heard[-1]["reactionsAdded"] == [{"type": "like"}]
    await bot.says(ada.chat, {"type": "message", "text": "found you"})


async def test_a_new_version_of_the_app_is_no_arrival(bot: Bot) -> None:
    ada = bot.teams.person("Ada")
    await ada.upgrades()
    assert [(said["type"], said["action"]) for said in bot.heard] == [("installationUpdate", "add-upgrade")]


async def test_a_bot_that_does_not_answer_in_time_has_answered_nothing(bot: Bot) -> None:
    async def never(_: bytes) -> None:
        await asyncio.sleep(5)

    bot.teams.patience = 0.1
    bot.before = never
    outcome = await bot.teams.person("Ada").says("hi")
    assert outcome.status == 0 and bot.teams.told == [("message", "good", outcome)]
