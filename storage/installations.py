"""What the operator of the bot keeps beside the organisations: where it is installed, and whose each workspace is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

OPERATOR = "operator"
"""The organisation of whoever runs the bot: it owns the records that belong to none of those it serves."""


@dataclass(frozen=True)
class Installation:
    """The bot in one Slack workspace, or in a whole Enterprise Grid organisation (`everywhere`): `id` is the id of either.

    `locked` holds its tokens, readable only with the operator's keys. Whoever refreshes them has claimed that until
    `refreshing_until`: a refresh token can be spent once.
    """

    id: str
    organisation: str
    name: str
    bot_user: str
    bot: str
    scopes: tuple[str, ...]
    installer: str
    installed_at: datetime
    locked: str
    enterprise: str = ""
    everywhere: bool = False
    expires_at: datetime | None = None
    refreshing_until: datetime | None = None


@dataclass(frozen=True)
class Belonging:
    """The one organisation to which an installed workspace belongs; it stays so when the bot is removed and comes back."""

    id: str
    organisation: str
    belongs_to: str
