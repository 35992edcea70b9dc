"""Where a typed sentence goes: one pure function, never a guess."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.routing import (
    Nowhere,
    OpenPrompt,
    Situation,
    ToAbsence,
    ToCheckIn,
    ToComment,
    ToFile,
    ToPrompt,
    ToStart,
    ToThread,
    Unsure,
    route,
)

LINK = "https://a.example/b"
STARTS = {
    "mine": "mine.show",
    "aide": "help.show",
    "help": "help.show",
    "proposer": "propose.begin",
    "stop": "stop.begin",
}


def situation(**open_: Any) -> Situation:
    return Situation(**{"language": "en", "starts": STARTS, **open_})


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("en", "tickets", "31 tickets"),
        ("en", "ticket", "31 tickets this week"),
        ("en", "hours", "3 h"),
        ("en", "%", "12 %"),
        ("en", "€", "€300 but the API was down"),
        ("fr", "erreurs", "31 erreurs"),
        ("fr", "dépôts", "31 dépôts cette semaine"),
        ("fr", "heures", "2,5 heures"),
    ],
)
def test_a_number_with_the_word_it_counts_in_answers_the_check_in(language: str, word: str, text: str) -> None:
    assert route(text, situation(language=language, waiting={"a": word})) == ToCheckIn(("a",), "number")


def test_of_several_only_those_that_count_in_that_word_are_asked_about() -> None:
    both = {"a": "tickets", "b": "days"}
    assert route("31 tickets", situation(waiting=both)) == ToCheckIn(("a",), "number")
    assert route("31", situation(waiting=both)) == ToCheckIn(("a", "b"), "number")
    assert route("31 invoices", situation(waiting=both)) == Nowhere()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("same", "same"),
        ("Pareil.", "same"),
        ("later", "today"),
        ("plus tard", "today"),
        ("Tomorrow.", "tomorrow"),
        ("demain", "tomorrow"),
        ("next week", "next_week"),
        ("la semaine prochaine", "next_week"),
    ],
)
def test_words_for_the_check_in_are_asked_about_while_a_question_would_take_them(text: str, kind: str) -> None:
    open_ = (OpenPrompt("d", asks=True),)
    assert route(text, situation(waiting={"a": ""}, prompts=open_)) == Unsure("d", ("a",), kind)  # type: ignore[arg-type]
    assert route(text, situation(prompts=open_)) == ToPrompt("d")


@pytest.mark.parametrize("text", ["mine", "Help", " aide ", "proposer", "/mine", "help."])
def test_a_command_by_itself_is_no_answer_to_an_open_question(text: str) -> None:
    found = route(text, situation(prompts=(OpenPrompt("d", asks=True),)))
    assert found == ToStart(STARTS[text.strip(" /.").casefold()], "")


@pytest.mark.parametrize(
    "text",
    [
        "help with invoices",
        "mine is too slow",
        "the help desk",
        "proposer un devis",
        "cancel the order",
        "retour client",
    ],
)
def test_a_sentence_that_only_holds_the_word_stays_an_answer(text: str) -> None:
    assert route(text, situation(prompts=(OpenPrompt("d", asks=True),))) == ToPrompt("d")


@pytest.mark.parametrize(
    ("text", "control"),
    [("back", "back"), ("Retour", "back"), ("skip", "skip"), ("passer", "skip"), ("Cancel.", "cancel")],
)
def test_the_words_of_the_questions_stay_theirs(text: str, control: str) -> None:
    found = route(text, situation(starts={**STARTS, text.casefold(): "mine.show"}, prompts=(OpenPrompt("d", True),)))
    assert found == ToPrompt("d", control)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["stop", "cancel", "Annuler", "arrêter."])
def test_stop_ends_the_questions_while_some_are_open(text: str) -> None:
    assert route(text, situation(prompts=(OpenPrompt("d", asks=True),))) == ToPrompt("d", "cancel")


def test_a_number_that_answers_an_open_question_too_is_asked_back() -> None:
    waiting = {"a": "tickets"}
    assert route("31", situation(waiting=waiting, prompts=(OpenPrompt("d", asks=True),))) == Unsure(
        "d", ("a",), "number"
    )
    assert route("31", situation(waiting=waiting, prompts=(OpenPrompt("d", asks=False),))) == route(
        "31", situation(waiting=waiting)
    )


def test_a_thread_belongs_to_what_it_hangs_on_whatever_is_open() -> None:
    prompts = (OpenPrompt("d", asks=True),)
    assert route("mine", situation(prompts=prompts, thread_reply="review.reply")) == ToThread("review.reply")
    assert route("31", situation(waiting={"a": ""}, thread_draft="e", prompts=prompts)) == ToPrompt("e")


@pytest.mark.parametrize("text", ["off until Monday", "on holiday 3–14 August", "absent demain", "I'm back"])
def test_time_off_is_taken_as_that_also_while_a_check_in_waits(text: str) -> None:
    assert route(text, situation(waiting={"a": "days"})) == ToAbsence()
    assert route(text, situation(waiting={"a": "days"}, direct=False)) != ToAbsence()


def test_time_off_said_while_a_question_is_open_is_asked_about() -> None:
    open_ = OpenPrompt("d", asks=True)
    assert route("off until Monday", situation(prompts=(open_,))) == Unsure("d", (), "away")
    assert route("off until Monday", situation(prompts=(OpenPrompt("d", asks=False),))) == ToAbsence()
    assert route("the server was off until Monday", situation(prompts=(open_,))) == ToPrompt("d")


@pytest.mark.parametrize("text", ["tomorrow", "next week", "demain", "later"])
def test_words_that_put_a_check_in_off_mean_nothing_without_one(text: str) -> None:
    assert route(text, situation()) == Nowhere()


@pytest.mark.parametrize(
    ("text", "open_", "goes"),
    [
        ("", {"sent": True}, ToFile()),
        ("", {"sent": True, "prompts": (OpenPrompt("d", True),)}, ToFile()),
        ("", {"sent": True, "thread_reply": "story.remark"}, ToFile()),
        ("as agreed", {"sent": True, "thread_number": True}, ToFile()),
        ("31", {"sent": True, "waiting": {"a": "hours"}}, ToCheckIn(("a",), "number")),
        ("as agreed", {"sent": True, "thread_reply": "story.remark"}, ToThread("story.remark")),
        (LINK, {}, ToFile()),
        (LINK, {"thread_number": True, "direct": False}, ToFile()),
        (LINK, {"direct": False}, Nowhere()),
        (LINK, {"prompts": (OpenPrompt("d", True),)}, ToPrompt("d", None)),
        (LINK, {"thread_draft": "d"}, ToPrompt("d", None)),
        (LINK, {"thread_reply": "story.remark"}, ToThread("story.remark")),
        ("31", {"thread_number": True}, Nowhere()),
    ],
)
def test_a_file_or_a_link_alone_goes_to_a_number_and_never_in_place_of_words(
    text: str, open_: dict[str, Any], goes: object
) -> None:
    assert route(text, situation(**open_)) == goes


COMMENTED = {"comment": "comments.said", "commented": "a"}


@pytest.mark.parametrize(
    "text", ["It reads scans, too", "Could we use this for 3 sites?", "mine is the same", "off next week"]
)
def test_in_the_thread_of_an_initiative_what_nothing_else_takes_is_a_comment(text: str) -> None:
    assert route(text, situation(**COMMENTED)) == ToComment("comments.said")


def test_a_number_there_answers_the_check_in_of_that_initiative_and_of_no_other() -> None:
    assert route("31", situation(**COMMENTED, waiting={"a": ""})) == ToCheckIn(("a",), "number")
    assert route("31", situation(**COMMENTED, waiting={"b": ""})) == ToComment("comments.said")
    assert route("31", situation(**COMMENTED, waiting={"a": "", "b": ""})) == ToCheckIn(("a",), "number")
    assert route("same", situation(**COMMENTED, waiting={"a": ""})) == ToCheckIn(("a",), "same")


def test_a_command_by_itself_there_stays_one() -> None:
    assert route("mine", situation(**COMMENTED)) == ToStart("mine.show", "")


def test_the_threads_of_other_conversations_come_before_comments() -> None:
    assert route("Why?", situation(**COMMENTED, thread_reply="review.ask_in_thread")) == ToThread(
        "review.ask_in_thread"
    )
    assert route("Lyon", situation(**COMMENTED, thread_draft="d")) == ToPrompt("d")


def test_an_open_question_elsewhere_hears_its_own_words_and_no_comment() -> None:
    asked = (OpenPrompt("d", asks=True),)
    assert route("cancel", situation(**COMMENTED, prompts=asked)) == ToPrompt("d", "cancel")
    assert route("It reads scans, too", situation(**COMMENTED, prompts=asked)) == ToComment("comments.said")


def test_nothing_typed_is_no_comment() -> None:
    assert route(" ", situation(**COMMENTED)) == Nowhere()
