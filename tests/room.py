"""Where tests write: into memory where there is room, because they wait for a disk longer than they work."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 the folder in memory that Linux has
ENOUGH = 4 * 2**30


def write_into_memory() -> None:
    """For this process and those it starts, unless whoever runs the tests has named a folder with TMPDIR."""
    if "TMPDIR" not in os.environ and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def has_room(folder: Path) -> bool:
    """Whether everything the tests keep at once fits there, and programs they write there can be run."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize >= ENOUGH and not there.f_flag & os.ST_NOEXEC
