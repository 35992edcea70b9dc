"""A disk that strikes at a chosen step, halfway through it when it is a write."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path

from storage.disk import Disk

Strike = Callable[[str], None]


class BreakingDisk(Disk):
    """Counts the steps by name and calls `strike` before number `at`, the first being 1, or before the next called `named`."""

    def __init__(self, at: int = 0, strike: Strike | None = None) -> None:
        self.steps: list[str] = []
        self.at = at
        self.named = ""
        self._strike = strike

    def _step(self, name: str) -> bool:
        self.steps.append(name)
        if self.named and name.startswith(self.named):
            self.named = ""
            return True
        return len(self.steps) == self.at

    def _before(self, name: str) -> None:
        if self._step(name):
            self._break(name)

    def _break(self, name: str) -> None:
        if self._strike is not None:
            self._strike(name)

    def create(self, path: Path) -> int:
        self._before(f"create {path.name}")
        return super().create(path)

    def extend(self, path: Path) -> int:
        self._before(f"extend {path.name}")
        return super().extend(path)

    def cut(self, file: int, length: int) -> None:
        self._before("cut")
        super().cut(file, length)

    def write(self, file: int, text: bytes) -> None:
        if self._step("write"):
            super().write(file, text[: len(text) // 2])
            self._break("write")
        else:
            super().write(file, text)

    def sync(self, file: int) -> None:
        self._before("sync")
        super().sync(file)

    def close(self, file: int) -> None:
        super().close(file)  # a real close that fails has closed as well
        self._before("close")

    def link(self, source: Path, target: Path) -> None:
        self._before(f"link {target.name}")
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        self._before(f"rename {target.name}")
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._before("sync folder")
        super().sync_folder(folder)


def disk_full(step: str) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), step)


def die(step: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
