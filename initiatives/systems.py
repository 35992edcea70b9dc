"""A token with which a system sends readings: what it is for, and how it is known again without being kept."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

PREFIX = "qw"
SHOWN = timedelta(minutes=15)
"""How long after it was made the token can be read."""
USED_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a token was used last."""


@dataclass(frozen=True)
class SystemToken:
    """For one initiative, or (empty) for all of its organisation. Of its secret only the `hashed` is kept.

    `name` is what the system is called; `made_by` answers for it.
    """

    id: str
    organisation: str
    name: str
    initiative: str
    hashed: str
    made_by: str
    made_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def works(self) -> bool:
        return self.revoked_at is None

    def is_of(self, secret: str) -> bool:
        """Whether that is its secret; takes as long whether it is or not."""
        return hmac.compare_digest(self.hashed, hashed(secret))

    def can_be_read(self, now: datetime) -> bool:
        return self.works and now < self.made_at + SHOWN

    def was_just_used(self, now: datetime) -> bool:
        return self.used_at is not None and now - self.used_at < USED_EVERY


@dataclass(frozen=True)
class Given:
    """The parts of a token as somebody gives it."""

    organisation: str
    token: str
    secret: str


def hashed(secret: str) -> str:
    """What is kept of a secret. It is long and random, so one round is enough."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def written(organisation: str, token: str, secret: str) -> str:
    """The token as it is given to the system."""
    return ".".join((PREFIX, organisation, token, secret))


def parts(text: str) -> Given | None:
    """None for a text that is no token."""
    prefix, _, rest = text.partition(".")
    found = rest.rsplit(".", 2)
    if prefix != PREFIX or len(found) != 3 or not all(found) or not (text.isascii() and text.isprintable()):
        return None
    return Given(*found)
