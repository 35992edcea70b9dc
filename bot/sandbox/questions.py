"""Draws one question of a form: label, hint, what is wrong with it, and the field to answer in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from bot.sandbox.markup import Html, cut, element, joined, spans, written
from handlers.ui import (
    ChannelPick,
    Choice,
    Choices,
    DayPick,
    Input,
    LongText,
    Number,
    Option,
    PeoplePick,
    PersonPick,
    ShortText,
    ShownForm,
    YesNo,
)
from handlers.words import Reader, say

LABEL_MOST = 300
RADIOS_MOST = 7


@dataclass(frozen=True)
class Directory:
    """Who and what can be picked in a form: the platform's ids, and names as they are shown."""

    people: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Asked:
    """What drawing one field needs: the reader, the answer so far, and the ids of what describes the field."""

    id: str
    name: str
    answer: str
    required: bool
    wrong: bool
    described_by: str
    reader: Reader

    def attributes(self) -> dict[str, str | bool]:
        """What every field carries."""
        return {
            "id": self.id,
            "name": self.name,
            "required": self.required,
            "aria_describedby": self.described_by or False,
            "aria_invalid": "true" if self.wrong else False,
        }


def question(asked: Input, shown: ShownForm, reader: Reader, directory: Directory) -> Html:
    """The whole question. Fields that are several elements stand in a fieldset with the label as its legend."""
    wrong = shown.errors.get(asked.name)
    name = f"q-{asked.name}"
    notes = [("hint", asked.hint), ("error", wrong)]
    here = Asked(
        id=name,
        name=asked.name,
        answer=shown.answers.get(asked.name, asked.default),
        required=asked.required,
        wrong=wrong is not None,
        described_by=" ".join(f"{name}-{kind}" for kind, text in notes if text is not None),
        reader=reader,
    )
    hint, error = (
        element("p", spans(text, reader), cls=kind, id=f"{name}-{kind}") if text else None for kind, text in notes
    )
    label, field = _label(asked, reader), _field(asked, here, directory)
    inside = joined(part for part in (hint, field, error) if part)
    if _is_group(asked):
        described = here.described_by or False
        legend = element("legend", label)
        return element("fieldset", joined((legend, inside)), cls="question", aria_describedby=described)
    return element("div", joined((element("label", label, **{"for": name}), inside)), cls="question")


def _label(asked: Input, reader: Reader) -> Html:
    text = spans(asked.label, reader, LABEL_MOST)
    if asked.required:
        mark = element("span", Html("*"), cls="required", title=reader.read(say("Required")))
    else:
        mark = element("span", spans(say("Optional"), reader), cls="optional")
    return joined((text, Html(" "), mark))


def _is_group(asked: Input) -> bool:
    match asked:
        case YesNo() | Choices() | PeoplePick():
            return True
        case Choice():
            return len(asked.options) <= RADIOS_MOST
        case _:
            return False


def _field(asked: Input, here: Asked, directory: Directory) -> Html:
    match asked:
        case ShortText():
            return _line(here, maxlength=str(asked.most))
        case LongText():
            area = here.attributes() | {"maxlength": str(asked.most), "rows": "4"}
            return element("textarea", _lines(here.answer), **area)
        case Number():
            return _number(asked, here)
        case Choice():
            return _one_of(asked.options, here) if _is_group(asked) else _list(_named(asked.options, here), here)
        case Choices():
            return _several(_named(asked.options, here), here)
        case YesNo():
            return _one_of((Option("yes", say("Yes")), Option("no", say("No"))), here)
        case DayPick():
            return _line(here, type="date")
        case PersonPick():
            return _list(directory.people, here)
        case PeoplePick():
            return _several(directory.people, here)
        case ChannelPick():
            return _list(directory.channels, here)
        case _:
            assert_never(asked)


def _lines(text: str) -> Html:
    """For a text area, where a line break is itself, and where browsers drop one at the very beginning."""
    return Html("\n" + "\n".join(written(line) for line in text.replace("\r\n", "\n").split("\n")))


def _line(here: Asked, **more: str) -> Html:
    attributes = {"type": "text", "value": here.answer, "autocomplete": "off"} | here.attributes() | more
    return element("input", Html(""), **attributes)


def _number(asked: Number, here: Asked) -> Html:
    """Typed as text: a browser's own number field would refuse or reformat what people write."""
    line = _line(here, inputmode="decimal")
    if asked.unit is None:
        return line
    return element("div", joined((line, element("span", spans(asked.unit, here.reader), cls="unit"))), cls="with-unit")


def _named(options: Iterable[Option], here: Asked) -> tuple[tuple[str, str], ...]:
    return tuple((option.value, here.reader.read(option.label)) for option in options)


def _one_of(options: tuple[Option, ...], here: Asked) -> Html:
    """Radio buttons; one more to take back an answer that need not be given."""
    offered = options if here.required else (*options, Option("", say("No answer")))
    pairs = _named(offered, here)
    return _ticks("radio", pairs, frozenset({here.answer}), here)


def _several(pairs: tuple[tuple[str, str], ...], here: Asked) -> Html:
    chosen = frozenset(value.strip() for value in here.answer.split(","))
    return _ticks("checkbox", pairs, chosen, here)


def _ticks(kind: str, pairs: Iterable[tuple[str, str]], chosen: frozenset[str], here: Asked) -> Html:
    """The first one has the question's own id, so that a link to the question lands in it."""
    parts = []
    for number, (value, text) in enumerate(pairs):
        id_ = f"{here.id}-{number}" if number else here.id
        shared = here.attributes() | {"id": id_, "required": here.required and kind == "radio"}
        field = element("input", Html(""), type=kind, value=value, checked=value in chosen, **shared)
        parts.append(element("label", joined((field, element("span", written(text)))), cls="tick"))
    return element("div", joined(parts), cls="ticks")


def _list(pairs: Iterable[tuple[str, str]], here: Asked) -> Html:
    """A drop-down that begins without an answer."""
    first = ("", here.reader.read(say("Choose…")))
    options = joined(
        element("option", written(cut(text, LABEL_MOST)), value=value, selected=value == here.answer)
        for value, text in (first, *pairs)
    )
    return element("select", options, **here.attributes())
