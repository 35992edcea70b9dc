"""The directory's rules: which tool a name means, which content it may see, and which ones suit a proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from initiatives.initiative import Sensitivity
from initiatives.rules import Rule, RuleBroken
from initiatives.tools import Tool, Verdict, checked, looked_for, names_in, recognised, suited, verdict

DAY = date(2026, 11, 23)
PUBLIC, INTERNAL, CONFIDENTIAL = Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.CONFIDENTIAL
PERSONAL, UNKNOWN = Sensitivity.PERSONAL, Sensitivity.UNKNOWN


def tool(name: str, *content: Sensitivity, purposes: str = "texts", **changes: object) -> Tool:
    made = Tool(name.casefold(), "acme", name, purposes, content or (INTERNAL,), "IT", DAY)
    return replace(made, **changes)  # type: ignore[arg-type]


COPILOT = tool("Microsoft Copilot", aliases=("Copilot", "M365 Copilot"), purposes="drafting letters and summaries")
GPT4, GPT5 = tool("GPT-4"), tool("GPT-5")
STUDIO = tool("Copilot Studio", purposes="assistants that answer questions of customers")
DEEPL = tool("DeepL", PUBLIC, purposes="translating contracts, manuals and letters")
ALL = (COPILOT, GPT4, GPT5, STUDIO, DEEPL)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Microsoft Copilot", [COPILOT]),
        ("  m365   COPILOT ", [COPILOT]),
        ("Microsoft Copliot", [COPILOT]),
        ("deepl", [DEEPL]),
        ("Copilot Studio", [STUDIO]),
        ("gpt 4", [GPT4]),
        ("GPT-3", []),
        ("DeepL and Copilot", [COPILOT, DEEPL]),
        ("our Copilot Studio, with DeepL", [STUDIO, DEEPL]),
        ("Copilots", [COPILOT]),
        ("a pilot", []),
        ("—", []),
        ("", []),
    ],
)
def test_a_typed_name_means_the_tools_it_names(typed: str, meant: list[Tool]) -> None:
    assert sorted(one.name for one in recognised(typed, ALL)) == sorted(one.name for one in meant)


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ((CONFIDENTIAL,), INTERNAL, Verdict.APPROVED),
        ((CONFIDENTIAL,), PUBLIC, Verdict.APPROVED),
        ((INTERNAL,), CONFIDENTIAL, Verdict.NOT_FOR),
        ((CONFIDENTIAL,), PERSONAL, Verdict.NOT_FOR),
        ((PERSONAL,), PERSONAL, Verdict.APPROVED),
        ((PERSONAL,), INTERNAL, Verdict.NOT_FOR),
        ((INTERNAL,), UNKNOWN, Verdict.UNSURE),
    ],
)
def test_what_a_tool_may_see_holds_for_less_sensitive_content_and_never_for_personal_data(
    content: tuple[Sensitivity, ...], kind: Sensitivity, said: Verdict
) -> None:
    assert verdict(tool("A", *content), kind) is said


def test_it_has_to_look_at_what_is_not_listed_taken_out_or_not_approved_for_it() -> None:
    assert verdict(None, PUBLIC) is Verdict.NOT_LISTED
    assert verdict(tool("A", active=False), PUBLIC) is Verdict.RETIRED
    assert {one for one in Verdict if one.needs_it} == {Verdict.NOT_LISTED, Verdict.RETIRED, Verdict.NOT_FOR}


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"name": "—"}, "name", Rule.EMPTY),
        ({"name": "deepl"}, "name", Rule.TOOL_KNOWN),
        ({"aliases": ("Other", "DEEPL")}, "aliases", Rule.TOOL_KNOWN),
        ({"content": ()}, "content", Rule.EMPTY),
        ({"approved_on": date(2026, 11, 24)}, "approved_on", Rule.IN_THE_FUTURE),
        ({"guide": "javascript:alert(1)"}, "guide", Rule.NOT_A_LINK),
    ],
)
def test_what_cannot_stand_in_the_directory_says_which_answer_is_wrong(
    changes: dict[str, object], field: str, rule: Rule
) -> None:
    good = tool("New", guide="https://example.com/guide")
    assert checked(good, ALL, DAY) == good
    with pytest.raises(RuleBroken) as broken:
        checked(replace(good, **changes), ALL, DAY)  # type: ignore[arg-type]
    assert (broken.value.field, broken.value.rule) == (field, rule)


def test_a_tool_is_no_obstacle_to_itself() -> None:
    assert checked(replace(DEEPL, aliases=("Deep L",)), ALL, DAY).aliases == ("Deep L",)


def test_names_are_divided_and_each_kept_once() -> None:
    assert names_in(" Copilot,copilot ; M365\nCopilot for Work,,") == ("copilot", "M365", "Copilot for Work")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("letters", ["DeepL", "Microsoft Copilot"]),
        ("translat contract", ["DeepL"]),
        ("copilot", ["Microsoft Copilot", "Copilot Studio"]),
        ("DeepL", ["DeepL"]),
        ("letters astronomy", []),
    ],
)
def test_a_search_finds_tools_by_name_and_purpose(text: str, found: list[str]) -> None:
    assert [one.name for one in looked_for(text, ALL)] == found


def test_tools_suit_a_proposal_that_speaks_of_their_purposes_and_content() -> None:
    pain = "translating the manuals and contracts by hand"
    assert suited(ALL, PUBLIC, pain) == [DEEPL]
    assert suited(ALL, UNKNOWN, pain) == [DEEPL]
    assert suited(ALL, CONFIDENTIAL, pain) == [], "not approved for it"
    assert suited([replace(DEEPL, active=False)], PUBLIC, pain) == []
    assert suited(ALL, PUBLIC, "planning the shifts of nurses") == []
