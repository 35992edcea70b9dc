"""`make` on machines that lack something: it says what, and the command that helps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout without an environment, in a folder whose name has a space."""
    folder = tmp_path / "my checkout"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    return folder


def python_that(folder: Path, does: str) -> str:
    """A Python that behaves like the one of this test, after it did what is given."""
    script = folder / "python"
    script.write_text(f'#!/bin/sh\n{does}\nexec "{sys.executable}" "$@"\n')
    script.chmod(0o755)
    return str(script)


def make(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "-C", str(checkout), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_python_without_venv_gets_the_name_of_the_package(checkout: Path) -> None:
    python = python_that(checkout, 'case "$2" in *ensurepip*) exit 1 ;; esac')
    outcome = make(checkout, "run", f"PYTHON={python}")
    assert outcome.returncode == 2
    assert f"sudo apt-get install python{VERSION}-venv" in outcome.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_gets_the_version_that_is_needed(checkout: Path) -> None:
    outcome = make(checkout, "run", f"PYTHON={python_that(checkout, 'exit 1')}")
    assert outcome.returncode == 2
    assert "needs Python 3.11 or newer" in outcome.stderr
    assert "make run PYTHON=/path/to/python3" in outcome.stderr


def test_an_environment_is_made_once_and_made_anew_where_the_checkout_was_moved(checkout: Path) -> None:
    made = (".venv/made", f"PYTHON={sys.executable}")
    assert "Making an environment" in make(checkout, *made).stdout
    assert "-m venv" not in make(checkout, "--dry-run", *made).stdout
    moved = checkout.rename(checkout.with_name("moved checkout"))
    assert "-m venv" in make(moved, "--dry-run", *made).stdout


def test_make_alone_says_what_can_be_made(checkout: Path) -> None:
    outcome = make(checkout)
    assert outcome.returncode == 0
    named = {line.split()[1] for line in outcome.stdout.splitlines() if line.startswith("  make ")}
    assert {"run", "test", "bench", "prove", "golden", "lock", "clean"} <= named
