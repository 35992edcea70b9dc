"""How an answer that travels as plain text is shown to people: choices by their label, people by name, days as days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlers import ui
from handlers.answers import Read, Unreadable, read
from handlers.conversation import Look
from handlers.facts import name_of
from handlers.words import Amount, Channel, Day, Listed, Text, Typed, say
from storage.records import Draft


async def answer(look: Look, draft: Draft, question: ui.Input, typed: str) -> Text:
    """One answer in the reader's words; what cannot be read is shown as it was typed."""
    try:
        value = read(question, typed, look.reader.language)
    except Unreadable:
        return Typed(typed)
    if isinstance(question, ui.PersonPick | ui.PeoplePick):
        names = [Typed(await _name(look, draft, part)) for part in typed.split(",") if part.strip()]
        return say("{names}", names=Listed(tuple(names)))
    return plain(question, value, typed)


def plain(question: ui.Input, value: Read, typed: str) -> Text:
    """An answer that names nobody."""
    match question:
        case ui.Choice(options=options):
            return label(options, typed.strip())
        case ui.Choices(options=options) if isinstance(value, tuple):
            return say("{names}", names=Listed(tuple(label(options, part) for part in value)))
        case ui.YesNo():
            return say("Yes") if value is True else say("No")
        case ui.Number(unit=unit) if isinstance(value, Decimal):
            return say("{number} {unit}", number=Amount(value), unit=unit) if unit else say("{n}", n=Amount(value))
        case ui.ChannelPick():
            return say("{channel}", channel=Channel(typed.strip().lstrip("#")))
        case ui.DayPick() if isinstance(value, date):
            return say("{day}", day=Day(value))
        case _:
            return Typed(typed)


def label(options: tuple[ui.Option, ...], value: str) -> Text:
    """An option's words; a value that is no longer offered stands for itself."""
    return next((option.label for option in options if option.value == value), Typed(value))


async def _name(look: Look, draft: Draft, named: str) -> str:
    account = await look.store.account(look.org, draft.workspace, named.strip())
    found = await name_of(look, account.person if account else named.strip())
    return found.text
