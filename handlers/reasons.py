"""Why a message did not arrive, in words."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.words import Text, Typed, Words, say
from storage.records import Reason

REASONS: Mapping[Reason, Words] = {
    Reason.GONE: say("they are not in the organisation any more"),
    Reason.NO_ACCOUNT: say("they have no account by which they can be reached"),
    Reason.NO_MAIL: say("they do not want e-mail any more, or have no verified address"),
    Reason.NO_TIME: say("the week had no working time left"),
    Reason.NOT_THEIRS: say("they may not see it any more"),
    Reason.INTERRUPTED: say("the bot stopped in the middle of sending it"),
    Reason.RESTORED: say("the store was restored from an older state"),
    Reason.NOT_CONNECTED: say("the workspace has not been connected for days"),
    Reason.NO_ANSWER: say("no answer came to say whether it arrived"),
    Reason.CLOSED: say("their account there is closed"),
    Reason.BLOCKED: say("they have blocked Quickwin or taken it out of their chats"),
    Reason.NOT_ADDED: say("nobody has added Quickwin there yet"),
    Reason.UNINSTALLED: say("Quickwin is not installed there any more"),
    Reason.TURNED_OFF: say("an administrator of that platform does not let Quickwin write there"),
    Reason.TOO_LARGE: say("it was too long for that platform"),
    Reason.MAIL_SERVER: say("the mail server could not be used"),
    Reason.MAIL_SENDER: say("the mail server does not take Quickwin’s address"),
    Reason.MAIL_RECIPIENT: say("the mail server refused the address"),
    Reason.MAIL_LETTER: say("the mail server refused the message"),
    Reason.UNKNOWN: say("the platform did not take it"),
}


def reason(kept: str, said: str = "") -> Text:
    """A sentence for a Reason; where nobody knows more than what the platform said, that stands as it came."""
    if kept == Reason.UNKNOWN and said:
        return Typed(said)
    return REASONS[Reason(kept)] if kept in REASONS else Typed(kept)
