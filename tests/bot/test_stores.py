"""Where the store may be kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import CannotStart
from bot.stores import FORGETFUL, must_be_kept


@pytest.mark.parametrize("variable", FORGETFUL)
def test_a_file_on_a_disk_that_is_emptied_is_refused(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) == "/")  # wherever the tests themselves write
    with pytest.raises(CannotStart, match="DATABASE_URL"):
        must_be_kept(tmp_path, {variable: "web.1"})


def test_a_disk_that_was_added_is_taken_and_so_is_any_other_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    must_be_kept(tmp_path, {})
    added = str(tmp_path)
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) == added)
    must_be_kept(tmp_path / "data", {"K_SERVICE": "quickwin"})
