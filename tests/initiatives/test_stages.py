"""The path of an initiative, and that nothing in the code leads past it."""

from __future__ import annotations

import ast

import pytest

from initiatives.initiative import ASKED_WEEKLY, Stage
from initiatives.stages import BACK, FINAL, FOLLOWS, ONWARD, may_follow, next_stage, stage_before
from tests.house.reading import modules

MOVES = {"initiatives/initiative.py", "initiatives/gates.py", "initiatives/reopening.py"}
"""Modules whose moves decide about a stage."""


def test_every_stage_is_on_the_path() -> None:
    assert set(FOLLOWS) == set(Stage)
    reached = {after for following in FOLLOWS.values() for after in following}
    assert reached == set(Stage) - {Stage.PROPOSED}, "and only a proposal begins one"


@pytest.mark.parametrize("stage", sorted(FINAL))
def test_a_final_stage_is_left_only_by_reopening(stage: Stage) -> None:
    assert not any(may_follow(stage, after) for after in Stage)
    assert any(may_follow(stage, after, reopening=True) for after in Stage)
    assert not FINAL & BACK[stage]


@pytest.mark.parametrize("stage", ASKED_WEEKLY)
def test_what_is_under_way_can_always_be_stopped_and_goes_on_one_step_at_a_time(stage: Stage) -> None:
    assert may_follow(stage, Stage.STOPPED)
    onward = {after for after in FOLLOWS[stage] if after in ASKED_WEEKLY and after is not stage}
    assert onward == ({ONWARD[stage]} if stage in ONWARD else set())


def test_a_gate_lies_before_each_stage_but_the_first() -> None:
    assert [stage_before(stage) for stage in ASKED_WEEKLY] == [None, *ASKED_WEEKLY[:-1]]
    assert next_stage(Stage.RUNNING) is None and next_stage(Stage.PROPOSED) is None


def _says_why(call: ast.Call) -> bool:
    return any(keyword.arg == "why" for keyword in call.keywords)


def test_only_the_moves_of_the_domain_decide_about_a_stage() -> None:
    def decides(tree: ast.Module) -> bool:
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        by_name = any(
            isinstance(call.func, ast.Attribute) and call.func.attr == "decided" and _says_why(call) for call in calls
        )
        by_field = any(
            isinstance(call.func, ast.Name)
            and call.func.id == "replace"
            and any(k.arg == "stage" for k in call.keywords)
            for call in calls
        )
        return by_name or by_field

    found = {module.path for module in modules() if decides(module.tree)}
    assert found >= MOVES and not [path for path in found if not path.startswith("initiatives/")]
