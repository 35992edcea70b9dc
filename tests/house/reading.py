"""The code and the catalogues as the house tests read them: modules, calls of `say` and what they say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "initiatives", "scheduler", "storage")


@dataclass(frozen=True)
class Module:
    """One file: its path from the root, its tree, and the names it takes from each module."""

    path: str
    tree: ast.Module

    @property
    def dotted(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def taken_from(self, source: str) -> dict[str, str]:
        """Local names and the names they have in `source`, whether imported one by one or through the module."""
        package, _, last = source.rpartition(".")
        names: dict[str, str] = {}
        for node in _imports(self):
            if node.module == source:
                names |= {alias.asname or alias.name: alias.name for alias in node.names}
            if node.module == package:
                names |= {f"{a.asname or a.name}.": "" for a in node.names if a.name == last}
        return names


@cache
def _imports(module: Module) -> tuple[ast.ImportFrom, ...]:
    return tuple(node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom))


@cache
def calls(module: Module) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """Every module of the code packages, by path."""
    paths = sorted(path for package in CODE for path in (ROOT / package).rglob("*.py"))
    return tuple(Module(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths)


@cache
def called(module: Module, source: str) -> tuple[tuple[str, ast.Call], ...]:
    """Every call of something that comes from `source`, with its name there."""
    return tuple(_called(module, source))


def _called(module: Module, source: str) -> Iterator[tuple[str, ast.Call]]:
    names = module.taken_from(source)
    for node in calls(module) if names else ():
        match node.func:
            case ast.Name(id=name) if name in names:
                yield names[name], node
            case ast.Attribute(value=ast.Name(id=module_name), attr=name) if f"{module_name}." in names:
                yield name, node


@dataclass(frozen=True)
class Said:
    """One call of `say` or `say_n`; `texts` are the English sentences, or None where one is not written out."""

    where: str
    texts: tuple[str | None, ...]
    names: frozenset[str] | None

    @property
    def key(self) -> str:
        """What the catalogues keep it under."""
        return self.texts[0] or ""


def said(module: Module) -> Iterator[Said]:
    """Every sentence of a module, with the names of the values beside it (None: handed on with `**`)."""
    for name, call in called(module, "handlers.words"):
        if name in ("say", "say_n"):
            yield Said(f"{module.path}:{call.lineno}", texts_of(name, call), _names(name, call))


def texts_of(name: str, call: ast.Call) -> tuple[str | None, ...]:
    return tuple(_written(argument) for argument in call.args[: 2 if name == "say_n" else 1])


def _written(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _names(name: str, call: ast.Call) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    given = {str(keyword.arg) for keyword in call.keywords}
    return frozenset(given | {"n"} if name == "say_n" else given)


@cache
def sentences() -> tuple[Said, ...]:
    """Every sentence of the code."""
    return tuple(one for module in modules() for one in said(module))


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def without_values(text: str) -> str:
    """The sentence's own words."""
    return "".join(literal for literal, _, _, _ in Formatter().parse(text))
