"""The rules of the house as functions: each takes a tree of sources and says which places break it."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

FORBIDDEN_NAMES = frozenset({"utils", "util", "tools", "helpers", "common", "manager", "base", "data2", "misc"})
LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
WRITES = frozenset({"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create"})
Rule = Callable[[Path], list[str]]


def forbidden_module_names(src: Path) -> list[str]:
    """Modules whose name says nothing."""
    return [str(file.relative_to(src)) for file in modules(src) if file.stem in FORBIDDEN_NAMES]


def modules_without_a_sentence(src: Path) -> list[str]:
    """Modules that do not open with one sentence saying what they are."""
    return [str(file.relative_to(src)) for file, tree in trees(src) if not (ast.get_docstring(tree) or "").strip()]


def long_modules(src: Path) -> list[str]:
    """Modules over 300 lines."""
    sizes = ((file, len(file.read_text(encoding="utf-8").splitlines())) for file in modules(src))
    return [f"{file.relative_to(src)}: {size} lines" for file, size in sizes if size > LONGEST_MODULE]


def long_functions(src: Path) -> list[str]:
    """Functions over 30 lines, docstring not counted."""
    return [
        f"{file.relative_to(src)}:{node.lineno} {node.name}: {length} lines"
        for file, tree in trees(src)
        for node in functions(tree)
        if (length := body_length(node)) > LONGEST_FUNCTION
    ]


def public_functions_without_words(src: Path) -> list[str]:
    """Public functions and classes without a docstring."""
    return [
        f"{file.relative_to(src)}:{node.lineno} {node.name}"
        for file, tree in trees(src)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


def crowded_arguments(src: Path) -> list[str]:
    """Functions that take over four arguments by position."""
    return [
        f"{file.relative_to(src)}:{node.lineno} {node.name}"
        for file, tree in trees(src)
        for node in functions(tree)
        if len(node.args.posonlyargs) + len([a for a in node.args.args if a.arg not in {"self", "cls"}]) > 4
        and not node.name.startswith("__")
    ]


def unfrozen_values(src: Path) -> list[str]:
    """Dataclasses that are not frozen with slots."""
    return [
        f"{file.relative_to(src)}:{node.lineno} {node.name}"
        for file, tree in trees(src)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for mark in node.decorator_list
        if "dataclass" in ast.unparse(mark)
        and not ("frozen=True" in ast.unparse(mark) and "slots=True" in ast.unparse(mark))
    ]


def broad_catches(src: Path) -> list[str]:
    """Places that catch everything, so that a bug looks like bad input."""
    return [
        f"{file.relative_to(src)}:{node.lineno}"
        for file, tree in trees(src)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]


def asserts(src: Path) -> list[str]:
    """Asserts in shipped code: they vanish under -O and mean nothing to a user."""
    return [
        f"{file.relative_to(src)}:{node.lineno}"
        for file, tree in trees(src)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert)
    ]


def relative_imports(src: Path) -> list[str]:
    """Imports that start with a dot."""
    return [
        f"{file.relative_to(src)}:{node.lineno}"
        for file, tree in trees(src)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def signals_and_metaclasses(src: Path) -> list[str]:
    """Signal handlers and metaclasses: things that happen where nobody reads."""
    return [
        f"{file.relative_to(src)}:{node.lineno}"
        for file, tree in trees(src)
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
        or (isinstance(node, ast.ClassDef) and any(word.arg == "metaclass" for word in node.keywords))
    ]


def writes_in_the_skins(src: Path) -> list[str]:
    """Calls in web and cli that write to the database past `work`."""
    return [
        f"{file.relative_to(src)}:{node.lineno} .{node.func.attr}"
        for file, tree in trees(src)
        if file.relative_to(src).parts[0] in {"web", "cli"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]


RULES: dict[str, Rule] = {
    "no module is named for nothing": forbidden_module_names,
    "a module opens with a sentence": modules_without_a_sentence,
    "a module has at most 300 lines": long_modules,
    "a function fits in 30 lines": long_functions,
    "what is public has a docstring": public_functions_without_words,
    "at most four arguments by position": crowded_arguments,
    "values are frozen with slots": unfrozen_values,
    "nobody catches Exception": broad_catches,
    "no assert in shipped code": asserts,
    "imports are absolute": relative_imports,
    "no signals, no metaclasses": signals_and_metaclasses,
    "the skins write only through work": writes_in_the_skins,
}


def modules(src: Path) -> list[Path]:
    """All Python files but migrations, which Django writes."""
    return sorted(file for file in src.rglob("*.py") if "migrations" not in file.parts)


def trees(src: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Every module with its syntax tree."""
    for file in modules(src):
        yield file, parsed(file.read_text(encoding="utf-8"))


@cache
def parsed(text: str) -> ast.Module:
    """The syntax tree of a text; a dozen rules look at the same ones."""
    return ast.parse(text)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function of a tree, methods and inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def body_length(node: ast.FunctionDef) -> int:
    """Lines of a function without its docstring and decorators."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1
