"""The corpus of hostile strings holds what it promises."""

from __future__ import annotations

from tests.hostile import HOSTILE


def test_the_corpus_is_large_and_repeats_nothing() -> None:
    assert len(HOSTILE) >= 60
    assert len(set(HOSTILE)) == len(HOSTILE)


def test_the_corpus_has_the_strings_that_hurt_most() -> None:
    whole = "\n".join(HOSTILE)
    for hurting in (
        "<!channel>",
        "<@U1>",
        "javascript:",
        "=cmd()",
        "\u202e",
        "\x00",
        "\ud800",
        "\u200d",
        "{name}",
        "%s",
    ):
        assert hurting in whole
    assert any(len(typed) == 10_000 for typed in HOSTILE)
    assert "" in HOSTILE
