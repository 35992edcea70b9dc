"""What goes wrong between Teams and the bot: each message arrives once, later, or is known not to have arrived."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.records import Delivery, DeliveryState, Reason
from tests.bot.teams import seen
from tests.bot.teams.company import FORM, Company, company


async def later(acme: Company) -> None:
    await acme.at(acme.clock.at + timedelta(minutes=5))


async def asked_to_review(acme: Company) -> Delivery:
    (found,) = [row for row in await acme.deliveries() if row.card == "review.to_review"]
    return found


@pytest.mark.parametrize(("status", "seconds"), [(429, 2), (429, None), (412, None), (412, 3)])
async def test_what_is_refused_for_now_is_sent_later_and_once(status: int, seconds: float | None) -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        acme.teams.fail_next(status, retry_after=seconds, on="send")
        await ada.says("help")
        await acme.settled()
        assert len(ada.reads()) == 1
        await later(acme)
        await later(acme)
        assert len(ada.reads()) == 2
        assert [call.status for call in acme.teams.calls("send")][-2:] == [status, 201]


@pytest.mark.parametrize("after_write", [False, True])
@pytest.mark.parametrize("status", [0, 408, 500, 502, 503, 504])
async def test_what_is_in_doubt_and_must_not_come_twice_is_not_sent_again(status: int, after_write: bool) -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        await ada.press("Propose an initiative")
        acme.teams.fail_next(status, after_write=after_write, on="send")
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        await later(acme)
        assert (await asked_to_review(acme)).state is DeliveryState.UNCONFIRMED
        assert len(grace.reads()) == 1 + after_write


@pytest.mark.parametrize("after_write", [False, True])
async def test_what_is_in_doubt_and_would_be_missed_comes_again(after_write: bool) -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        acme.teams.fail_next(503, after_write=after_write, on="send")
        await ada.says("help")
        await acme.settled()
        await later(acme)
        await later(acme)
        assert len(ada.reads()) == 2 + after_write


@pytest.mark.parametrize("status", [0, 412, 429, 500, 503])
@pytest.mark.parametrize("after_write", [False, True])
async def test_a_change_is_made_again_until_it_is_made(status: int, after_write: bool) -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        await acme.proposed(ada)
        acme.teams.fail_next(status, after_write=after_write, on="update", times=2)
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.settled()
        assert after_write or "Approve as a trial" in seen.buttons(grace.messages()[-1].card() or {})
        await later(acme)
        await later(acme)
        assert "Approve as a trial" not in seen.buttons(grace.messages()[-1].card() or {}) and len(grace.reads()) == 2
        assert len([call for call in acme.teams.calls("update") if call.status == status]) == 2


async def test_somebody_who_blocked_the_bot_is_a_certain_failure_with_its_reason_until_they_add_it_again() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        await acme.proposed(ada)
        ada.blocks()
        await grace.press("Ask a question")
        await grace.fill(question="Which invoices?")
        await acme.settled()
        await later(acme)
        failed = [(row.reason, row.said) for row in await acme.deliveries() if row.state is DeliveryState.FAILED]
        assert failed == [(Reason.BLOCKED, "MessageWritesBlocked")]
        assert [call.status for call in acme.teams.calls("send")].count(403) == 1, "nobody is asked again and again"
        await ada.installs()
        await ada.says("help")
        await acme.settled()
        assert "Which invoices?" not in ada.reads()[-1] and "help" in ada.reads()[-1]


async def test_a_tenant_that_moves_is_answered_at_its_new_address() -> None:
    async with company() as acme:
        grace, ada = await acme.joined("Grace", "Ada")
        acme.teams.move("amer")
        await acme.proposed(ada)
        await grace.press("Approve as a trial")
        await grace.fill()
        await acme.settled()
        assert "It is a trial" in ada.reads()[-1]


async def test_a_login_that_is_away_keeps_messages_until_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.tokens.AGAIN_SECONDS", 0)
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        acme.teams.login.revoke()
        acme.teams.fail_login(503)
        await ada.says("help")
        await acme.settled()
        assert len(ada.reads()) == 1 and acme.teams.calls("send")[-1].status == 401
        await later(acme)
        await later(acme)
        assert len(ada.reads()) == 2 and acme.teams.login.asked == 3


async def test_a_key_that_is_changed_is_noticed_by_nobody() -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        acme.teams.rotate(keep_old=False)
        await acme.proposed(ada)
        assert await acme.portfolio() == ["Read the fields"]


async def test_slow_signing_keys_hold_up_the_first_words_and_lose_none() -> None:
    async with company() as acme:
        everybody = [acme.person(name, installed=True) for name in ("Grace", "Ada", "Linus")]
        acme.teams.slow(0.3)
        said = await asyncio.gather(*[person.says("help") for person in everybody])
        await acme.settled()
        assert [outcome.status for outcome in said] == [200] * 3
        assert acme.teams.keys.asked == {"openid": 1, "keys": 1}
        assert [len(person.reads()) for person in everybody] == [1] * 3


@pytest.mark.parametrize("status", [0, 403, 412, 429, 503])
async def test_a_form_that_cannot_be_sent_waits_behind_a_button(status: int) -> None:
    async with company() as acme:
        _, ada = await acme.joined("Grace", "Ada")
        ada.old_client = True
        acme.teams.fail_next(status, on="send")
        await ada.press("Propose an initiative")
        await acme.settled()
        await later(acme)
        ada.old_client = False
        waiting = ada.messages()[-1]
        assert len(ada.messages()) == 2
        await ada.press("Open the form", message=waiting)
        await ada.fill(**FORM, change="12 to 4")
        await acme.settled()
        assert await acme.portfolio() == ["Read the fields"]
