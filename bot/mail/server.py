"""The mail server of QUICKWIN_SMTP_URL: where it is, how the connection is locked, and as whom to log in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

LOCAL = ("localhost", "127.0.0.1", "::1")
PORTS = {"smtp": 587, "smtps": 465}

Tls = Literal["from the start", "upgraded", "none"]


@dataclass(frozen=True)
class MailServer:
    """`tls`: smtps begins with it, smtp has to be upgraded to it; on this machine alone there may be none."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)


def server_of(url: str) -> MailServer:
    """What an address like smtp://user:password@host:587 says.

    Raises:
        ValueError: when it says too little; the sentence never repeats the address, which holds a password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in PORTS or not host:
        raise ValueError("is no address of a mail server. It looks like smtp://user:password@host:587, or smtps://…")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("names a user or a password, and not both.")
    tls: Tls = "from the start" if parts.scheme == "smtps" else "none" if host in LOCAL else "upgraded"
    return MailServer(
        host, port or PORTS[parts.scheme], tls, unquote(parts.username or ""), unquote(parts.password or "")
    )
