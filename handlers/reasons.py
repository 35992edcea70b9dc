"""Why a message did not arrive, in words: what the platforms answer, and what that means for a person."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.deliveries import GONE, NO_ACCOUNT, NO_MAIL, NO_TIME
from handlers.words import Text, Typed, Words, say

BLOCKED = say("they have blocked Quickwin or taken it out of their chats")
LEFT = say("their account there is closed")
REMOVED = say("Quickwin is not installed there any more")
AWAY = say("the workspace has not been connected for days")
TURNED_OFF = say("an administrator of that platform does not let Quickwin write there")
NOT_ADDED = say("nobody has added Quickwin there yet")

REASONS: Mapping[str, Words] = {
    GONE: say("they are not in the organisation any more"),
    NO_ACCOUNT: say("they have no account by which they can be reached"),
    NO_MAIL: say("they do not want e-mail any more, or have no verified address"),
    NO_TIME: say("the week had no working time left"),
    # Slack
    "account_inactive": REMOVED,
    "app_missing_action_url": TURNED_OFF,
    "cannot_dm_bot": LEFT,
    "channel_not_found": LEFT,
    "ekm_access_denied": TURNED_OFF,
    "invalid_auth": REMOVED,
    "messages_tab_disabled": TURNED_OFF,
    "missing_scope": TURNED_OFF,
    "not_authed": REMOVED,
    "not_in_channel": BLOCKED,
    "restricted_action": TURNED_OFF,
    "team_access_not_granted": REMOVED,
    "token_expired": REMOVED,
    "token_revoked": REMOVED,
    "user_disabled": LEFT,
    "user_not_found": LEFT,
    "user_not_visible": LEFT,
    "users_not_found": LEFT,
    # Teams
    "BotDisabledByAdmin": TURNED_OFF,
    "BotNotInConversationRoster": BLOCKED,
    "ConversationBlockedByUser": BLOCKED,
    "ConversationNotFound": BLOCKED,
    "ForbiddenOperationException": BLOCKED,
    "MessageWritesBlocked": BLOCKED,
    "UserNotFound": LEFT,
    "nobody of this tenant has added the bot yet": NOT_ADDED,
    "the bot is not in that conversation any more": BLOCKED,
    # both
    "the workspace is not connected": AWAY,
    "the process ended during the call": say("the bot stopped in the middle of sending it"),
    # e-mail
    "mail connect": say("the mail server could not be used"),
    "mail sender": say("the mail server does not take Quickwin’s address"),
    "mail recipient": say("the mail server refused the address"),
    "mail message": say("the mail server refused the message"),
    "mail lost": say("the mail server did not say whether it took the message"),
}


def reason(given: str) -> Text:
    """A sentence for what a platform said; what is not known stands as it came. A number behind it does not count."""
    words, _, number = given.rpartition(" ")
    bare = words if number.isdigit() else given
    codes = bare.split(" ")  # Teams may give two codes for one refusal
    known = REASONS.get(bare) or next((REASONS[code] for code in codes if code in REASONS), None)
    return known or Typed(given)
