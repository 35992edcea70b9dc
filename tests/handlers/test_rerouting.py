"""A message that no chat delivers goes another way once each, and whoever is not reached is known to somebody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers import deliveries
from handlers.conversation import Card, Change, Post, Remove
from handlers.merging import merge
from handlers.messenger import MAIL, Address, SendFailed, Sent
from handlers.missing import missed
from handlers.ui import Message
from handlers.words import Reader
from initiatives.initiative import Initiative
from initiatives.people import Account, Workspace, account_id
from storage.records import Delivery, DeliveryState, Reason, To, Tried
from tests.handlers.conversations.test_silence import LONG, change
from tests.handlers.started import in_trial
from tests.world import ORG, PLACE, Actor, Outbox, World

REFUSED = SendFailed("user_not_found", "never", reason=Reason.CLOSED)
TENANT = "T2"
HELP = Card("propose.left")


@dataclass
class Other(Outbox):
    """The messenger of another place."""

    workspace: str = TENANT
    lasting: bool = True
    keys: list[str] = field(default_factory=list)

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        assert to.workspace == self.workspace
        self.keys.append(key)
        sent = await super().send(to, message, reader, key)
        return replace(sent, workspace=self.workspace, lasting=self.lasting)


@dataclass
class Company:
    """Ada, who may be on a second platform and may want e-mail; Grace, who sponsors and administers."""

    world: World
    ada: Actor
    grace: Actor
    teams: Other
    mail: Other

    async def row(self, key: str) -> Delivery:
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.delivery(ORG, key)
        assert found is not None
        return found

    async def post(self, key: str = "k", **more: object) -> None:
        post = Post(To(person=self.ada.id, workspace=PLACE), HELP, key=key, **more)  # type: ignore[arg-type]
        await self.queue(post)

    async def queue(self, *also: Post | Change | Remove) -> None:
        async with self.world.store.transaction(self.world.clock.at) as store:
            await deliveries.queue(store, ORG, also, self.world.clock.at, self.world.new_id)
        await self.world.engine.sender.drain()

    async def unreached(self) -> list[tuple[str, str]]:
        """Ids of what is on the list, and why it is."""
        async with self.world.store.transaction(self.world.clock.at) as store:
            return [(row.id, row.reason) for row in await store.unreached(ORG)]

    async def ada_is(self, **changes: object) -> None:
        async with self.world.store.transaction(self.world.clock.at) as store:
            person = await store.person(ORG, self.ada.id)
            assert person is not None
            await store.keep_person(replace(person, **changes))  # type: ignore[arg-type]

    def refuses(self, *places: Outbox) -> None:
        for place in places:
            place.trouble = [REFUSED]


async def company(*, teams: bool = False, mail: bool = False, agreed: bool = False, address: str = "a@b.c") -> Company:
    world = await World().founded()
    ada, grace = await world.person("Ada"), await world.person("Grace", admin=True)
    made = Company(world, ada, grace, Other(), Other(workspace=MAIL, lasting=False))
    async with world.store.transaction(world.clock.at) as store:
        own = await store.account(ORG, PLACE, ada.visitor.external)
        assert own is not None
        await store.keep_account(replace(own, email=address))
        if teams:
            await store.connect(Workspace(TENANT, ORG, "teams", "Acme"))
            await store.keep_account(Account(account_id(TENANT, "aad"), ORG, ada.id, TENANT, "aad"))
            world.engine.messengers[TENANT] = made.teams
    if mail:
        world.engine.messengers[MAIL] = made.mail
    await made.ada_is(by_mail=agreed)
    return made


async def test_what_one_platform_refuses_goes_to_the_other_under_a_key_of_its_own() -> None:
    acme = await company(teams=True)
    acme.refuses(acme.world.outbox)
    await acme.post()
    assert (acme.world.outbox.creates, acme.teams.creates) == (0, 1)
    assert acme.teams.keys == ["k.2"]
    first, second = await acme.row("k"), await acme.row("k.2")
    assert (first.state, first.next) == (DeliveryState.FAILED, "k.2")
    assert (second.state, second.tried) == (DeliveryState.SENT, (Tried(PLACE, Reason.CLOSED, "user_not_found"),))
    assert await acme.unreached() == []


async def test_what_both_platforms_refuse_goes_by_mail_to_whoever_agreed() -> None:
    acme = await company(teams=True, mail=True, agreed=True)
    acme.refuses(acme.world.outbox, acme.teams)
    await acme.post()
    (letter,) = acme.mail.shown.values()
    assert (letter.to, letter.key) == (Address(MAIL, person="a@b.c"), "k.3")
    row = await acme.row("k.3")
    assert (row.route, row.state) == ("mail", DeliveryState.SENT)
    assert [one.way for one in row.tried] == [PLACE, TENANT]


@pytest.mark.parametrize(
    ("mail", "agreed", "address"), [(False, True, "a@b.c"), (True, False, "a@b.c"), (True, True, "")]
)
async def test_no_mail_goes_without_a_server_without_consent_or_without_a_verified_address(
    mail: bool, agreed: bool, address: str
) -> None:
    acme = await company(mail=mail, agreed=agreed, address=address)
    acme.refuses(acme.world.outbox)
    await acme.post()
    assert acme.mail.creates == 0
    assert await acme.unreached() == [("k", Reason.CLOSED)]


async def test_consent_that_was_taken_back_meanwhile_counts() -> None:
    acme = await company(mail=True, agreed=True)
    acme.refuses(acme.world.outbox)
    acme.mail.trouble = [SendFailed("mail connect", "later")]
    await acme.post()
    await acme.ada_is(by_mail=False)
    await acme.world.later(minutes=10)
    assert acme.mail.creates == 0
    assert await acme.unreached() == [("k.2", Reason.NO_MAIL)]


async def test_every_way_is_tried_once_and_the_end_is_on_the_list() -> None:
    acme = await company(teams=True, mail=True, agreed=True)
    acme.refuses(acme.world.outbox, acme.teams, acme.mail)
    await acme.post()
    await acme.world.later(days=1)
    assert (acme.world.outbox.creates, acme.teams.creates, acme.mail.creates) == (0, 0, 0)
    assert (acme.teams.keys, acme.mail.keys) == (["k.2"], ["k.3"])
    assert await acme.unreached() == [("k.3", Reason.CLOSED)]


async def test_what_may_have_arrived_takes_no_second_way_but_is_on_the_list() -> None:
    acme = await company(teams=True, mail=True, agreed=True)
    acme.world.outbox.trouble = [SendFailed("TimeoutError", "unconfirmed")]
    await acme.post()
    await acme.world.later(hours=1)
    assert (acme.teams.creates, acme.mail.creates) == (0, 0)
    assert await acme.unreached() == [("k", Reason.NO_ANSWER)]


async def test_a_call_that_nobody_ended_is_on_the_list_and_takes_no_second_way() -> None:
    acme = await company(teams=True)
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        now = acme.world.clock.at
        row = deliveries.row_of(ORG, Post(To(person=acme.ada.id, workspace=PLACE), HELP), "k", now)
        await store.queue(replace(row, state=DeliveryState.SENDING, attempts=1))
    await acme.world.engine.sender.drain()
    assert acme.teams.creates == 0
    assert await acme.unreached() == [("k", Reason.INTERRUPTED)]


async def test_a_workspace_that_stays_away_for_days_is_left_for_the_other() -> None:
    acme = await company(teams=True)
    here = acme.world.engine.messengers.pop(PLACE)
    await acme.post()
    await acme.world.later(days=2)
    assert acme.teams.creates == 0
    await acme.world.later(days=2)
    assert acme.teams.keys == ["k.2"]
    assert (await acme.row("k.2")).tried == (Tried(PLACE, Reason.NOT_CONNECTED, "the workspace is not connected"),)
    assert here is acme.world.outbox and acme.world.outbox.creates == 0


async def test_what_is_taken_back_misses_nobody() -> None:
    acme = await company()
    acme.refuses(acme.world.outbox)
    await acme.post()
    await acme.queue(Remove("k"))
    assert await acme.unreached() == []


async def test_answers_and_channels_take_no_second_way() -> None:
    acme = await company(teams=True, mail=True, agreed=True)
    acme.world.outbox.trouble = [REFUSED, REFUSED, REFUSED]
    await acme.post("answer", once=False)
    await acme.queue(Post(To(workspace=PLACE, channel="general"), HELP, key="channel"))
    await acme.queue(Post(To(workspace=PLACE, channel="general", only_for=acme.ada.id), HELP, key="one"))
    assert (acme.teams.creates, acme.mail.creates) == (0, 0)
    assert await acme.unreached() == []


async def test_what_cannot_be_built_is_tried_nowhere_else() -> None:
    acme = await company(teams=True)
    broken = Card("review.answer", {"initiative": "none", "remark": "none"})
    await acme.queue(Post(To(person=acme.ada.id, workspace=PLACE), broken, key="broken"))
    assert acme.teams.keys == []
    assert [key for key, _ in await acme.unreached()] == ["broken"]


async def test_whoever_left_is_not_written_to_by_mail() -> None:
    acme = await company(teams=True, mail=True, agreed=True)
    await acme.ada_is(active=False)
    await acme.post()
    assert (acme.teams.creates, acme.mail.creates) == (0, 0)
    assert await acme.unreached() == [("k", Reason.GONE)]


async def test_what_is_not_theirs_to_see_any_more_is_no_matter() -> None:
    acme = await company()
    card = Card("admin.overview")
    await acme.queue(Post(To(person=acme.ada.id, workspace=PLACE), card, key="k"))
    assert (await acme.row("k")).reason == Reason.NOT_THEIRS
    assert await acme.unreached() == []


async def test_later_changes_edit_the_message_that_is_out() -> None:
    acme = await company(teams=True)
    acme.refuses(acme.world.outbox)
    await acme.post()
    await acme.queue(Change("k", Card("check_in.nothing_open")))
    (shown,) = acme.teams.shown.values()
    assert "No check-in waits" in shown.text
    assert acme.teams.creates == 1


async def test_whoever_is_reached_again_leaves_the_list() -> None:
    acme = await company()
    acme.refuses(acme.world.outbox)
    await acme.post()
    assert len(await acme.unreached()) == 1
    acme.world.clock.at += timedelta(hours=1)
    await acme.post("later")
    assert acme.world.outbox.creates == 1
    assert await acme.unreached() == []


async def asked(acme: Company) -> Initiative:
    """Ada owns a trial that Grace sponsors, and is asked about it on Monday."""
    initiative = await in_trial(acme.world, acme.ada, acme.grace)
    assert initiative.sponsor == acme.grace.id
    return initiative


async def test_answering_after_the_second_way_edits_the_nudge_that_is_out() -> None:
    acme = await company(teams=True)
    await asked(acme)
    acme.refuses(acme.world.outbox)
    await acme.world.next_monday()
    (nudge,) = acme.teams.shown.values()
    assert "Your weekly check-in" in nudge.text
    acme.world.outbox.trouble = []
    await acme.ada.says("9")
    assert "answered" in nudge.text
    assert acme.teams.creates == 1


async def test_the_sponsor_hears_once_of_an_owner_who_is_not_reached() -> None:
    acme = await company(mail=True)
    initiative = await asked(acme)
    acme.refuses(acme.world.outbox)
    await acme.world.next_monday()
    told = [shown for shown in acme.grace.reads if "could not be reached" in shown.text]
    assert len(told) == 1
    assert f"Ada could not be reached for the number of these initiatives: {initiative.title}" in told[0].text
    assert "Why: their account there is closed." in told[0].text
    assert "Ask Ada in person" in told[0].text
    assert f"[Stop {initiative.title}]" in told[0].text
    assert await acme.unreached() == []


async def test_of_an_owner_who_left_the_sponsor_hears_what_can_be_decided() -> None:
    acme = await company(mail=True, agreed=True)
    await asked(acme)
    acme.world.outbox.trouble = [SendFailed("ratelimited", "later", retry_after=1800)]
    await acme.world.next_monday()  # queued, and not out yet
    await acme.ada_is(active=False)
    await acme.world.later(hours=1)
    (told,) = [shown for shown in acme.grace.reads if "could not be reached" in shown.text]
    assert "Ada has left." in told.text
    assert acme.mail.creates == 0


async def test_an_owner_whose_sponsor_is_not_reached_either_is_on_the_list_with_them() -> None:
    acme = await company()
    await asked(acme)
    acme.world.outbox.trouble = [REFUSED, REFUSED]
    await acme.world.next_monday()
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        people = [row.to.person for row in await store.unreached(ORG)]
    assert sorted(people) == sorted([acme.ada.id, acme.grace.id])


async def test_an_owner_whose_sponsor_changed_before_they_were_told_is_on_the_list() -> None:
    acme = await company()
    initiative = await asked(acme)
    acme.world.outbox.trouble = [REFUSED, SendFailed("ratelimited", "later", retry_after=1800)]
    await acme.world.next_monday()
    assert await acme.unreached() == []
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        found = await store.initiative(ORG, initiative.id)
        assert found is not None
        await store.change_initiative(replace(found, sponsor=""))
    await acme.world.later(hours=1)
    assert [reason for _, reason in await acme.unreached()] == [Reason.CLOSED]


async def test_an_owner_who_sponsors_it_themselves_is_on_the_list() -> None:
    acme = await company()
    initiative = await asked(acme)
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        found = await store.initiative(ORG, initiative.id)
        assert found is not None
        await store.change_initiative(replace(found, sponsor=acme.ada.id))
    acme.refuses(acme.world.outbox)
    await acme.world.next_monday()
    assert [reason for _, reason in await acme.unreached()] == [Reason.CLOSED]


async def test_what_went_another_way_for_two_who_turn_out_to_be_one_is_drawn_for_the_one_who_stays() -> None:
    acme = await company(teams=True)
    acme.refuses(acme.world.outbox)
    await acme.post()
    acme.refuses(acme.world.outbox, acme.teams)
    await acme.post("lost")
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        organisation = await store.organisation(ORG)
        stays, goes = await store.person(ORG, acme.grace.id), await store.person(ORG, acme.ada.id)
        assert stays is not None and goes is not None
        await merge(store, organisation, stays, goes, acme.world.clock.at)
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        assert [row.to.person for row in await store.unreached(ORG)] == [acme.grace.id]


FAR = datetime(2027, 3, 1, tzinfo=UTC)
AFTER = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)
"""After the week of the question, and before the next one."""


async def without_sponsor(acme: Company, initiative: Initiative) -> None:
    async with acme.world.store.transaction(acme.world.clock.at) as store:
        found = await store.initiative(ORG, initiative.id)
        assert found is not None
        await store.change_initiative(replace(found, sponsor=acme.ada.id))


async def test_a_second_way_that_runs_out_of_time_is_on_the_list_with_what_each_way_said() -> None:
    acme = await company(teams=True, mail=True, agreed=True)
    await without_sponsor(acme, await asked(acme))
    acme.refuses(acme.world.outbox)
    acme.teams.rests["aad"] = FAR
    await acme.world.at(AFTER)
    week = f"nudge.{acme.ada.id}.2026-W48"
    assert (week + ".2", Reason.NO_TIME) in await acme.unreached()
    async with acme.world.store.transaction(AFTER) as store:
        (one,) = await missed(store, ORG)
        assert [way.tried.code for way in one.ways] == ["user_not_found", Reason.NO_TIME]
        assert await store.delivery(ORG, week + ".3") is None, "no way is begun after the week"


async def test_a_second_way_that_runs_out_of_time_is_told_to_the_sponsor() -> None:
    acme = await company(teams=True)
    await asked(acme)
    acme.refuses(acme.world.outbox)
    acme.teams.rests["aad"] = FAR
    await acme.world.at(AFTER + timedelta(hours=12))
    (told,) = [shown for shown in acme.grace.reads if "could not be reached" in shown.text]
    assert "Why: the week had no working time left." in told.text
    assert await acme.unreached() == []


async def test_a_sponsor_who_is_off_for_over_a_year_is_not_told_but_the_admins_are() -> None:
    acme = await company()
    await asked(acme)
    await change(acme.grace, time_off=(LONG,))
    acme.refuses(acme.world.outbox)
    await acme.world.next_monday()
    assert [reason for _, reason in await acme.unreached()] == [Reason.CLOSED]


async def test_a_sponsor_who_goes_away_for_long_before_they_are_told_leaves_it_to_the_admins() -> None:
    acme = await company()
    await asked(acme)
    acme.refuses(acme.world.outbox)
    acme.world.outbox.rests[acme.grace.visitor.external] = AFTER - timedelta(days=3)
    await acme.world.next_monday()
    assert await acme.unreached() == []
    await change(acme.grace, time_off=(LONG,))
    await acme.world.at(AFTER)
    assert [(key.rpartition(".")[2], reason) for key, reason in await acme.unreached()] == [("2026-W48", Reason.CLOSED)]


async def test_an_owner_who_was_reached_meanwhile_is_not_put_on_the_list_again() -> None:
    acme = await company()
    await asked(acme)
    acme.refuses(acme.world.outbox)
    acme.world.outbox.rests[acme.grace.visitor.external] = AFTER + timedelta(hours=10)
    await acme.world.next_monday()
    await acme.world.at(AFTER + timedelta(hours=9))
    assert [shown.key for shown in acme.ada.reads if "Your weekly check-in" in shown.text] == [
        f"nudge.{acme.ada.id}.2026-W49"
    ]
    await change(acme.grace, time_off=(LONG,))
    await acme.world.at(AFTER + timedelta(hours=12))
    assert await acme.unreached() == []
