"""Charts in Teams: an image where our address can be reached, words elsewhere."""

from datetime import UTC, datetime

from bot.charts.links import Links
from bot.teams import activities, render
from handlers.ui import Message, Para, Picture
from handlers.words import Typed
from tests.bot.charts.example import CHART, READER, plan
from tests.bot.teams import seen, validator
from tests.hostile import HOSTILE

LINKS = Links(b"0123456789abcdef", "https://quickwin.example.org", lambda: datetime(2026, 11, 16, tzinfo=UTC))


def shown(alt: str = "hours: 40, now 32") -> Message:
    return Message(Typed("s"), (Para(Typed("p")), Picture(Typed(alt), CHART)))


def test_a_chart_is_an_image_behind_our_address_and_says_the_same_to_a_screen_reader() -> None:
    card = render.message(shown(), READER, LINKS.address)
    validator.must_be_a_card(card)
    (image,) = (element for element in card["body"] if element["type"] == "Image")
    assert image["altText"] == "hours: 40, now 32"
    assert image["url"].startswith("https://quickwin.example.org/charts/")
    assert LINKS.plan(image["url"].rpartition("/")[2]) == plan()


def test_without_an_address_the_same_is_said_in_words() -> None:
    card = render.message(shown(), READER)
    validator.must_be_a_card(card)
    assert "█▅▁ hours: 40, now 32" in seen.words(card)
    assert not any(element["type"] == "Image" for element in card["body"])


def test_one_of_many_is_said_in_words_although_there_is_an_address() -> None:
    card = render.message(Message(Typed("s"), (Picture(Typed("hours: 40"), CHART, small=True),)), READER, LINKS.address)
    assert "█▅▁ hours: 40" in seen.words(card)
    assert not any(element["type"] == "Image" for element in card["body"])


def test_whatever_is_typed_a_card_with_images_stays_within_the_limits() -> None:
    for typed in HOSTILE:
        many = Message(Typed("s"), tuple(Picture(Typed(typed), CHART) for _ in range(20)))
        activity = activities.message(many, READER, LINKS.address)
        validator.must_be_a_card(activity["attachments"][0]["content"])
