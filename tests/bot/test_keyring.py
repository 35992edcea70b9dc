"""What is locked opens with any of the keys, and with nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.keyring import CannotUnlock, Keyring, WrongKey, new_key

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OLD, NEW = new_key(), new_key()
MOST = timedelta(minutes=10)


def test_the_first_key_locks_and_every_key_opens() -> None:
    before, both, after = Keyring([OLD]), Keyring([NEW, OLD]), Keyring([NEW])
    kept = before.locked("a secret")
    assert "a secret" not in kept
    assert both.opened(kept) == "a secret" and not both.is_newest(kept)
    again = both.locked(both.opened(kept))
    assert both.is_newest(again) and after.opened(again) == "a secret"
    with pytest.raises(CannotUnlock):
        after.opened(kept)


@pytest.mark.parametrize(
    "twist", [lambda text: text[:-9] + "AAAAAAAA=", lambda text: "", lambda text: "not locked at all"]
)
def test_what_was_changed_is_not_opened(twist) -> None:  # type: ignore[no-untyped-def]
    ring = Keyring([OLD])
    with pytest.raises(CannotUnlock):
        ring.opened(twist(ring.locked("a secret")))


@pytest.mark.parametrize("keys", [[], ["short"], [OLD, "x" * 44]])
def test_keys_that_cannot_be_used_are_refused(keys: list[str]) -> None:
    with pytest.raises(WrongKey):
        Keyring(keys)


def test_a_stamp_is_good_for_its_time_and_safe_in_an_address() -> None:
    ring = Keyring([NEW, OLD])
    for text in ("a", "ab", "abc", "abcd" * 20):
        stamped = Keyring([OLD]).stamped(text, NOW)
        assert set(stamped) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        assert ring.unstamped(stamped, NOW + MOST, MOST) == text
        with pytest.raises(CannotUnlock):
            ring.unstamped(stamped, NOW + MOST + timedelta(seconds=1), MOST)
    for forged in ("", "é", "a" * 120):
        with pytest.raises(CannotUnlock):
            ring.unstamped(forged, NOW, MOST)
