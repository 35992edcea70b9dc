"""`lost_posts`: the admins look after what is not in its channel, and post it again by one tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers import campaign_days, digests, lesson_months
from handlers.conversation import Action, Card, Change, Conversation, Post, Quiet, Reply, Role, Seeing, Turn, card, only
from handlers.lost_posts import TOLD, WITH_STORIES, again, lost, told
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.ui import Args, Button, Buttons, Message, Para
from handlers.why import why
from handlers.words import Channel, Words, say
from initiatives.people import Organisation
from initiatives.rules import Rule, RuleBroken
from storage.records import DeliveryState, To


@dataclass(frozen=True)
class Said:
    """What is said of a post: that nobody knows, that it is not there, that it is settled."""

    unsure: Words
    missing: Words
    settled: Words


SAID: Mapping[str, Said] = {
    digests.CARD: Said(
        say("I cannot tell whether the weekly digest arrived."),
        say("The weekly digest is not in its channel."),
        say("The weekly digest is settled."),
    ),
    lesson_months.CARD: Said(
        say("I cannot tell whether the lessons of the month arrived."),
        say("The lessons of the month are not in their channel."),
        say("The lessons of the month are settled."),
    ),
    campaign_days.BEGUN: Said(
        say("I cannot tell whether the announcement of a campaign arrived."),
        say("The announcement of a campaign is not in its channel."),
        say("The announcement of the campaign is settled."),
    ),
    campaign_days.OVER: Said(
        say("I cannot tell whether the end of a campaign was told."),
        say("The end of a campaign is not told in its channel."),
        say("The end of the campaign is settled."),
    ),
}
"""By the card that was posted."""


async def post_again(turn: Turn, organisation: Organisation, about: Args) -> Reply:
    """An admin has looked: it is not there. It goes out once more, where such posts go now."""
    row = await lost(turn.store, turn.org, about.get("delivery", ""))
    if row is None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    spot = organisation.stories if row.card in WITH_STORIES else None
    to = To(workspace=spot.workspace, channel=spot.channel) if spot is not None else row.to
    shown = [Change(one.id, told(row)) for one in await turn.store.deliveries_about(turn.org, TOLD, row.id)]
    return Quiet((Post(to, Card(row.card, dict(row.about), subject=row.subject), key=again(row.id)), *shown))


@card(TOLD, seen_by=admins, by_itself=True)
async def not_there(see: Seeing, about: Args) -> Message:
    """What the admins read when a post is not in its channel, or nobody can tell."""
    said = SAID[about["card"]]
    anew = await see.store.delivery(see.org, again(about["delivery"]))
    if anew is not None:
        text = say("It is posted again in {where}.", where=Channel(anew.to.channel))
        return Message(text, (Para(text),))
    row = await lost(see.store, see.org, about["delivery"])
    if row is None:
        return Message(said.settled, (Para(said.settled),))
    where, post = Channel(row.to.channel), {"delivery": row.id}
    if row.state is DeliveryState.UNCONFIRMED:
        text = said.unsure
        button = Button(say("It is not there: post it again"), "lost_posts.post_again", post, "primary")
        next_ = say("Only you can look: {where}. If it is there, all is well. If not, post it again.", where=where)
    else:
        text, button = said.missing, Button(say("Post it again"), "lost_posts.post_again", post, "primary")
        next_ = say(
            "It could not be posted in {where}: the bot has to be a member there, and allowed to write. Add it to the channel, or set "
            "another one with “admin”, and post it again.",
            where=where,
        )
    reason = say("You get this because you are an admin here.")
    return Message(text, (Para(text), Para(next_), Buttons((button,)), *why(reason)))


CONVERSATION = Conversation(
    name="lost_posts",
    help=None,
    actions=(Action("post_again", NOTHING, only(Role.ADMIN), post_again),),
    cards=(not_there,),
)
