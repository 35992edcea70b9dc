"""Why somebody was not asked, or why nothing came of it: the code that is kept, in words."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.reasons import reason
from handlers.words import Text, Words, say
from initiatives.week_plan import NotAsked
from storage.weeks import Ended

NOT_ASKED: Mapping[NotAsked, Words] = {
    NotAsked.OPTED_OUT: say("they do not want to be asked"),
    NotAsked.PAUSED: say("their check-ins pause"),
    NotAsked.OFF: say("they are off"),
    NotAsked.NO_WORKING_DAY: say("a week without a working day"),
    NotAsked.NOT_THEIR_WEEK: say("they are not asked every week, and it is not their turn"),
    NotAsked.UP_TO_DATE: say("their numbers are up to date"),
    NotAsked.NOTHING_BEGUN: say("nothing of theirs has begun yet"),
    NotAsked.SET_ASIDE: say("what they answer for pauses"),
    NotAsked.NO_TIME_LEFT: say("the week had no working time left"),
    NotAsked.NOT_RUNNING: say("Quickwin was not running when it was time to ask"),
    NotAsked.MOVED: say("their calendar changed when their day had passed"),
}
ENDED: Mapping[Ended, Words] = {
    Ended.UNANSWERED: say("no answer by the next week"),
    Ended.STOPPED: say("it ended with a lesson"),
    Ended.PAUSED: say("the initiative pauses"),
    Ended.HANDED_ON: say("somebody else answers for it now"),
    Ended.LEFT: say("they are not in the organisation any more"),
    Ended.RESTORED: say("the store was restored from an older state"),
}


def explained(code: str, said: str = "") -> Text:
    """A sentence for what is kept: why nobody asked, why nothing came of it, or why the message did not arrive."""
    if code in NOT_ASKED:
        return NOT_ASKED[NotAsked(code)]
    return ENDED[Ended(code)] if code in ENDED else reason(code, said)
