"""Picking people and channels: as many names as fit, whoever is picked kept, and a way to everybody else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.teams import limits, picks, render
from bot.teams.fitting import size
from bot.teams.picks import Directory, Pick
from handlers.requests import Submitted
from handlers.ui import ChannelPick, Form, Input, LongText, PeoplePick, PersonPick, ShownForm
from handlers.words import Reader, Untranslated, say
from tests.bot.teams import seen, validator

READER = Reader("en", "UTC", Untranslated())
OWNER = PersonPick(name="owner", label=say("Who owns it?"))
REVIEWERS = PeoplePick(name="people", label=say("Who answers?"), required=False)
CHANNEL = ChannelPick(name="channel", label=say("Where?"))
STRANGER = "00000000-1111-4000-8000-000000000000"
SEARCH = "Type a name to find somebody else."


def somebody(number: int, name: str = "") -> Pick:
    return Pick(f"{number:08x}-0000-4000-8000-000000000000", name or f"Person {number}")


def people(number: int, name: str = "", *, more: bool = False) -> Directory:
    return Directory(tuple(somebody(n, name) for n in range(number)), more=more)


def channels(number: int) -> Directory:
    return Directory(channels=tuple(Pick(f"19:{n:032x}@thread.tacv2", f"channel-{n}") for n in range(number)))


def card(directory: Directory, *questions: Input, **answers: str) -> dict[str, Any]:
    drawn = render.form(ShownForm(Form(say("T"), say("S"), questions), "t", answers), READER, directory)
    validator.must_be_a_card(drawn)
    return drawn


def drawn(directory: Directory, question: Input, typed: str = "") -> dict[str, Any]:
    return dict(seen.inputs(card(directory, question, **{question.name: typed}))[question.name])


@pytest.mark.parametrize("question", [OWNER, REVIEWERS])
def test_a_small_company_picks_from_the_whole_list_without_a_search(question: Input) -> None:
    field = drawn(people(30), question, somebody(3).id)
    assert len(field["choices"]) == 30 and "choices.data" not in field
    assert field["value"] == somebody(3).id
    assert SEARCH not in seen.words(card(people(30), question))


@pytest.mark.parametrize("question", [OWNER, REVIEWERS])
@pytest.mark.parametrize("directory", [people(150, "語" * 100), people(20, more=True)], ids=["no room", "more"])
def test_where_somebody_is_left_out_the_client_searches_for_them(question: Input, directory: Directory) -> None:
    field = drawn(directory, question)
    assert field["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    assert field.get("isMultiSelect", False) is isinstance(question, PeoplePick)
    assert "style" not in field
    assert SEARCH in seen.words(card(directory, question))


def test_as_many_names_as_fit_are_offered_and_who_is_picked_is_among_them() -> None:
    directory, last = people(150, "語" * 60), somebody(149).id
    field = drawn(directory, OWNER, last)
    offered = [choice["value"] for choice in field["choices"]]
    assert 60 < len(offered) < 150 and offered[-1] == last == field["value"]
    assert offered == sorted(offered)
    assert limits.FORM_BYTES - 500 < size(card(directory, OWNER, owner=last)) <= limits.FORM_BYTES


def test_somebody_picked_by_the_search_stays_picked_when_the_form_comes_back() -> None:
    assert drawn(people(3), OWNER, STRANGER)["value"] == STRANGER
    assert "choices.data" in drawn(people(3), OWNER, STRANGER)
    assert drawn(people(3), REVIEWERS, f"{somebody(1).id},{STRANGER}")["value"] == f"{somebody(1).id},{STRANGER}"
    assert "value" not in drawn(people(3), OWNER, "whoever")


def test_a_hundred_and_fifty_people_picked_at_once_all_stay_picked() -> None:
    everybody = ",".join(pick.id for pick in people(150).people)
    text = LongText(name="text", label=say("Text"), most=2_000)
    found = seen.inputs(card(people(150, "語" * 60), REVIEWERS, text, people=everybody, text="語" * 2_000))
    assert (found["people"]["value"], found["text"]["value"]) == (everybody, "語" * 2_000)


def test_a_few_channels_are_a_list_and_one_has_to_be_picked() -> None:
    field = drawn(channels(20), CHANNEL)
    assert (len(field["choices"]), field["isRequired"], field["style"]) == (20, True, "compact")
    assert list(seen.inputs(card(channels(20), CHANNEL))) == ["channel"]


def test_of_many_channels_those_that_fit_are_listed_and_any_other_is_named() -> None:
    last = channels(400).channels[-1].id
    found = seen.inputs(card(channels(400), CHANNEL, channel=last))
    assert list(found) == ["channel", "channel.named"]
    assert found["channel"]["value"] == last and 80 < len(found["channel"]["choices"]) < 400
    assert found["channel.named"]["label"] == "Or another channel, by its name"
    assert not any(field.get("isRequired") for field in found.values())


@pytest.mark.parametrize("written", ["News", "#news", " news "])
def test_a_channel_written_by_its_name_is_the_one_that_was_picked(written: str) -> None:
    what = Submitted("t", {"channel": "19:a", "channel.named": written, "text": "#news"})
    assert picks.meant(what, {"News": "19:news"}) == Submitted("t", {"channel": "19:news", "text": "#news"})


def test_an_empty_name_of_a_channel_changes_nothing_and_an_unknown_one_is_taken_as_written() -> None:
    assert picks.meant(Submitted("t", {"channel": "19:a", "channel.named": " "}), {}).answers == {"channel": "19:a"}
    assert picks.meant(Submitted("t", {"channel.named": "#no"}), {"News": "19:n"}).answers == {"channel": "no"}
