"""Nothing grows beyond what a reader can hold: docs/architecture.md, "Size"."""

import ast

from tests.support.sources import sources

PRODUCT = ("bot", "cogs", "sandbox")
ENTRY_POINTS = {"command", "context_menu", "autocomplete", "button", "select", "listener"}


def test_no_file_is_longer_than_300_lines() -> None:
    long = {source.path: lines for source in sources(*PRODUCT) if (lines := source.text.count("\n")) > 300}

    assert not long


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        f"{source.path}:{function.name}": lines
        for source in sources(*PRODUCT)
        for function in source.functions()
        if (lines := lines_of(function)) > 50
    }

    assert not long


def test_no_cog_callback_is_longer_than_25_lines() -> None:
    """Only the body counts: a command has as many parameters as options."""
    long = {
        f"{source.path}:{function.name}": lines
        for source in sources("cogs")
        for function in source.functions()
        if is_entry_point(function) and (lines := lines_of_body(function)) > 25
    }

    assert not long


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def lines_of_body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.body[0].lineno + 1


def is_entry_point(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether Discord may call it: decorated as one, or named as discord.py's overridable callbacks are."""
    decorators = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Attribute | ast.Name)
    }
    return bool(decorators & ENTRY_POINTS) or function.name in {"callback", "on_submit", "interaction_check"}
