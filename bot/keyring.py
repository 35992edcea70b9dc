"""The operator's keys: what is stored locked with the first of them is opened with any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class WrongKey(ValueError):
    """The keys cannot be used; completes a sentence that names the setting."""


class CannotUnlock(Exception):
    """None of the keys opens it, or it was changed, or it is too old."""


def new_key() -> str:
    return Fernet.generate_key().decode()


class Keyring:
    """Newest key first. Raises WrongKey when there is none or one is malformed."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise WrongKey("is missing")
        try:
            made = [Fernet(key) for key in keys]
        except ValueError:
            raise WrongKey("holds something that is not a key") from None
        self._first, self._all = made[0], MultiFernet(made)

    def locked(self, text: str) -> str:
        return self._first.encrypt(text.encode()).decode()

    def opened(self, locked: str) -> str:
        """The text. Raises CannotUnlock."""
        try:
            return self._all.decrypt(locked.encode()).decode()
        except InvalidToken:
            raise CannotUnlock from None

    def is_newest(self, locked: str) -> bool:
        """Whether the first key locked it."""
        try:
            self._first.decrypt(locked.encode())
        except InvalidToken:
            return False
        return True

    def stamped(self, text: str, at: datetime) -> str:
        """The text with its moment, for somebody who is to bring it back; safe in an address and a cookie."""
        return self._first.encrypt_at_time(text.encode(), int(at.timestamp())).decode().rstrip("=")

    def unstamped(self, stamped: str, now: datetime, most: timedelta) -> str:
        """The text that was stamped at most so long ago. Raises CannotUnlock."""
        padded = stamped + "=" * (-len(stamped) % 4)
        try:
            return self._all.decrypt_at_time(
                padded.encode(errors="replace"), int(most.total_seconds()), int(now.timestamp())
            ).decode()
        except InvalidToken:
            raise CannotUnlock from None
