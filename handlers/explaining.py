"""Why somebody was not asked, or why nothing came of it: the code that is kept, in words."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.nudges import UNANSWERED
from handlers.words import Text, Typed, Words, say
from initiatives.calendar import NotAsked

NOT_ASKED: Mapping[NotAsked, Words] = {
    NotAsked.OPTED_OUT: say("they do not want to be asked"),
    NotAsked.PAUSED: say("their check-ins pause"),
    NotAsked.OFF: say("they are off"),
    NotAsked.NO_WORKING_DAY: say("a week without a working day"),
    NotAsked.NOT_THEIR_WEEK: say("they are not asked every week, and it is not their turn"),
    NotAsked.UP_TO_DATE: say("their numbers are up to date"),
    NotAsked.NOTHING_BEGUN: say("nothing of theirs has begun yet"),
    NotAsked.NO_TIME_LEFT: say("the week had no working time left"),
    NotAsked.NOT_RUNNING: say("Quickwin was not running when it was time to ask"),
    NotAsked.MOVED: say("their calendar changed when their day had passed"),
}
OTHERS: Mapping[str, Words] = {
    UNANSWERED: say("no answer by the next week"),
    "ended with a lesson": say("it ended with a lesson"),
    "no working time was left for it": say("the week had no working time left"),
    "the person is not there any more": say("they are not in the organisation any more"),
    "no account to send it to": say("they have no account by which they can be reached"),
}


def explained(code: str) -> Text:
    """A sentence for what is kept; what has none stands as it is."""
    if code in NOT_ASKED:
        return NOT_ASKED[NotAsked(code)]
    return OTHERS.get(code) or Typed(code)
