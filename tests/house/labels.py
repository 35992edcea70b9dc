"""Where the words of a button, a question or a form come from: the sentences that a label in the code can be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.house.reading import Module, called, calls, modules, texts_of


def possible(module: Module, label: ast.expr) -> Iterator[tuple[str | None, ...]]:
    """The sentences a label can be, followed through names, parameters and functions.

    Labels that are read from a form, an option or a question were counted where those are made.
    """
    match label:
        case ast.Call(func=ast.Name(id=("say" | "say_n") as name)):
            yield texts_of(name, label)
        case ast.Call(func=ast.Name(id="Typed")) | ast.Attribute():
            return
        case ast.IfExp():
            yield from possible(module, label.body)
            yield from possible(module, label.orelse)
        case ast.Name():
            yield from _named(module, label)
        case ast.Call(func=ast.Name(id=name)) if any(one.name == name for one in _functions(module)):
            yield from _returned(module, name)
        case _:
            yield (None,)


def _named(module: Module, label: ast.Name) -> Iterator[tuple[str | None, ...]]:
    home = _homes(module).get(label)
    sources = [(module, one) for one in _assigned(home or module.tree, label.id)]
    if home is not None:
        sources += _handed_to(module, home, label.id)
    sources = sources or [(module, one) for one in _assigned(module.tree, label.id)]
    if not sources:
        yield (None,)
    for where, source in sources:
        yield from possible(where, source)


def _returned(module: Module, name: str) -> Iterator[tuple[str | None, ...]]:
    """What a function of the module can answer."""
    for function in _functions(module):
        if function.name == name:
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from possible(module, node.value)


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _functions(module: Module) -> tuple[Function, ...]:
    return tuple(node for node in ast.walk(module.tree) if isinstance(node, Function))


@cache
def _homes(module: Module) -> dict[ast.AST, Function]:
    """The outermost function around each node."""
    homes: dict[ast.AST, Function] = {}
    for function in _functions(module):
        for inner in ast.walk(function):
            homes.setdefault(inner, function)
    return homes


@cache
def _calls(module: Module) -> tuple[tuple[str, ast.Call], ...]:
    """Every call of something by its bare name."""
    return tuple((call.func.id, call) for call in calls(module) if isinstance(call.func, ast.Name))


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value


def _handed_to(module: Module, function: Function, parameter: str) -> list[tuple[Module, ast.expr]]:
    """What is handed to a parameter, wherever the function is called."""
    names = [argument.arg for argument in function.args.args]
    if parameter not in names:
        return []
    place = names.index(parameter)
    here = [(module, call) for name, call in _calls(module) if name == function.name]
    there = [(one, call) for one in modules() for name, call in called(one, module.dotted) if name == function.name]
    return [(where, call.args[place]) for where, call in (*here, *there) if place < len(call.args)]
