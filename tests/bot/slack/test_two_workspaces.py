"""Two companies on one bot at the same time: each lives the whole loop, and nothing of one shows up at the other."""

from __future__ import annotations

import json
from dataclasses import dataclass

from initiatives.people import Organisation
from storage.tables import TABLES
from tests.bot.slack.hosted import Hosting, hosting
from tests.bot.slack.seen import words
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import Person
from tests.fakes.slack_rules import elements


@dataclass
class Company:
    """Its people have the same Slack ids as the other's: only the workspace tells them apart. `mark` is in all they type."""

    bot: Hosting
    slack: FakeSlack
    mark: str
    grace: Person
    ada: Person
    linus: Person

    async def proposes(self) -> None:
        await self.ada.dm(f"we copy {self.mark} invoices into SAP by hand for 12 hours a week")

    async def opens_the_form(self) -> None:
        await self.ada.press(self.ada.messages()[-1], "Make it an initiative")

    async def hands_in(self) -> None:
        await self.ada.submit(
            self.ada.view,
            reach=f"{self.mark} accounting",
            idea=f"Read {self.mark} fields",
            kpi=f"{self.mark} hours",
            change="12 to 4",
        )
        assert f"{self.mark} Grace" in words(self.ada.view)

    async def opens_the_approval(self) -> None:
        await self.grace.press(self.grace.messages()[-1], "Approve as a trial")

    async def approves(self) -> None:
        await self.grace.submit(self.grace.view)

    async def answers(self) -> None:
        assert "Your weekly check-in" in words(self.ada.messages()[-1])
        await self.ada.dm("4")

    async def answers_again(self) -> None:
        await self.ada.press(self.ada.messages()[-1], "Same as last week")

    async def looks_at_the_story(self) -> None:
        await self.ada.press(self.ada.messages()[-1], "See and tell the story")

    async def chooses_the_channel(self) -> None:
        await self.ada.submit(self.ada.view, channel="C0WINS")

    async def posts_the_story(self) -> None:
        await self.ada.press(self.ada.messages()[-1], "Post the story")

    async def wants_it(self) -> None:
        story = next(one for one in self.linus.messages("C0WINS") if "We want this" in words(one))
        await self.linus.press(story, "We want this")
        await self.linus.submit(self.linus.view, hours="5", reach=f"{self.mark} logistics", change="5 to 2")

    @property
    def everything(self) -> str:
        """All that the bot has sent to this workspace, whatever the way."""
        sent = [asked for name, asked in self.slack.workspace.calls if name != "users.info"]
        kept = self.slack.workspace
        return json.dumps([sent, kept.ephemerals, list(kept.views.values()), list(kept.homes.values())])


LIFE_BEFORE_MONDAY = (
    Company.proposes,
    Company.opens_the_form,
    Company.hands_in,
    Company.opens_the_approval,
    Company.approves,
)
LIFE_AFTER = (
    Company.answers_again,
    Company.looks_at_the_story,
    Company.chooses_the_channel,
    Company.posts_the_story,
    Company.wants_it,
)


async def founded(bot: Hosting, team: str, mark: str) -> Company:
    slack = bot.cloud.workspace(team, f"{mark} Ltd")
    grace, ada, linus = (slack.person(f"U0{name.upper()}", name=f"{mark} {name}") for name in ("Grace", "Ada", "Linus"))
    slack.channel("C0WINS", ada, linus, label="wins")
    assert (await bot.cloud.install(slack, grace)).status == 200
    await bot.stories_go_to(team, "C0WINS")
    return Company(bot, slack, mark, grace, ada, linus)


async def test_two_companies_live_the_loop_at_once_and_nothing_crosses() -> None:
    async with hosting() as bot:
        both = [await founded(bot, "T1", "Acorn"), await founded(bot, "T2", "Birch")]
        acorn, birch = both
        await bot.settled()
        for step in LIFE_BEFORE_MONDAY:
            for company in both:
                await step(company)
            await bot.settled()
        await bot.next_monday()
        for company in both:
            await company.answers()
        await bot.settled()
        await bot.next_monday()
        for step in LIFE_AFTER:
            for company in both:
                await step(company)
            await bot.settled()
        for company, other in ((acorn, birch), (birch, acorn)):
            assert "wants" in words(company.ada.messages()[-1])
            assert company.mark in company.everything
            assert other.mark not in company.everything
            assert not [person.troubles for person in (company.grace, company.ada, company.linus) if person.troubles]
        await _owns_only_its_own(bot, acorn, birch)
        await _owns_only_its_own(bot, birch, acorn)


async def _owns_only_its_own(bot: Hosting, company: Company, other: Company) -> None:
    organisation: Organisation = await bot.organisation(company.slack.workspace.team)
    async with bot.store.transaction(bot.clock.at) as store:
        kept = [record for table in TABLES for record in await store._rows.all(table, organisation.id)]
        titles = [initiative.title for initiative in await store.portfolio(organisation.id)]
    assert len(titles) == 2 and len(kept) > 20
    assert company.mark in repr(kept)
    assert other.mark not in repr(kept)
    assert other.slack.workspace.team not in {getattr(record, "workspace", "") for record in kept}


async def test_a_button_of_one_company_does_nothing_in_the_hands_of_the_other() -> None:
    async with hosting() as bot:
        acorn, birch = await founded(bot, "T1", "Acorn"), await founded(bot, "T2", "Birch")
        await bot.settled()
        for step in LIFE_BEFORE_MONDAY[:3]:
            await step(acorn)
            await bot.settled()
        card = acorn.grace.messages()[-1]
        stolen = next(part["value"] for part in elements(card) if part.get("value") and part.get("type") == "button")
        shown = birch.grace.messages()[-1]
        await birch.proposes()
        await bot.settled()
        button = next(part for part in elements(shown) if part.get("type") == "button")
        action = {**button, "block_id": "b", "action_ts": "1.1", "value": stolen}
        await birch.grace.press(shown, button["text"]["text"], actions=[action])
        await bot.settled()
        assert "Acorn" not in birch.everything, "not even its title"
        assert "This button is from an older message" in birch.everything
        ours = await bot.whose("T1")
        async with bot.store.transaction(bot.clock.at) as store:
            [proposal] = await store.portfolio(ours)
        assert proposal.stage == "proposed"


async def test_both_are_asked_on_the_same_monday_and_each_once() -> None:
    async with hosting(processes=2) as bot:
        both = [await founded(bot, "T1", "Acorn"), await founded(bot, "T2", "Birch")]
        await bot.settled()
        for step in LIFE_BEFORE_MONDAY:
            for company in both:
                await step(company)
            await bot.settled()
        await bot.next_monday()
        await bot.processes[1].engine.heartbeat.settle()
        for company in both:
            asked = [one for one in company.ada.messages() if "Your weekly check-in" in words(one)]
            assert len(asked) == 1 and company.mark in words(asked[0])


async def test_a_new_workspace_may_join_the_other_while_it_is_unused() -> None:
    async with hosting(processes=2) as bot:
        acorn, birch = await founded(bot, "T1", "Acorn"), await founded(bot, "T2", "Birch")
        await bot.settled()
        await birch.ada.command("help")
        left = await bot.whose("T2")
        await acorn.grace.dm("connect")
        await bot.settled()
        code = words(acorn.grace.messages()[-1]).split("connect ")[1].split()[0]
        await birch.ada.command(f"connect {code}")
        assert "Only an admin" in words(birch.ada.notes()[-1])
        await birch.grace.dm(f"connect {code}", event_id="Ev1")
        assert "belongs to Acorn Ltd now" in words(birch.grace.messages()[-1])
        told = len(birch.grace.messages())
        await birch.grace.dm(f"connect {code}", event_id="Ev1")
        assert len(birch.grace.messages()) == told, "brought again by Slack"
        assert await bot.whose("T2") == await bot.whose("T1")
        async with bot.store.transaction(bot.clock.at) as store:
            assert not [record for table in TABLES for record in await store._rows.all(table, left)]
        for process in bot.processes:
            birch.slack.bot_at(f"{process.address}/slack/events", birch.slack.secret)
            await birch.proposes()
            await bot.settled()
            assert "Make it an initiative" in words(birch.ada.messages()[-1])
        await birch.opens_the_form()
        await birch.ada.submit(birch.ada.view, reach="all", idea="Read", kpi="hours", change="12 to 4")
        ours = await bot.whose("T1")
        async with bot.store.transaction(bot.clock.at) as store:
            assert len(await store.portfolio(ours)) == 1
            assert len(await store.workspaces(ours)) == 2


async def test_a_workspace_where_something_is_begun_stays_an_organisation_of_its_own() -> None:
    async with hosting() as bot:
        acorn, birch = await founded(bot, "T1", "Acorn"), await founded(bot, "T2", "Birch")
        await bot.settled()
        for step in LIFE_BEFORE_MONDAY[:3]:
            await step(birch)
            await bot.settled()
        await acorn.grace.dm("connect")
        await bot.settled()
        code = words(acorn.grace.messages()[-1]).split("connect ")[1].split()[0]
        await birch.grace.command(f"connect {code}")
        assert "stays an organisation of its own" in words(birch.grace.notes()[-1])
        assert await bot.whose("T2") != await bot.whose("T1")
        await acorn.grace.command(f"connect {code}")
        assert "not known" in words(acorn.grace.notes()[-1]), "its own code leads nowhere"
        await birch.grace.command("connect AAAA-BBBB-CCCC")
        assert "stays an organisation of its own" in words(birch.grace.notes()[-1])
