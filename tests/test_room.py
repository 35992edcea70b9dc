"""Tests write into memory only where they have room there and nobody has said otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.room import has_room, write_into_memory


def test_a_folder_that_is_missing_has_no_room(tmp_path: Path) -> None:
    assert not has_room(tmp_path / "missing")


def test_a_folder_that_was_named_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    write_into_memory()
    assert os.environ["TMPDIR"] == str(tmp_path)
