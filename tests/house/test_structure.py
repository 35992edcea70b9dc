"""The code is where it belongs: small modules that say what they are for, and a test for every conversation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.reading import ROOT, Module, modules

MOST_LINES = 400
VAGUE = frozenset(
    {"utils", "util", "helpers", "helper", "common", "base", "core", "services", "service", "managers", "misc"}
)
CONVERSATIONS = sorted(path.stem for path in (ROOT / "handlers/conversations").glob("*.py") if path.stem != "__init__")
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def opening(module: Module) -> str:
    """The first paragraph of a module, in one line."""
    text = ast.get_docstring(module.tree) or ""
    return " ".join(text.split("\n\n")[0].split())


def test_every_module_opens_with_a_sentence_on_what_it_is_for() -> None:
    assert len(modules()) > 50
    assert [module.path for module in modules() if not re.fullmatch(r"\S.{10,}[.?]", opening(module))] == []


@pytest.mark.parametrize("path", [*TESTS, *sorted((ROOT / "benchmarks").rglob("*.py"))], ids=lambda path: path.stem)
def test_a_test_or_benchmark_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert not tree.body or ast.get_docstring(tree), f"{path.relative_to(ROOT)} has no opening sentence"


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_has_a_test_of_its_name(name: str) -> None:
    path = ROOT / "tests/handlers/conversations" / f"test_{name}.py"
    assert path.exists(), f"write tests/handlers/conversations/test_{name}.py"
    found = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert any(node.name.startswith("test_") for node in found)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_is_declared_under_the_name_of_its_file(name: str) -> None:
    tree = ast.parse((ROOT / "handlers/conversations" / f"{name}.py").read_text())
    declared = [
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Conversation"
        for keyword in node.keywords
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    ]
    assert declared == [name]


def test_no_test_is_expected_to_fail_or_left_out_for_good() -> None:
    left_out = re.compile(r"\bmark\.(?:xfail|skip)\b|\bpytest\.xfail\b")
    assert [str(path.relative_to(ROOT)) for path in TESTS if left_out.search(path.read_text())] == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {module.path: (ROOT / module.path).read_text().count("\n") for module in modules()}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [module.path for module in modules() if VAGUE & set(module.path.removesuffix(".py").split("/"))] == []
