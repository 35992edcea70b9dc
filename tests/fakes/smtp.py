"""A small strict mail server on a real socket: it takes letters, refuses as told, and can fall silent or hang up."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Taken:
    """A letter as it arrived."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    locked: bool

    @property
    def letter(self) -> EmailMessage:
        return BytesParser(policy=default).parsebytes(self.raw)


@dataclass
class FakeSmtp:
    """`says` maps a verb (`MAIL`, `RCPT`, `DATA`, `.`, `AUTH`, `EHLO`, `hello`) to what is answered instead of yes;
    `silent` and `hangs_up` name the verbs after which nothing is answered, or the connection ends.
    """

    user: str = ""
    password: str = ""
    tls: ssl.SSLContext | None = None
    says: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    hangs_up: set[str] = field(default_factory=set)
    taken: list[Taken] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    port: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _nobody: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._nobody.set()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        self._nobody.clear()
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await _Session(self, reader, writer).run()
        finally:
            self._open.discard(writer)
            if not self._open:
                self._nobody.set()
            writer.close()

    async def end(self) -> None:
        """Every connection ends, and whoever serves it has noticed."""
        for writer in self._open:
            writer.close()
        await asyncio.wait_for(self._nobody.wait(), 5)


@dataclass
class _Session:
    server: FakeSmtp
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    locked: bool = False
    known: bool = False
    sender: str = ""
    recipients: list[str] = field(default_factory=list)

    async def run(self) -> None:
        if not await self._answer("hello", "220 fake ESMTP"):
            return
        while line := (await self.reader.readline()).decode().rstrip("\r\n"):
            verb = line.split(" ")[0].upper()
            self.server.heard.append(verb)
            if verb == "QUIT":
                await self._send("221 bye")
                return
            if not await self._take(verb, line):
                return

    async def _take(self, verb: str, line: str) -> bool:
        match verb:
            case "EHLO":
                lock = ["250-STARTTLS"] if self.server.tls is not None and not self.locked else []
                return await self._answer(verb, "\r\n".join(["250-fake", *lock, "250 AUTH PLAIN"]))
            case "STARTTLS" if self.server.tls is not None:
                await self._send("220 go on")
                await self.writer.start_tls(self.server.tls)
                self.locked = True
                return True
            case "AUTH":
                told = base64.b64decode(line.split(" ")[2]).decode().split("\0")[1:]
                self.known = told == [self.server.user, self.server.password]
                return await self._answer(verb, "235 welcome" if self.known else "535 no")
            case "MAIL":
                self.sender = line.partition("<")[2].partition(">")[0]
                needed = "530 who are you" if self.server.user and not self.known else "250 ok"
                return await self._answer(verb, needed)
            case "RCPT":
                self.recipients.append(line.partition("<")[2].partition(">")[0])
                return await self._answer(verb, "250 ok")
            case "DATA":
                return await self._data()
            case _:
                return await self._answer(verb, "502 what")

    async def _data(self) -> bool:
        if not await self._answer("DATA", "354 go on"):
            return False
        if "DATA" in self.server.says:
            return True
        raw = (await self.reader.readuntil(b"\r\n.\r\n"))[:-3]
        if not self.server.says.get("."):
            whole = Taken(self.sender, tuple(self.recipients), raw.replace(b"\r\n..", b"\r\n."), self.locked)
            self.server.taken.append(whole)
        return await self._answer(".", "250 taken")

    async def _answer(self, verb: str, usual: str) -> bool:
        if verb in self.server.silent:
            await self.reader.read()
            return False
        if verb in self.server.hangs_up:
            return False
        await self._send(self.server.says.get(verb, usual))
        return True

    async def _send(self, line: str) -> None:
        self.writer.write(f"{line}\r\n".encode())
        await self.writer.drain()


@asynccontextmanager
async def fake_smtp(server: FakeSmtp, *, locked: ssl.SSLContext | None = None) -> AsyncIterator[FakeSmtp]:
    """The server, listening; `locked` speaks TLS from the start."""
    listening = await asyncio.start_server(server.meet, "127.0.0.1", 0, ssl=locked)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await server.end()


def certificate(folder: Path, at: datetime) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server shows for 127.0.0.1, and a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    place = x509.SubjectAlternativeName([x509.DNSName("mail.test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(place, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = folder / "certificate.pem"
    both.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(both)
    trusting = ssl.create_default_context(cafile=str(both))
    trusting.check_hostname = False
    return shown, trusting
