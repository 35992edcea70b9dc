"""What every test may use, files and a log that cost little."""

from __future__ import annotations

import structlog

from tests.room import write_into_memory

pytest_plugins = ("tests.browser", "tests.databases", "tests.stores")

# A traceback drawn with boxes and variables takes seconds; the running bot does not draw one either.
*_before, _ = structlog.get_config()["processors"]
_plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*_before, _plain])

write_into_memory()
