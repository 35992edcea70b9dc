"""Golden files are compared exactly, and fail with the way to rewrite them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import golden


@pytest.fixture(autouse=True)
def comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(golden.REWRITE, raising=False)


def test_a_missing_file_fails_and_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"no golden file card\.json.*QUICKWIN_REWRITE_GOLDEN=1"):
        golden.check("slack/card", {"a": 1}, tmp_path)


@pytest.mark.parametrize(("name", "value"), [("slack/card", {"z": "é", "a": [1]}), ("card.html", "<p>é</p>")])
def test_what_was_written_is_accepted_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setenv(golden.REWRITE, "1")
    golden.check(name, value, tmp_path)
    monkeypatch.delenv(golden.REWRITE)
    golden.check(name, value, tmp_path)


def test_a_difference_fails_with_the_lines_that_differ(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text('{\n  "a": 1\n}\n')
    with pytest.raises(AssertionError, match=r'(?s)-  "a": 1\n\+  "a": 2'):
        golden.check("card", {"a": 2}, tmp_path)


def test_the_order_of_properties_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(golden.REWRITE, "1")
    golden.check("card", {"a": 1, "b": 2}, tmp_path)
    monkeypatch.delenv(golden.REWRITE)
    with pytest.raises(AssertionError):
        golden.check("card", {"b": 2, "a": 1}, tmp_path)


def test_a_text_without_an_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="an ending"):
        golden.check("card", "<p></p>", tmp_path)
