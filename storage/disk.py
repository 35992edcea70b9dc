"""The steps by which a store reaches the disk, so that a test can make any of them fail or be the last."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600


class Disk:
    """Each method is one step; an OSError from it means that the step may or may not have happened."""

    def create(self, path: Path) -> int:
        """A new, empty file only its owner may read."""
        path.unlink(missing_ok=True)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, PRIVATE)

    def extend(self, path: Path) -> int:
        """The file to write at its end, made when absent."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | BINARY, PRIVATE)

    def cut(self, file: int, length: int) -> None:
        os.ftruncate(file, length)

    def write(self, file: int, text: bytes) -> None:
        rest = memoryview(text)
        while rest:
            rest = rest[os.write(file, rest) :]

    def sync(self, file: int) -> None:
        sync(file)

    def close(self, file: int) -> None:
        os.close(file)

    def link(self, source: Path, target: Path) -> None:
        """A second name for the file, or a copy where the file system knows no second names."""
        target.unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
            target.chmod(PRIVATE)

    def rename(self, source: Path, target: Path) -> None:
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Make new names in the folder durable."""
        if sys.platform != "win32":
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)


if sys.platform == "win32":
    BINARY = os.O_BINARY
    sync = os.fsync
elif sys.platform == "darwin":
    import fcntl

    BINARY = 0

    def sync(file: int) -> None:
        """There, fsync leaves the text in the drive's own memory."""
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
else:
    BINARY = 0
    sync = os.fsync


def replace_file(disk: Disk, path: Path, pieces: Iterable[bytes], before: Callable[[], None] | None = None) -> None:
    """Put new text in its place, whole or not at all, durable when it returns; `before` runs before the rename."""
    new = path.with_name(path.name + ".new")
    try:
        file = disk.create(new)
        try:
            for piece in pieces:
                disk.write(file, piece)
            disk.sync(file)
        finally:
            disk.close(file)
        if before is not None:
            before()
        disk.rename(new, path)
        disk.sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)  # a full disk has better uses for the space
        raise
