"""What travels in a button or a form and comes back: signed, so that an altered one is noticed, and derived, so that drawing stays pure."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate

import orjson

from handlers.ui import Args, Block, Button, Buttons, Message

CARRIED = 500
"""How much of a sentence travels in a button when it has to be asked back."""
CARRIED_BYTES = 1000
"""And how many bytes that is as JSON, so that a button stays below 2,000 of them whatever the script."""
MARK_BYTES = 12


def carried(text: str) -> str:
    """What of a text fits into a button: control characters grow sixfold on the way and say nothing."""
    letters = [letter for letter in text if letter.isprintable() or letter in "\n\t"][:CARRIED]
    sizes = accumulate(len(orjson.dumps(letter)) - len('""') for letter in letters)
    return "".join(letter for letter, size in zip(letters, sizes, strict=True) if size <= CARRIED_BYTES)


@dataclass(frozen=True)
class Press:
    """A button that came back whole. `nonce` names this button on this drawing of this delivery."""

    action: str
    about: Args
    delivery: str
    revision: int
    nonce: str


@dataclass(frozen=True)
class FormToken:
    """Which step of which draft of which flow a form asks."""

    flow: str
    about: Args
    draft: str
    step: int


@dataclass(frozen=True)
class Seal:
    """Signs tokens with the installation's secret (at least 16 bytes)."""

    secret: bytes
    _keyed: blake2b = field(init=False, repr=False, compare=False)
    """The hash with the secret in it, of which every mark is a copy that goes on: the secret is taken in once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_keyed", blake2b(digest_size=MARK_BYTES, key=self.secret[:64]))

    def message(self, message: Message, delivery: str, revision: int) -> Message:
        """The same message with every button's token filled in."""
        blocks = tuple(self._block(block, delivery, revision) for block in message.blocks)
        return Message(message.summary, blocks)

    def press(self, token: str) -> Press | None:
        """The button behind a token; None when it was not made here."""
        parts = self._opened(token, 4)
        if parts is None:
            return None
        action, about, delivery, revision = parts
        mark, _, _ = token.partition(".")
        return Press(str(action), _args(about), str(delivery), int(str(revision)), nonce=mark)

    def form(self, form: FormToken) -> str:
        return self._sealed([form.flow, dict(form.about), form.draft, form.step])

    def read_form(self, token: str) -> FormToken | None:
        """The form behind a token; None when it was not made here."""
        parts = self._opened(token, 4)
        if parts is None:
            return None
        flow, about, draft, step = parts
        return FormToken(str(flow), _args(about), str(draft), int(str(step)))

    def derived(self, name: str) -> str:
        """A secret of that name: the same each time, and known to nobody who has not the installation's own."""
        return blake2b(name.encode(), digest_size=24, key=self.secret[:64], person=b"named secret").hexdigest()

    def _block(self, block: Block, delivery: str, revision: int) -> Block:
        if not isinstance(block, Buttons):
            return block
        return Buttons(tuple(self._button(button, delivery, revision) for button in block.buttons))

    def _button(self, button: Button, delivery: str, revision: int) -> Button:
        token = self._sealed([button.action, dict(button.about), delivery, revision])
        return Button(button.label, button.action, button.about, button.style, token, button.over)

    def _sealed(self, parts: list[object]) -> str:
        body = orjson.dumps(parts)
        return f"{self._mark(body)}.{body.decode()}"

    def _mark(self, body: bytes) -> str:
        mark = self._keyed.copy()
        mark.update(body)
        return urlsafe_b64encode(mark.digest()).decode()

    def _opened(self, token: str, length: int) -> list[object] | None:
        mark, _, body = token.partition(".")
        encoded = body.encode("utf-8", "replace")
        if not hmac.compare_digest(mark.encode("utf-8", "replace"), self._mark(encoded).encode()):
            return None
        parts: list[object] = orjson.loads(encoded)
        return parts if len(parts) == length else None


def _args(about: object) -> Args:
    return {str(name): str(value) for name, value in about.items()} if isinstance(about, dict) else {}
