"""Channels by their names: a card in Teams cannot point to a channel by its id, so the reader is told what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handlers.words import Reader, Span, Text
from storage.records import Chat


@dataclass(frozen=True)
class NamingReader(Reader):
    """A reader to whom channels are shown by name."""

    names: Mapping[str, str] = field(default_factory=dict)

    def spans(self, text: Text) -> tuple[Span, ...]:
        return tuple(
            span._replace(text=f"#{self.names[span.channel]}") if span.channel in self.names else span
            for span in super().spans(text)
        )


def named(reader: Reader, channels: Iterable[Chat]) -> Reader:
    """The same reader, who knows the names of these channels."""
    names = {chat.key: chat.name for chat in channels if chat.name}
    return NamingReader(reader.language, reader.zone, reader.translations, names) if names else reader
