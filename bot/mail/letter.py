"""The letter as bytes: headers that nothing typed can add to, and both bodies."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from hashlib import sha256

from bot.mail.render import Drawn

# Nothing by which an address could be read as two, or as something else.
_ADDRESS = re.compile(r'[^\s\x00-\x1f\x7f@,;:<>()\[\]\\"]{1,64}@[^\s\x00-\x1f\x7f@,;:<>()\[\]\\"]{1,253}')
_BYTES = SMTP.clone(cte_type="7bit")
"""No server has to know more than it did in 1982."""


def is_address(text: str) -> bool:
    """Whether it is one plain address."""
    return bool(_ADDRESS.fullmatch(text))


def sender_of(given: str) -> tuple[str, str]:
    """Name and address of “Quickwin <bot@acme.example>” or of a bare address.

    Raises:
        ValueError: when there is no address in it.
    """
    name, address = parseaddr(given)
    if not is_address(address) or not given.isprintable():
        raise ValueError("is no address. It looks like bot@acme.example, or Quickwin <bot@acme.example>.")
    return name, address


def message_id(key: str, sender: str) -> str:
    """The same for the same delivery, and nothing of its key can be read in it."""
    return f"<{sha256(key.encode('utf-8', 'replace')).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"


def composed(drawn: Drawn, sender: tuple[str, str], to: str, key: str, at: datetime) -> bytes:
    """The whole letter as it goes to the server."""
    made = EmailMessage(policy=_BYTES)
    made["From"] = formataddr(sender)
    made["To"] = to
    made["Subject"] = drawn.subject
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id(key, sender[1])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(drawn.text, charset="utf-8", cte="quoted-printable")
    made.add_alternative(drawn.html, subtype="html", charset="utf-8", cte="quoted-printable")
    return made.as_bytes()
