"""A proposer who is not to be named is in no card, no message and no list that others read, on any platform."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.sandbox import render as html
from bot.slack import render as slack
from bot.teams import render as teams
from handlers import registry
from handlers.conversation import Card
from handlers.register import everything, line
from handlers.requests import ShowForm
from initiatives.ai_care import Affected, Approved, Area, Care, Outward, Whose
from initiatives.byline import Byline, Named
from tests.bot.charts.example import READER
from tests.gallery import Gallery
from tests.handlers.started import now_of, portfolio, proposed
from tests.world import NOW, ORG, Actor, World

KNOWN = registry.build(registry.discover())
SECRET, WRITER = "Zelda", "Wanda"


async def drawn(card: str, named: Named) -> str:
    """The example of a card on every platform, where everything was proposed by Zelda and written down by Wanda."""
    gallery = await (await Gallery().opened()).with_news()
    world, builder = gallery.world, gallery.world.engine.builder
    zelda, wanda = await world.person(SECRET), await world.person(WRITER)
    await gallery.message(card)  # what the card is about is kept from now on
    about, actor = dict(gallery.about(card)), gallery.reader_of(card)
    about |= {"to": zelda.id} if card == "review.passed_on" else {}
    async with world.store.transaction(world.clock.at) as store:
        for one in await store.portfolio(ORG):
            theirs = [replace(each, by=zelda.id) if each.by == one.proposer else each for each in one.decisions]
            care = replace(one.care, by=zelda.id) if one.care is not None else None
            await store.change_initiative(replace(one, proposer=zelda.id, decisions=tuple(theirs), care=care))
            await store.keep_byline(Byline(one.id, ORG, writer=wanda.id, named=named))
        remark = await store.remark(ORG, gallery.names["remark"])
        assert remark is not None
        await store.add_remark(replace(remark, by=zelda.id))
        for comment in await store.comments(ORG, gallery.names["initiative"], 9, 9):
            await store.keep_comment(replace(comment, by=zelda.id if comment.number == 2 else comment.by))
        organisation = await store.organisation(ORG)
        person = await store.person(ORG, actor.id) if actor else None
        message = await builder.draw(store, organisation, person, Card(card, about), world.clock.at, "delivery")
    assert message is not None
    reader = builder.reader(organisation, person)
    places = (slack.message(message, reader), teams.message(message, reader), html.message(message, reader))
    return json.dumps(places, default=str)


@pytest.mark.parametrize("name", sorted(KNOWN.cards))
async def test_no_card_names_who_is_not_to_be_named(name: str) -> None:
    found = await drawn(name, Named.NOBODY)
    assert SECRET not in found and WRITER not in found


async def test_the_same_cards_name_whoever_is_named_to_everybody() -> None:
    names = (
        "review.to_review",
        "review.answer",
        "review.asked",
        "review.passed_on",
        "reopen.told",
        "story.wanted",
        "comments.in_thread",
    )
    assert [name for name in names if SECRET not in await drawn(name, Named.EVERYBODY)] == []


class Company:
    """Zelda proposes without her name; Grace administers and answers, Ben owns it then, Linus looks on."""

    async def opened(self, named: Named) -> Company:
        self.world = await World().founded()
        self.zelda = await self.world.person(SECRET, team="Accounting")
        self.grace = await self.world.person("Grace", admin=True)
        self.ben = await self.world.person("Ben")
        self.linus = await self.world.person("Linus")
        self.initiative = await proposed(self.world, self.zelda, named=named.value)
        return self

    def read_by(self, *people: Actor) -> str:
        """Everything they have read so far, in their chats and in the channel."""
        shown = [one for person in people for one in person.reads] + self.world.channel("wins")
        return "\n".join(one.text for one in shown)

    async def lived(self) -> None:
        """A question with its answer, an approval, numbers and a digest."""
        await self.grace.press("Ask a question")
        await self.grace.fill(question="Which invoices?")
        await self.zelda.press("Write the answer")
        await self.zelda.fill(answer="Those of suppliers")
        await self.grace.press("Approve as a trial")
        await self.grace.fill(owner=self.ben.visitor.external)
        for number in ("9", "4"):
            await self.world.next_monday()
            await self.ben.says(number)
        await self.ben.says("mine")
        await self.grace.says("mine")
        await self.world.next_monday()


async def test_a_life_of_an_initiative_names_its_proposer_to_nobody() -> None:
    company = await Company().opened(Named.NOBODY)
    await company.lived()
    everything = company.read_by(company.grace, company.ben, company.linus)
    assert SECRET not in everything and "Those of suppliers" in everything
    assert "Nobody reads who proposed it." in company.grace.reads[0].text
    assert "Which invoices?" in company.read_by(company.zelda) and "It is a trial" in company.read_by(company.zelda)


async def test_those_who_answer_read_the_name_that_others_do_not() -> None:
    company = await Company().opened(Named.REVIEWERS)
    await company.lived()
    assert "Zelda proposes this." in company.grace.reads[0].text
    assert "Only those who answer it read who proposed it." in company.grace.reads[0].text
    assert SECRET not in company.read_by(company.ben, company.linus)


async def test_the_form_of_an_approval_does_not_propose_them_as_its_owner() -> None:
    company = await Company().opened(Named.NOBODY)
    await company.grace.press("Approve as a trial")
    assert isinstance(company.grace.answer, ShowForm) and not company.grace.form.answers.get("owner")
    assert company.zelda.visitor.external not in str(company.grace.form)


async def test_one_tap_shows_the_name_and_what_stands_on_screens_says_so() -> None:
    company = await Company().opened(Named.NOBODY)
    card = company.grace.reads[0]
    assert "somebody proposes this." in card.text
    await company.zelda.says("mine")
    await company.zelda.press("Show my name")
    assert "Your name stands on" in company.zelda.last.text and "Zelda proposes this." in card.text
    await company.zelda.says("mine")
    assert "[Show my name]" not in company.zelda.last.text


async def test_nobody_else_can_show_the_name() -> None:
    company = await Company().opened(Named.NOBODY)
    assert "[Show my name]" in company.zelda.told
    await company.zelda.says("mine")
    await company.grace.press_token(company.zelda.last.buttons["Show my name"].token)
    assert "Only the people responsible for this can do that." in company.grace.last.text
    async with company.world.store.transaction(company.world.clock.at) as store:
        byline = await store.byline(ORG, company.initiative.id)
    assert byline is not None and byline.named is Named.NOBODY


async def test_whoever_wrote_it_down_for_somebody_else_is_not_named_either() -> None:
    world = await World().founded()
    zelda, wanda = await world.person(SECRET), await world.person(WRITER)
    grace = await world.person("Grace", admin=True)
    await proposed(world, wanda, whose=zelda.visitor.external, named="nobody")
    assert SECRET not in grace.last.text and WRITER not in grace.last.text
    assert "Wanda has put" in zelda.last.text and "It is the proposal of Zelda" in wanda.told
    await zelda.press("Take it back")
    await zelda.fill(why="Not before May")
    assert "Taken back by somebody" in grace.last.text and "Zelda has taken" in wanda.last.text


@pytest.mark.parametrize("named", [Named.NOBODY, Named.REVIEWERS])
async def test_the_register_names_them_neither_in_chat_nor_in_its_table(named: Named) -> None:
    company = await Company().opened(named)
    async with company.world.store.transaction(company.world.clock.at) as store:
        organisation = await store.organisation(ORG)
        by = company.zelda.id
        said = Care(Whose.EMPLOYEES, Affected.COLLEAGUES, Outward.NOTHING, Approved.NO, Area.WORK, by, NOW)
        await store.change_initiative(replace(company.initiative, care=said))
        table = [line(one, READER) for one in await everything(store, organisation)]
    assert [(row["owner"], row["owner_name"], row["answered_by"]) for row in table] == [("", "", "")]
    await company.grace.says("register")
    listed = company.grace.last
    await company.grace.press("About its AI", on=listed)
    for text in (listed.text, company.grace.last.text):
        assert (SECRET in text) is (named is Named.REVIEWERS), "whoever answers it may read the name"
    assert "answers for it." in listed.text and "Answered by" in company.grace.last.text


async def test_two_proposals_of_one_person_are_named_each_as_was_chosen() -> None:
    company = await Company().opened(Named.NOBODY)
    await proposed(company.world, company.zelda, idea="Write the minutes")
    first, second = company.grace.reads
    assert SECRET not in first.text and "Zelda proposes this." in second.text
    assert len(await portfolio(company.world)) == 2
    assert (await now_of(company.world, company.initiative)).proposer == company.zelda.id
