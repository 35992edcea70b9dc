"""The way out by e-mail: one connection for each letter, and what every refusal means for trying again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from ssl import SSLContext
from typing import Literal

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot.mail.letter import composed, is_address, message_id
from bot.mail.render import Entries, letter
from bot.mail.server import MailServer
from handlers.messenger import MAIL, Address, FailureKind, Limit, SendFailed, Sent
from handlers.ui import Message
from handlers.words import Reader
from scheduler.clock import Clock
from storage.records import Reason

Stage = Literal["connect", "sender", "recipient", "message"]

# How long each step may last, and what it means when the server refuses it for now (4..), for good (5..), or says
# nothing. Until the letter itself is on its way nothing can have arrived. A server that does not let us in has to be set
# right by somebody, so that waits too.
SECONDS: Mapping[Stage, float] = {"connect": 20, "sender": 10, "recipient": 10, "message": 45}
FAILURES: Mapping[Stage, tuple[FailureKind, FailureKind, FailureKind]] = {
    "connect": ("later", "later", "later"),
    "sender": ("later", "never", "later"),
    "recipient": ("later", "never", "later"),
    "message": ("later", "never", "unconfirmed"),
}
REASONS: Mapping[Stage, Reason] = {
    "connect": Reason.MAIL_SERVER,
    "sender": Reason.MAIL_SENDER,
    "recipient": Reason.MAIL_RECIPIENT,
    "message": Reason.MAIL_LETTER,
}
LOST = (SMTPException, OSError, TimeoutError, ValueError)
GOODBYE_SECONDS = 2.0
LIMIT = Limit("mail", rate=1, burst=10, slowest=0.05, fastest=2)


@dataclass(frozen=True)
class MailMessenger:
    """`sender` is the name and the address it writes from; `tls` is for servers whose certificate only some know."""

    server: MailServer
    sender: tuple[str, str]
    entries: Entries
    clock: Clock
    tls: SSLContext | None = None

    async def send(self, to: Address, message: Message, reader: Reader, key: str) -> Sent:
        """A letter cannot be changed once it is out."""
        if not is_address(to.person):
            raise SendFailed("mail recipient", "never", reason=Reason.MAIL_RECIPIENT)
        drawn = letter(message, reader, self.entries)
        made = composed(drawn, self.sender, to.person, key, self.clock.now())
        client = self._client()
        try:
            await self._handed_over(client, to.person, made)
        finally:
            client.close()
        return Sent(MAIL, "", message_id(key, self.sender[1]), lasting=False)

    async def change(self, sent: Sent, message: Message, reader: Reader) -> bool:
        raise SendFailed("a letter cannot be changed", "never")

    async def remove(self, sent: Sent) -> None:
        raise SendFailed("a letter cannot be taken back", "never")

    async def find(self, to: Address, key: str, since: datetime) -> Sent | None:
        """Nobody can look into somebody's mailbox."""
        raise SendFailed("what is there cannot be read", "never")

    def looking(self, to: Address) -> tuple[Limit, ...] | None:
        return None

    async def resting(self, to: Address, now: datetime) -> datetime | None:
        return None

    def limits(self, to: Address | Sent) -> tuple[Limit, ...]:
        return (LIMIT,)

    def _client(self) -> SMTP:
        server = self.server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            local_hostname=self.sender[1].rpartition("@")[2],
            use_tls=server.tls == "from the start",
            start_tls=server.tls == "upgraded",
            tls_context=self.tls,
            timeout=max(SECONDS.values()),
        )

    async def _handed_over(self, client: SMTP, recipient: str, made: bytes) -> None:
        await _step("connect", client.connect)
        wide = not recipient.isascii() or not self.sender[1].isascii()
        if wide and not client.supports_extension("smtputf8"):
            raise SendFailed("mail recipient", "never", reason=Reason.MAIL_RECIPIENT)
        options, encoding = (["SMTPUTF8"], "utf-8") if wide else ([], "ascii")
        await _step("sender", lambda: client.mail(self.sender[1], options=options, encoding=encoding))
        await _step("recipient", lambda: client.rcpt(recipient, encoding=encoding))
        await _step("message", lambda: client.data(made))
        with suppress(*LOST):
            await client.quit(timeout=GOODBYE_SECONDS)


async def _step(stage: Stage, call: Callable[[], Awaitable[object]]) -> None:
    try:
        async with asyncio.timeout(SECONDS[stage]):
            await call()
    except LOST as error:
        raise failure(stage, error) from error


def failure(stage: Stage, error: Exception) -> SendFailed:
    """What went wrong in a step, by its number only: what a server writes beside it may name people."""
    for_now, for_good, silent = FAILURES[stage]
    if isinstance(error, SMTPResponseException) and 400 <= error.code < 600:
        kind = for_good if error.code >= 500 else for_now
        return SendFailed(f"mail {stage} {error.code}", kind, reason=REASONS[stage])
    if stage == "message":
        return SendFailed("mail lost", silent)
    return SendFailed(f"mail {stage}", silent, reason=REASONS[stage])
