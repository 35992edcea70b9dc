"""What is said about an initiative: numbered, counted, told together, and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from initiatives.comments import TOGETHER, VOICES, Comment, Gone, Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUIET = Talk("i", "acme")


def test_comments_are_numbered_and_those_that_follow_soon_are_told_with_the_first() -> None:
    talk = QUIET.with_comment("ada", NOW).with_comment("ben", NOW + timedelta(minutes=5))
    assert (talk.last, talk.count, talk.untold, talk.tell_at) == (2, 2, 1, NOW + TOGETHER)


def test_once_told_the_next_comment_begins_anew() -> None:
    later = NOW + timedelta(hours=3)
    talk = QUIET.with_comment("ada", NOW).told()
    assert (talk.untold, talk.tell_at, talk.round) == (0, None, 1)
    assert (talk.with_comment("ben", later).untold, talk.with_comment("ben", later).tell_at) == (2, later + TOGETHER)


def test_what_is_taken_back_keeps_its_number() -> None:
    talk = QUIET.with_comment("ada", NOW).with_one_less().with_comment("ada", NOW)
    assert (talk.last, talk.count) == (2, 1)


def test_whoever_commented_last_stands_first_and_only_so_many_hear_of_more() -> None:
    talk = QUIET
    for number in range(VOICES + 5):
        talk = talk.with_comment(f"p{number}", NOW)
    talk = talk.with_comment("p7", NOW)
    assert talk.voices[:2] == ("p7", f"p{VOICES + 4}") and len(talk.voices) == VOICES and "p0" not in talk.voices


@pytest.mark.parametrize(
    ("voices", "left"), [(("a", "b"), ("b",)), (("a", "c", "b"), ("b", "c")), (("c", "a"), ("c", "b"))]
)
def test_two_people_who_are_one_have_one_voice(voices: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert replace(QUIET, voices=voices).with_one_person("b", "a").voices == left


def test_who_has_left_has_none() -> None:
    assert replace(QUIET, voices=("a", "b")).without("a").voices == ("b",)


def test_anybody_may_read_what_was_said_to_a_story_or_a_lesson() -> None:
    comment = Comment("i.1", "acme", "i", 1, "ada", "Nice", NOW)
    assert [comment.open, replace(comment, story="s").open, replace(comment, lesson="l").open] == [False, True, True]


def test_what_is_gone_has_lost_its_text() -> None:
    gone = Comment("i.1", "acme", "i", 1, "ada", "Nice", NOW).without_text(Gone.REMOVED)
    assert (gone.text, gone.gone, gone.by) == ("", Gone.REMOVED, "ada")
