"""A file's name leads to the file wherever it is shown, and to nothing but a page, whatever anybody calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

import pytest

from bot.languages import readers
from bot.mail import render as mail
from bot.sandbox import render as sandbox
from bot.slack import render as slack
from bot.teams import render as teams
from handlers.facts import leading_to
from handlers.ui import Message, Note, Para
from handlers.words import Link, Reader, say
from initiatives.backing import LONGEST, file_of
from tests.bot.slack import validator as slack_validator
from tests.bot.slack.seen import live
from tests.bot.slack.seen import words as slack_words
from tests.bot.teams import seen, validator
from tests.hostile import HOSTILE

READER: Reader = readers()("en", "UTC")
ADDRESS = "https://acme.sharepoint.com/personal/a/Documents/Q4%20hours.xlsx?a=1&b=2"


def message(name: str, address: str = ADDRESS) -> Message:
    text = say("To look it up: {link}", link=leading_to(address, name))
    return Message(say("Mine"), (Note(text), Para(text)))


def found_in(value: object, wanted: Callable[[dict[str, object]], bool]) -> list[dict[str, object]]:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    here = [value] if isinstance(value, dict) and wanted(value) else []
    return [*here, *(one for each in inner for one in found_in(each, wanted))]


class Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs)["href"] or "")
        elif tag in ("script", "img", "iframe", "form"):
            self.others.append(tag)


def anchors(html: str) -> Anchors:
    parser = Anchors()
    parser.feed(html)
    return parser


def test_on_slack_the_name_is_the_link() -> None:
    drawn = slack.message(message("Q4 hours.xlsx"), READER)
    slack_validator.must_be_a_message({"channel": "C1", **drawn})
    assert json.dumps(drawn["blocks"]).count("|Q4 hours.xlsx>") == 2
    assert ADDRESS.replace("&", "&amp;") in json.dumps(drawn["blocks"])


@pytest.mark.parametrize("name", ["q4_hours_final_.xlsx", "*draft* ~1~.csv", "a`b`.txt"])
def test_on_slack_a_name_with_signs_of_markup_is_still_the_link_and_shown_as_it_is(name: str) -> None:
    drawn = slack.message(message(name), READER)
    slack_validator.must_be_a_message({"channel": "C1", **drawn})
    links = found_in(drawn["blocks"], lambda one: one.get("type") == "link")
    assert links == [{"type": "link", "url": ADDRESS, "text": name}] * 2


def test_on_teams_the_name_opens_it() -> None:
    card = teams.message(message("Q4 hours.xlsx"), READER)
    validator.must_be_a_card(card)
    runs = found_in(card, lambda one: one.get("type") == "TextRun" and "selectAction" in one)
    assert [run["text"] for run in runs] == ["Q4 hours.xlsx"] * 2
    assert [run["selectAction"] for run in runs] == [{"type": "Action.OpenUrl", "url": ADDRESS}] * 2


def test_in_the_sandbox_it_is_a_link_and_in_a_letter_the_address_stands_below() -> None:
    assert anchors(sandbox.message(message("Q4 hours.xlsx"), READER)).found == [ADDRESS] * 2
    letter = mail.letter(message("Q4 hours.xlsx"), READER, {})
    assert f"To look it up: Q4 hours.xlsx\n{ADDRESS}\n" in letter.text
    assert anchors(letter.html).found == [] and letter.html.count(f"<br>{escape(ADDRESS)}<") == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_is_called_only_its_address_is_alive(name: str) -> None:
    file = file_of(name, ADDRESS)
    shown = message(file.name, file.link)
    drawn = slack.message(shown, READER)
    slack_validator.must_be_a_message({"channel": "C1", **drawn})
    assert live(drawn) == []
    assert file.name in slack_words(drawn["blocks"])
    card = teams.message(shown, READER)
    validator.must_be_a_card(card)
    assert seen.parsed_by_teams(card) == []
    for html, links in ((sandbox.message(shown, READER), 2), (mail.letter(shown, READER, {}).html, 0)):
        assert (anchors(html).found, anchors(html).others) == ([ADDRESS] * links, [])


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://plain.example.com/a",
        "data:text/html,x",
        'https://a.example/"><script>',
        "https://a.example/<!channel>",
        "https://a.example/x|y",
        "https://a.example/ b",
        "//a.example/x",
        "",
        *HOSTILE,
    ],
)
def test_what_is_no_address_of_a_page_is_never_led_to(address: str) -> None:
    (span,) = READER.spans(say("{link}", link=Link("a", address)))
    assert span.address == ""
    link = file_of("a", address).link
    assert link == "" or link.startswith("https://a.example/") or link.isascii()
    assert not set(link) & set("<>\"|\\ `'") and len(link) <= LONGEST
