"""Whoever sees an initiative comments on it, and those concerned hear of what is new in one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.leaving import here_or_gone
from handlers.merging import merge
from handlers.requests import ShowForm
from initiatives.comments import Comment, Gone, Talk
from initiatives.initiative import Initiative
from storage.audit import ENTRIES
from tests.handlers.started import in_trial, now_of, proposed
from tests.stores import AnyStore
from tests.world import ORG, PLACE, Actor, Shown, World

SOON = timedelta(minutes=20)
MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
REFUSED = "Only the people responsible for this can do that."


class Company:
    """Ada proposes and owns, Grace answers and administers, Ben and Linus look on."""

    async def opened(self) -> Company:
        self.world = await World().founded()
        self.ada, self.grace = await self.world.person("Ada"), await self.world.person("Grace", admin=True)
        self.ben, self.linus = await self.world.person("Ben"), await self.world.person("Linus")
        return self

    async def proposes(self, **changes: str) -> Initiative:
        self.begun = await proposed(self.world, self.ada, **changes)
        return self.begun

    async def tells_a_story(self, shown_as: str = "name") -> Shown:
        """A win of Ada's in the channel."""
        self.begun = await in_trial(self.world, self.ada, self.grace)
        for number in ("4", "4"):
            await self.world.next_monday()
            await self.ada.says(number)
        await self.ada.press("See and tell the story")
        await self.ada.fill(channel="wins", shown_as=shown_as)
        await self.ada.press("Post the story")
        return next(shown for shown in self.world.channel("wins") if "[We want this]" in shown.text)

    def in_thread(self, post: Shown) -> list[Shown]:
        return [shown for shown in self.world.channel("wins") if shown.to.thread == post.id]

    async def comments(self) -> list[Comment]:
        async with self.world.store.transaction(self.world.clock.at) as store:
            return list(reversed(await store.comments(ORG, self.begun.id, 99, 99)))

    async def talk(self) -> Talk:
        async with self.world.store.transaction(self.world.clock.at) as store:
            found = await store.talk(ORG, self.begun.id)
        assert found is not None
        return found

    async def later(self) -> None:
        await self.world.at(self.world.clock.at + SOON)


@pytest.fixture
async def company() -> Company:
    return await Company().opened()


def news(person: Actor) -> list[Shown]:
    return [shown for shown in person.reads if "You get this because it is yours, or because" in shown.text]


def card(person: Actor) -> Shown:
    """The proposal as somebody has to answer it."""
    return next(shown for shown in person.reads if "[Approve as a trial]" in shown.text)


async def writes(person: Actor, text: str, on: Shown | None = None) -> None:
    await person.press("Comment", on=on)
    await person.fill(comment=text)


def intro(person: Actor) -> str:
    assert isinstance(person.answer, ShowForm) and person.form.form.intro is not None
    return person.answer.reader.read(person.form.form.intro)


async def test_a_comment_from_the_card_of_a_proposal_reaches_its_proposer_once_it_is_time(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "Have you asked IT?", card(company.grace))
    assert "is kept, and those it concerns hear of it." in company.grace.told
    assert news(company.ada) == []
    await company.later()
    (told,) = news(company.ada)
    assert "Grace" in told.text and "Have you asked IT?" in told.text and "1 comment on Read the fields" in told.text
    assert news(company.grace) == []


async def test_what_is_said_within_minutes_is_told_in_one_message(company: Company) -> None:
    await company.proposes()
    for text in ("One", "Two", "Three"):
        await writes(company.grace, text, card(company.grace))
        await company.world.at(company.world.clock.at + timedelta(minutes=2))
    await company.later()
    (told,) = news(company.ada)
    assert "3 comments on" in told.text and all(text in told.text for text in ("One", "Two", "Three"))
    await writes(company.grace, "Four", card(company.grace))
    await company.later()
    first, second = news(company.ada)
    assert "Four" not in first.text and "Four" in second.text and "Three" not in second.text


async def test_a_reply_is_a_comment_too_and_whoever_commented_before_hears_of_it(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "Have you asked IT?", card(company.grace))
    await company.later()
    await company.ada.press("Reply", on=news(company.ada)[0])
    await company.ada.fill(comment="They said yes")
    await company.later()
    (told,) = news(company.grace)
    assert "They said yes" in told.text and "Have you asked IT?" not in told.text
    assert [one.text for one in await company.comments()] == ["Have you asked IT?", "They said yes"]


async def test_what_is_typed_in_the_thread_of_that_message_is_one_as_well(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "Have you asked IT?", card(company.grace))
    await company.later()
    await company.ada.says("They said yes", thread=news(company.ada)[0].id)
    assert [one.by for one in await company.comments()] == [company.grace.id, company.ada.id]


async def test_out_of_working_time_what_was_said_waits_and_comes_together(company: Company) -> None:
    await company.proposes()
    await company.world.at(datetime(2026, 11, 20, 21, 0, tzinfo=UTC))  # a Friday night
    await writes(company.grace, "One", card(company.grace))
    await company.later()
    await writes(company.grace, "Two", card(company.grace))
    await company.later()
    assert news(company.ada) == []
    await company.world.at(MONDAY)
    (told,) = news(company.ada)
    assert "One" in told.text and "Two" in told.text


async def test_an_empty_comment_is_asked_again_and_then_kept(company: Company) -> None:
    await company.proposes()
    await company.grace.press("Comment", on=card(company.grace))
    await company.grace.fill(comment=" ")
    assert list(company.grace.errors) == ["comment"]
    await company.grace.fill(comment="x" * 1001)
    assert list(company.grace.errors) == ["comment"]
    await company.grace.fill(comment="x" * 1000)
    assert [len(one.text) for one in await company.comments()] == [1000]


async def test_the_card_of_a_proposal_counts_and_leads_to_all_of_them(company: Company) -> None:
    await company.proposes()
    shown = card(company.grace)
    await writes(company.grace, "One", shown)
    await writes(company.grace, "Two", shown)
    assert "2 comments" in shown.text
    await company.grace.press("Show the comments", on=shown)
    assert "One" in company.grace.last.text and "Two" in company.grace.last.text


async def test_the_newest_five_stand_on_the_own_card_and_the_others_come_page_by_page(company: Company) -> None:
    company.begun = await in_trial(company.world, company.ada, company.grace)
    await company.ada.says("mine")
    await company.ada.press("More")
    own = company.ada.last
    for number in range(1, 13):
        await writes(company.ada, f"Comment no. {number}.", own)
    await company.ada.says("mine")
    await company.ada.press("More")
    own = company.ada.last
    assert [f"no. {n}." in own.text for n in (7, 8, 12)] == [False, True, True] and "and 7 more" in own.text
    await company.ada.press("Show the comments", on=own)
    page = company.ada.last
    seen = []
    for _ in range(3):
        seen += [n for n in range(12, 0, -1) if f"no. {n}." in page.text]
        if "Earlier ones" in page.buttons:
            await company.ada.press("Earlier ones", on=page)
    assert seen == list(range(12, 0, -1)) and "[Earlier ones]" not in page.text
    await company.ada.press("Newer ones", on=page)
    assert "no. 7." in page.text


async def test_whoever_wrote_it_takes_it_back_and_it_is_gone_wherever_it_stood(company: Company) -> None:
    await company.proposes()
    shown = card(company.grace)
    await writes(company.grace, "A slip", shown)
    await writes(company.grace, "Meant so", shown)
    await company.later()
    await company.grace.press("Show the comments", on=shown)
    page, (slip, _) = company.grace.last, await company.comments()
    await company.grace.press("Take the comment back", on=page)
    assert "is taken back." in company.grace.last.text
    assert "A slip" not in page.text and "Grace has taken a comment back." in page.text and "1 comment" in shown.text
    (told,) = news(company.ada)
    assert "A slip" not in told.text and "Meant so" in told.text
    kept, _ = await company.comments()
    assert kept == replace(slip, text="", gone=Gone.TAKEN_BACK)


async def test_taken_back_it_is_gone_from_lists_and_own_cards_that_others_have_open(company: Company) -> None:
    company.begun = await in_trial(company.world, company.ada, company.grace)
    await company.grace.says("mine")
    await company.grace.press("More", on=company.grace.last)
    await writes(company.grace, "A slip", company.grace.last)
    kept = company.grace.answer
    await company.ada.says("mine")
    await company.ada.press("More", on=company.ada.last)
    own = company.ada.last
    await company.ada.press("Show the comments", on=own)
    page = company.ada.last
    assert "A slip" in own.text and "A slip" in page.text
    company.grace.answer = kept
    await company.grace.press("Take the comment back")
    assert "A slip" not in own.text and "A slip" not in page.text and "Grace has taken a comment back." in page.text


async def test_what_was_taken_back_before_it_was_told_is_told_to_nobody(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "A slip", card(company.grace))
    await company.grace.press("Take the comment back")
    await company.later()
    assert news(company.ada) == []


async def test_what_was_told_and_is_all_taken_back_says_so(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "A slip", card(company.grace))
    button = company.grace.answer
    await company.later()
    company.grace.answer = button
    await company.grace.press("Take the comment back")
    (told,) = news(company.ada)
    assert "A slip" not in told.text and "What was said here is taken back." in told.text


async def test_taking_it_back_twice_counts_once(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "A slip", card(company.grace))
    await writes(company.grace, "Meant so", card(company.grace))
    for _ in range(2):
        await company.grace.press("Show the comments", on=card(company.grace))
        for shown in (company.grace.last,):
            await company.grace.press("Take the comment back", on=shown)
        await company.world.at(company.world.clock.at + timedelta(minutes=1))
    assert (await company.talk()).count == 0 and (await company.talk()).last == 2


async def test_an_admin_removes_one_its_writer_hears_of_it_and_the_trail_has_it(company: Company) -> None:
    await company.proposes()
    await writes(company.ada, "Grace is slow")
    await company.grace.press("Show the comments", on=card(company.grace))
    await company.grace.press("Remove the comment", on=company.grace.last)
    assert "was removed by an admin." in company.ada.last.text
    (comment,) = await company.comments()
    assert (comment.text, comment.gone) == ("", Gone.REMOVED)
    assert isinstance(company.world.store, AnyStore)
    async with company.world.store.rows(company.world.clock.at) as rows:
        trail = [(one.by, one.action) for one in await rows.all(ENTRIES, ORG) if one.subject == comment.id]
    assert trail == [(company.ada.id, "comments.write"), (company.grace.id, "comments.remove")]


async def test_somebody_else_takes_nothing_back(company: Company) -> None:
    await company.proposes()
    await writes(company.grace, "Mine", card(company.grace))
    await company.grace.press("Show the comments", on=card(company.grace))
    await company.ben.press_token(company.grace.last.buttons["Take the comment back"].token)
    assert REFUSED in company.ben.last.text and (await company.comments())[0].gone is None


async def test_a_comment_on_a_story_stands_in_its_thread_and_reaches_its_owner(company: Company) -> None:
    post = await company.tells_a_story()
    await company.ben.press("Comment", on=post)
    await company.ben.fill(comment="Does it read scans?")
    (reply,) = company.in_thread(post)
    assert "Ben" in reply.text and "Does it read scans?" in reply.text
    await company.later()
    assert "Does it read scans?" in news(company.ada)[0].text
    await company.ada.press("Reply", on=news(company.ada)[0])
    await company.ada.fill(comment="Most of them")
    assert "Most of them" in company.in_thread(post)[-1].text
    await company.later()
    assert "Most of them" in news(company.ben)[0].text and "[Show the comments]" not in news(company.ben)[0].text


async def test_what_is_typed_in_the_thread_of_a_story_is_not_posted_there_again(company: Company) -> None:
    post = await company.tells_a_story()
    await company.ben.says("Does it read scans?", channel="wins", thread=post.id)
    assert [one.text for one in await company.comments()] == ["Does it read scans?"]
    assert company.in_thread(post) == []
    assert "is kept" in company.ben.last.text and company.ben.last.to.thread == post.id
    await company.ben.press("Take the comment back", on=company.ben.last)
    assert "stays there until you delete it" in company.ben.last.text


async def test_a_reply_in_the_chat_to_a_comment_on_a_story_goes_into_its_thread(company: Company) -> None:
    post = await company.tells_a_story()
    await company.ben.says("Does it read scans?", channel="wins", thread=post.id)
    await company.later()
    await company.ada.says("Most of them", thread=news(company.ada)[0].id)
    assert ["Most of them" in reply.text for reply in company.in_thread(post)] == [True]


async def test_taken_back_it_is_gone_from_the_thread_of_the_story(company: Company) -> None:
    post = await company.tells_a_story()
    await writes(company.ben, "A slip", post)
    await company.ben.press("Take the comment back")
    (reply,) = company.in_thread(post)
    assert "A slip" not in reply.text and "Ben has taken a comment back." in reply.text


async def test_the_thread_of_a_story_that_was_taken_back_takes_none(company: Company) -> None:
    post = await company.tells_a_story()
    button = post.buttons["Comment"].token
    await company.ben.press_token(button)
    form = company.ben.answer
    await company.ada.press("Take the story back")
    company.ben.answer = form
    await company.ben.fill(comment="Too late")
    assert await company.comments() == []


async def test_whoever_only_read_the_story_hears_nothing_of_what_was_said_to_the_initiative(company: Company) -> None:
    post = await company.tells_a_story()
    await writes(company.ben, "Does it read scans?", post)
    await company.grace.says("mine")
    await company.grace.press("More", on=company.grace.last)
    await writes(company.grace, "Between us: mind the cost", company.grace.last)
    await company.later()
    assert news(company.ben) == [] and "mind the cost" in news(company.ada)[0].text
    assert all("mind the cost" not in shown.text for shown in company.world.channel("wins"))
    await company.ben.press_token(news(company.ada)[0].buttons["Show the comments"].token)
    assert REFUSED in company.ben.last.text


async def test_somebody_who_only_looks_on_comments_on_no_proposal(company: Company) -> None:
    await company.proposes()
    await company.ben.press_token(card(company.grace).buttons["Comment"].token)
    assert REFUSED in company.ben.last.text


async def test_a_story_told_by_a_team_is_answered_under_its_name(company: Company) -> None:
    company.ada = await company.world.person("Ada", team="Accounting")
    post = await company.tells_a_story("team")
    await writes(company.ada, "Ask us", post)
    (reply,) = company.in_thread(post)
    assert "Accounting" in reply.text and "Ada" not in reply.text


async def test_a_lesson_is_commented_on_by_anybody_and_its_owner_hears_of_it(company: Company) -> None:
    company.begun = await in_trial(company.world, company.ada, company.grace)
    await company.ada.says("mine")
    await company.ada.press("More")
    await company.ada.press("Stop it")
    await company.ada.fill(happened="Half were wrong", why="The scans are poor", reuse="The list of fields")
    await company.ben.says("lessons")
    await company.ben.press(next(label for label in company.ben.last.buttons if label.startswith("Read ")))
    await writes(company.ben, "Which scanner?", company.ben.last)
    await company.later()
    assert "Which scanner?" in news(company.ada)[0].text
    await company.ada.says("An old one", thread=news(company.ada)[0].id)
    await company.later()
    assert "An old one" in news(company.ben)[0].text


async def test_a_number_a_command_and_an_answer_in_the_thread_stay_what_they_are(company: Company) -> None:
    company.begun = await in_trial(company.world, company.ada, company.grace)
    await company.world.next_monday()
    await company.ada.says("mine")
    await company.ada.press("More")
    own = company.ada.last
    await company.ada.says("9", thread=own.id)
    latest = (await now_of(company.world, company.begun)).latest
    assert latest is not None and latest.value == 9
    await company.ada.says("help", thread=own.id)
    await company.ada.says("It works with scans, too", thread=own.id)
    assert [one.text for one in await company.comments()] == ["It works with scans, too"]


async def test_a_reply_to_the_card_of_a_proposal_is_still_a_question_to_its_proposer(company: Company) -> None:
    await company.proposes()
    await company.grace.says("Which invoices?", thread=card(company.grace).id)
    assert "Which invoices?" in company.ada.last.text and await company.comments() == []


async def test_one_typed_too_long_is_not_cut(company: Company) -> None:
    post = await company.tells_a_story()
    await company.ben.says("x" * 1200, channel="wins", thread=post.id)
    assert "has room for 1,000 characters" in company.ben.last.text and await company.comments() == []


@pytest.mark.parametrize("named", ["nobody", "reviewers"])
async def test_a_proposer_without_a_name_comments_without_it(company: Company, named: str) -> None:
    await company.proposes(named=named)
    await company.ada.press("Comment")
    assert "read your name beside it" in intro(company.ada)
    await company.ada.fill(comment="It is about suppliers")
    await writes(company.grace, "Thank you", card(company.grace))
    await company.later()
    await company.grace.press("Show the comments", on=card(company.grace))
    names = "Ada" in company.grace.last.text
    assert names is (named == "reviewers") and "It is about suppliers" in company.grace.last.text
    await company.grace.press("Approve as a trial", on=card(company.grace))
    await company.grace.fill(owner=company.ben.visitor.external)
    await company.ben.says("mine")
    await company.ben.press("More")
    assert "It is about suppliers" in company.ben.last.text and "Ada" not in company.ben.last.text
    assert all("Ada" not in shown.text for shown in company.ben.reads)


async def test_who_has_left_hears_of_nothing_more(company: Company) -> None:
    post = await company.tells_a_story()
    world = company.world
    await writes(company.ben, "Does it read scans?", post)
    ben = await company.ben.me()
    async with world.store.transaction(world.clock.at) as store:
        await here_or_gone(store, await store.organisation(ORG), PLACE, ben, False, world.clock.at, world.new_id)
    await writes(company.ada, "Most of them", post)
    await company.later()
    assert news(company.ben) == [] and company.ben.id not in (await company.talk()).voices


async def test_two_people_who_are_one_wrote_both_comments_and_hear_once(company: Company) -> None:
    post = await company.tells_a_story()
    world = company.world
    await writes(company.ben, "One", post)
    await writes(company.linus, "Two", post)
    ben, linus = await company.ben.me(), await company.linus.me()
    async with world.store.transaction(world.clock.at) as store:
        await merge(store, await store.organisation(ORG), ben, linus, world.clock.at)
    assert [one.by for one in await company.comments()] == [ben.id, ben.id]
    assert (await company.talk()).voices == (ben.id,)
