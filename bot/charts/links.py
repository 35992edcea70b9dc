"""Addresses of pictures: the plan itself, signed, so that any process can draw it and nobody can ask for one we did not show."""

from __future__ import annotations

import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from ipaddress import ip_address

from yarl import URL

from bot.charts.plan import AnyPlan, read

LIVES = timedelta(days=90)
"""Long enough for whoever reads a chat; where it is over, an image says its words."""
PATH = "/charts/"
ENDING = ".png"
MARK_BYTES = 18

Pictures = Callable[[AnyPlan], str]
"""Where a plan's picture is, in the platform's terms: an address or a file's id; empty where it is not to be had."""


def nowhere(_plan: AnyPlan) -> str:
    """Nothing but words can be shown."""
    return ""


def is_public(address: str) -> bool:
    """Whether a platform's servers can fetch from there: https, and no name or number of a closed network."""
    url = URL(address) if address else URL()
    host = url.host or ""
    try:
        reachable = ip_address(host).is_global
    except ValueError:
        reachable = "." in host and not host.endswith((".local", ".localhost", ".internal"))
    return url.scheme == "https" and reachable


@dataclass(frozen=True)
class Links:
    """`where` is our own address without a path, empty for pages of our own; `now` gives the time."""

    secret: bytes
    where: str
    now: Callable[[], datetime]
    lives: timedelta = LIVES

    def address(self, plan: AnyPlan) -> str:
        """Good for as long as it `lives`, and the same all day long."""
        packed = urlsafe_b64encode(zlib.compress(plan.written(), 9)).decode().rstrip("=")
        ends = datetime.combine((self.now() + self.lives).date() + timedelta(days=1), time(), UTC)
        body = f"{int(ends.timestamp())}.{packed}"
        return f"{self.where.rstrip('/')}{PATH}{body}.{self._mark(body)}{ENDING}"

    def plan(self, name: str) -> AnyPlan | None:
        """What the last part of an address stands for; None when it was not made here or its time is over."""
        body, _, mark = name.removesuffix(ENDING).rpartition(".")
        if not hmac.compare_digest(mark.encode("utf-8", "replace"), self._mark(body).encode()):
            return None
        until, _, packed = body.partition(".")
        if self.now().timestamp() > int(until):
            return None
        return read(zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4))))

    def _mark(self, body: str) -> str:
        keyed = blake2b(body.encode("utf-8", "replace"), digest_size=MARK_BYTES, key=self.secret[:64], person=b"chart")
        return urlsafe_b64encode(keyed.digest()).decode()
