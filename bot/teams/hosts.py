"""Where the bot's token may go: the hosts of the Teams connector, and nothing that only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

SUFFIXES = (".botframework.com", ".teams.microsoft.com", ".teams.microsoft.us", ".trafficmanager.net")
EXACT = {".trafficmanager.net": ("smba.trafficmanager.net",)}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Two readers of an address must find the same host in it: what one of them drops or takes for a slash is left out.
_PLAIN = re.compile(r"[!-\[\]-~]+")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+")


@dataclass(frozen=True)
class Hosts:
    """`local` allows this machine, by http and any port, and nothing else: for a client beside the bot."""

    local: bool = False
    also: frozenset[str] = frozenset()

    def allow(self, service_url: str) -> bool:
        """Whether an address may be called with the bot's token."""
        try:
            address = urlsplit(service_url)
            port = address.port
        except ValueError:
            return False
        if "@" in address.netloc or not _PLAIN.fullmatch(service_url):
            return False
        host = (address.hostname or "").casefold()
        if self.local:
            return address.scheme in ("http", "https") and host in LOOPBACK
        if f"{address.scheme}://{address.netloc}" in self.also:
            return True
        return address.scheme == "https" and port in (None, 443) and _is_connector(host)


def _is_connector(host: str) -> bool:
    suffix = next((each for each in SUFFIXES if host.endswith(each)), None)
    if suffix is None or not _HOST.fullmatch(host):
        return False
    return suffix not in EXACT or host in EXACT[suffix]
