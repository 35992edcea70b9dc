"""Letters go to a real server once, locked, and every refusal says whether to try again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from ssl import SSLContext

import pytest

from bot.mail import messenger
from bot.mail.messenger import MailMessenger
from bot.mail.server import MailServer, Tls, server_of
from handlers.messenger import MAIL, Address, FailureKind, SendFailed, Sent
from handlers.ui import Button, Buttons, Message, Para
from handlers.words import Bold, Reader, Untranslated, say
from storage.records import Reason
from tests.fakes.smtp import FakeSmtp, certificate, fake_smtp
from tests.world import Clock

READER = Reader("en", "UTC", Untranslated())
ADA = Address(MAIL, person="ada@acme.example")
FROM = ("Quickwin", "bot@acme.example")
ENTRIES = {"check_in": say("check-in")}
NUDGE = Message(
    say("How did {title} go?", title=Bold("Été & <co>")),
    (
        Para(say("How did {title} go?", title=Bold("Été & <co>"))),
        Buttons((Button(say("Answer"), "check_in.answer", {"initiative": "i"}, token="secret"),)),
    ),
)


def to(server: FakeSmtp, locked: Tls = "none", tls: SSLContext | None = None) -> MailMessenger:
    made = MailServer("127.0.0.1", server.port, locked, server.user, server.password)
    return MailMessenger(made, FROM, ENTRIES, Clock(), tls)


async def sent(by: MailMessenger, address: Address = ADA, message: Message = NUDGE, key: str = "nudge.1") -> Sent:
    return await by.send(address, message, READER, key)


@asynccontextmanager
async def serving(**more: object) -> AsyncIterator[FakeSmtp]:
    async with fake_smtp(FakeSmtp(**more)) as server:  # type: ignore[arg-type]
        yield server


async def test_a_letter_arrives_with_both_bodies_and_says_what_it_is() -> None:
    async with serving() as server:
        out = await sent(to(server))
    (taken,) = server.taken
    assert (taken.sender, taken.recipients) == ("bot@acme.example", ("ada@acme.example",))
    letter = taken.letter
    assert letter["Subject"] == "How did Été & <co> go?"
    assert (letter["From"], letter["To"]) == ("Quickwin <bot@acme.example>", "ada@acme.example")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == out.message
    assert letter["Date"].datetime == Clock().at
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None and html is not None
    assert "How did Été & <co> go?" in plain.get_content()
    assert "<strong>Été &amp; &lt;co&gt;</strong>" in html.get_content()
    assert "“Answer”: write “check-in” to Quickwin in Slack or Teams" in plain.get_content()
    assert b"secret" not in taken.raw
    assert taken.raw.isascii()


async def test_the_same_delivery_has_the_same_message_id_and_does_not_show_its_key() -> None:
    async with serving() as server:
        first, again, other = [await sent(to(server), key=key) for key in ("nudge.ada", "nudge.ada", "nudge.bob")]
    assert first.message == again.message != other.message
    assert "ada" not in first.message
    assert (first.workspace, first.lasting) == (MAIL, False)


async def test_what_is_out_cannot_be_changed_or_taken_back() -> None:
    out, by = Sent(MAIL, "", "<1@acme>", lasting=False), to(FakeSmtp())
    for call in (by.change(out, NUDGE, READER), by.remove(out)):
        with pytest.raises(SendFailed) as failed:
            await call
        assert failed.value.kind == "never"


REFUSALS: list[tuple[dict[str, object], FailureKind, str]] = [
    ({"says": {"RCPT": "550 5.1.1 ada@acme.example is not here"}}, "never", "mail recipient 550"),
    ({"says": {"RCPT": "450 later"}}, "later", "mail recipient 450"),
    ({"says": {"MAIL": "553 not you"}}, "never", "mail sender 553"),
    ({"says": {"MAIL": "421 busy"}}, "later", "mail sender 421"),
    ({"says": {"DATA": "554 no"}}, "never", "mail message 554"),
    ({"says": {".": "552 too large"}}, "never", "mail message 552"),
    ({"says": {".": "451 try later"}}, "later", "mail message 451"),
    ({"says": {"hello": "554 go away"}}, "later", "mail connect 554"),
    ({"hangs_up": {"hello"}}, "later", "mail connect"),
    ({"hangs_up": {"MAIL"}}, "later", "mail sender"),
    ({"hangs_up": {"RCPT"}}, "later", "mail recipient"),
    ({"hangs_up": {"."}}, "unconfirmed", "mail lost"),
    ({"silent": {"hello"}}, "later", "mail connect"),
    ({"silent": {"RCPT"}}, "later", "mail recipient"),
    ({"silent": {"."}}, "unconfirmed", "mail lost"),
]


MEANS = {
    "connect": Reason.MAIL_SERVER, "sender": Reason.MAIL_SENDER, "recipient": Reason.MAIL_RECIPIENT,
    "message": Reason.MAIL_LETTER, "lost": Reason.NO_ANSWER,
}  # fmt: skip


@pytest.mark.parametrize(("how", "kind", "why"), REFUSALS, ids=[f"{next(iter(how.items()))}" for how, _, _ in REFUSALS])
async def test_every_refusal_says_whether_to_try_again(
    how: dict[str, object], kind: FailureKind, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger, "SECONDS", dict.fromkeys(messenger.SECONDS, 0.3))
    async with serving(**how) as server:
        with pytest.raises(SendFailed) as failed:
            await sent(to(server))
    assert (failed.value.kind, failed.value.why) == (kind, why)
    assert failed.value.reason is MEANS[why.removeprefix("mail ").split()[0]]


async def test_a_server_that_is_not_there_is_tried_later() -> None:
    async with serving() as server:
        by = to(server)
    with pytest.raises(SendFailed) as failed:
        await sent(by)
    assert failed.value.kind == "later"


async def test_a_letter_that_was_taken_is_sent_however_the_server_says_goodbye() -> None:
    async with serving(hangs_up={"QUIT"}) as server:
        assert (await sent(to(server))).workspace == MAIL
    assert len(server.taken) == 1


async def test_the_connection_is_locked_before_the_password_is_said(tmp_path: Path) -> None:
    shown, trusting = certificate(tmp_path, datetime.now(UTC))
    async with serving(tls=shown, user="bot", password="pass word") as server:
        await sent(to(server, "upgraded", trusting))
    assert server.taken[0].locked
    assert server.heard.index("STARTTLS") < server.heard.index("AUTH")


async def test_a_server_that_cannot_lock_hears_no_password_and_gets_no_letter() -> None:
    async with serving(user="bot", password="pass word") as server:
        with pytest.raises(SendFailed) as failed:
            await sent(to(server, "upgraded"))
    assert failed.value.kind == "later"
    assert not {"AUTH", "MAIL", "DATA"} & set(server.heard)


async def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    shown, _ = certificate(tmp_path, datetime.now(UTC))
    async with fake_smtp(FakeSmtp(user="bot", password="p"), locked=shown) as server:
        with pytest.raises(SendFailed) as failed:
            await sent(to(server, "from the start"))
    assert failed.value.kind == "later"
    assert server.heard == []


async def test_smtps_is_locked_from_the_start(tmp_path: Path) -> None:
    shown, trusting = certificate(tmp_path, datetime.now(UTC))
    async with fake_smtp(FakeSmtp(user="bot", password="p"), locked=shown) as server:
        await sent(to(server, "from the start", trusting))
    assert len(server.taken) == 1


async def test_a_wrong_password_is_tried_again_later_and_never_repeated() -> None:
    async with serving(user="bot", password="right") as server:
        by = MailMessenger(MailServer("127.0.0.1", server.port, "none", "bot", "wrong-one"), FROM, ENTRIES, Clock())
        with pytest.raises(SendFailed) as failed:
            await sent(by)
    assert failed.value.kind == "later"
    assert "wrong-one" not in f"{failed.value.why} {failed.value} {by!r}"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "ada@b@c",
        "ada@acme.example, eve@evil.example",
        "ada@acme.example\r\nBcc: eve@evil.example",
        "a b@c.d",
    ],
)
async def test_an_address_that_could_be_read_as_more_is_refused(address: str) -> None:
    async with serving() as server:
        with pytest.raises(SendFailed) as failed:
            await sent(to(server), Address(MAIL, person=address))
    assert failed.value.kind == "never"
    assert server.heard == []


async def test_nothing_typed_adds_a_header() -> None:
    evil = say("{title}", title=Bold("Hello\r\nBcc: eve@evil.example\u2028X-Evil: 1\r\n\r\n<script>"))
    async with serving() as server:
        await sent(to(server), message=Message(evil, (Para(evil),)))
    letter = server.taken[0].letter
    assert set(letter.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert server.taken[0].recipients == ("ada@acme.example",)
    assert letter["Subject"] == "Hello Bcc: eve@evil.example X-Evil: 1 <script>"


async def test_many_letters_at_once_arrive_whole() -> None:
    async with serving() as server:
        by = to(server)
        await asyncio.gather(*(sent(by, key=f"k{n}") for n in range(20)))
    assert len({taken.letter["Message-ID"] for taken in server.taken}) == 20


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("smtp://mail.acme.example", MailServer("mail.acme.example", 587, "upgraded")),
        ("smtp://a%40b:p%2Fw@mail.acme.example:25", MailServer("mail.acme.example", 25, "upgraded", "a@b", "p/w")),
        ("smtps://a:b@mail.acme.example", MailServer("mail.acme.example", 465, "from the start", "a", "b")),
        ("smtp://localhost:1025", MailServer("localhost", 1025, "none")),
        ("smtp://[::1]:25", MailServer("::1", 25, "none")),
    ],
)
def test_the_address_of_a_server_says_how_it_is_locked(url: str, made: MailServer) -> None:
    assert server_of(url) == made


@pytest.mark.parametrize(
    "url", ["mail.acme.example", "http://a:secret@b", "smtp://", "smtp://a:secret@b:port", "smtp://u@b"]
)
def test_what_is_no_server_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError) as refused:
        server_of(url)
    assert "secret" not in str(refused.value)
