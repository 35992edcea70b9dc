"""The thread of a story on each platform: what is typed there is a comment, and what was written elsewhere stands there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.sandbox.bodies import Says
from bot.sandbox.records import Entry
from handlers.conversation import Card, Post
from handlers.deliveries import row_of
from initiatives.comments import Comment
from initiatives.people import Spot
from initiatives.wins import StoryState
from storage.records import To
from tests.bot.chats import PLACES, Chat, InSandbox, OnSlack, OnTeams
from tests.bot.slack.seen import words
from tests.bot.test_every_conversation import SCENARIOS, begun
from tests.fakes.teams_rules import Conversation


@dataclass(frozen=True)
class Posted:
    """The channel of a story as somebody there sees it: what the bot said, each with the message it hangs on."""

    chat: Chat

    async def said(self) -> list[tuple[str, str]]:
        chat = self.chat
        match chat:
            case OnSlack():
                shown = chat.person.messages(chat.place.channel)
                return [(words(one), one.get("thread_ts", "")) for one in shown]
            case OnTeams():
                return [(one.reads(), one.thread) for one in chat.person.messages(self._in_teams())]
            case InSandbox():
                return [(one.html, one.thread) for one in await self._entries(chat) if one.html and not one.only_for]
        raise AssertionError(chat)

    async def root(self) -> str:
        """The platform's id of the story's message."""
        chat = self.chat
        match chat:
            case OnSlack():
                return str(chat.person.messages(chat.place.channel)[0]["ts"])
            case OnTeams():
                return chat.person.messages(self._in_teams())[0].id
            case InSandbox():
                return next(one.id for one in await self._entries(chat) if one.html)
        raise AssertionError(chat)

    async def reply(self, text: str) -> None:
        """Somebody mentions the bot below the story."""
        chat, root = self.chat, await self.root()
        match chat:
            case OnSlack():
                await chat.person.mention(chat.place.channel, text, root)
            case OnTeams():
                await chat.person.says(text, in_channel=self._in_teams(), thread=root)
            case InSandbox():
                sent = {
                    "as": chat.place.external,
                    "place": chat.place.channel,
                    "text": f"@Quickwin {text}",
                    "thread": root,
                }
                await chat.turns.say(Says.model_validate(sent))
        await chat.settled()

    async def _entries(self, chat: InSandbox) -> list[Entry]:
        place = chat.place
        return await chat.turns._workspace.read(place.channel, place.external, place.now)

    def _in_teams(self) -> Conversation:
        assert isinstance(self.chat, OnTeams)
        return self.chat.person._workspace.conversations[self.chat.place.channel]

    async def comments(self) -> list[Comment]:
        place = self.chat.place
        async with place.engine.store.transaction(place.now) as store:
            return await store.comments(place.organisation, "the initiative", 9, 9)


async def posted(chat: Chat) -> Posted:
    """A story of the person's is in the channel, and they see it in their own chat as well."""
    started, place = await begun(chat, SCENARIOS["comments"], one_by_one=False), chat.place
    spot, card = Spot(place.workspace, place.channel), Card("story.posted", {"story": started.story.id})
    story = replace(
        started.story,
        state=StoryState.POSTED,
        headline="We did it",
        text="It reads well",
        spot=spot,
        delivery="the post",
    )
    async with place.engine.store.transaction(place.now) as store:
        await store.keep_story(story)
        wins = Post(To(workspace=place.workspace, channel=place.channel), card)
        await store.queue(row_of(place.organisation, wins, "the post", place.now))
        mine = Post(To(person=started.person.id, workspace=place.workspace), card)
        await store.queue(row_of(place.organisation, mine, "the same", place.now))
    await chat.settled()
    return Posted(chat)


@pytest.mark.parametrize("where", PLACES)
async def test_a_reply_below_the_story_is_a_comment_and_is_not_said_again(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        story = await posted(chat)
        await story.reply("It reads scans, too")
        assert [(one.text, one.story) for one in await story.comments()] == [("It reads scans, too", "the story")]
        assert len(await story.said()) == 1


@pytest.mark.parametrize("where", PLACES)
async def test_what_is_written_in_a_form_stands_below_the_story(where: str, tmp_path: Path) -> None:
    async with PLACES[where](tmp_path) as chat:
        story = await posted(chat)
        await chat.press("Comment")
        await chat.fill(comment="It reads scans, too")
        (_, reply), root = await story.said(), await story.root()
        assert "It reads scans, too" in reply[0] and reply[1] == root
