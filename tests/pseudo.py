"""A language nobody speaks: every sentence in brackets, accented and a third longer, so that what is not translated shows."""

from __future__ import annotations

from string import Formatter

from handlers.words import Reader, Readers

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
SIGNS = str.maketrans(PLAIN, ACCENTED)
LONGER = 3


def pseudo(sentence: str) -> str:
    """The sentence as a reader of the language sees it, `{placeholders}` untouched."""
    pieces = [
        literal.translate(SIGNS) + (f"{{{name}}}" if name is not None else "")
        for literal, name, _, _ in Formatter().parse(sentence)
    ]
    return f"⟦{''.join(pieces)}{' ·' * (len(sentence) // (2 * LONGER))}⟧"


class Pseudo:
    """The catalogue of the language: it has every sentence."""

    def gettext(self, message: str, /) -> str:
        return pseudo(message)

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return pseudo(one if n == 1 else many)


def readers() -> Readers:
    """Everybody reads the language, whatever theirs is; numbers and days stay as the English write them."""
    return lambda _language, zone: Reader("pseudo", zone, Pseudo())
