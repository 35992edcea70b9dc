"""Golden files: what was drawn, kept beside the tests and reviewed like code."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden_files"
REWRITE = "QUICKWIN_REWRITE_GOLDEN"
_LINES_SHOWN = 80


def check(name: str, value: object, folder: Path = FOLDER) -> None:
    """Compares `value` with the stored file; with QUICKWIN_REWRITE_GOLDEN=1 it stores it instead.

    A text is stored as it is, under a name with its ending (`card.html`); anything else as JSON, its order kept, under
    `<name>.json`. A name may have folders: `slack/proposed`.
    """
    path, drawn = _file(folder, name, value)
    if os.environ.get(REWRITE) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8", newline="\n")
        return
    if not path.exists():
        raise AssertionError(f"there is no golden file {path.name}; {_how()}")
    stored = path.read_text(encoding="utf-8")
    if stored != drawn:
        raise AssertionError(f"{path.name} is not what is drawn now; {_how()}\n{_difference(stored, drawn)}")


def _file(folder: Path, name: str, value: object) -> tuple[Path, str]:
    if isinstance(value, str):
        if not Path(name).suffix:
            raise ValueError(f"a text needs a name with an ending, such as {name}.html")
        return folder / name, value.rstrip("\n") + "\n"
    return folder / f"{name}.json", json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _how() -> str:
    test = os.environ.get("PYTEST_CURRENT_TEST", "tests").split(" (")[0].split("[")[0]
    return f"look at it, and if it is right run: {REWRITE}=1 .venv/bin/python -m pytest {test}"


def _difference(stored: str, drawn: str) -> str:
    lines = list(difflib.unified_diff(stored.splitlines(), drawn.splitlines(), "stored", "drawn", lineterm=""))
    left = len(lines) - _LINES_SHOWN
    return "\n".join(lines[:_LINES_SHOWN] + ([f"… and {left} more lines"] if left > 0 else []))
