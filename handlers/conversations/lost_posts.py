"""`lost_posts`: the admins look after what is not in its channel, and post it again by one tap."""

from __future__ import annotations

from handlers.conversation import Action, Card, Change, Conversation, Post, Quiet, Reply, Role, Seeing, Turn, card, only
from handlers.digests import again
from handlers.lost_posts import TOLD, lost, told
from handlers.seen_by import admins
from handlers.subjects import NOTHING
from handlers.ui import Args, Button, Buttons, Message, Para
from handlers.why import why
from handlers.words import Channel, say
from initiatives.people import Organisation
from initiatives.rules import Rule, RuleBroken
from storage.records import DeliveryState, To


async def post_again(turn: Turn, organisation: Organisation, about: Args) -> Reply:
    """An admin has looked: it is not there. It goes out once more, where such posts go now."""
    row = await lost(turn.store, turn.org, about.get("delivery", ""))
    if row is None:
        raise RuleBroken("", Rule.WRONG_STAGE)
    spot = organisation.stories
    to = To(workspace=spot.workspace, channel=spot.channel) if spot is not None else row.to
    shown = [Change(one.id, told(row.id)) for one in await turn.store.deliveries_about(turn.org, TOLD, row.id)]
    return Quiet((Post(to, Card(row.card, dict(row.about), subject=row.subject), key=again(row.id)), *shown))


@card(TOLD, seen_by=admins, by_itself=True)
async def not_there(see: Seeing, about: Args) -> Message:
    """What the admins read when the lessons of a month are not in the channel, or nobody can tell."""
    anew = await see.store.delivery(see.org, again(about["delivery"]))
    if anew is not None:
        text = say("The lessons of the month are posted again in {where}.", where=Channel(anew.to.channel))
        return Message(text, (Para(text),))
    row = await lost(see.store, see.org, about["delivery"])
    if row is None:
        text = say("The lessons of the month are settled.")
        return Message(text, (Para(text),))
    where = Channel(row.to.channel)
    if row.state is DeliveryState.UNCONFIRMED:
        text = say("I cannot tell whether the lessons of the month arrived.")
        next_ = say("Only you can look: {where}. If it is there, all is well. If not, post it again.", where=where)
        label = say("It is not there: post it again")
    else:
        text = say("The lessons of the month are not in their channel.")
        next_ = say(
            "It could not be posted in {where}: the bot has to be a member there, and allowed to write. Add it to the channel, or set "
            "another one with “admin”, and post it again.",
            where=where,
        )
        label = say("Post the lessons again")
    button = Button(label, "lost_posts.post_again", {"delivery": row.id}, "primary")
    reason = say("You get this because you are an admin here.")
    return Message(text, (Para(text), Para(next_), Buttons((button,)), *why(reason)))


CONVERSATION = Conversation(
    name="lost_posts",
    help=None,
    actions=(Action("post_again", NOTHING, only(Role.ADMIN), post_again),),
    cards=(not_there,),
)
