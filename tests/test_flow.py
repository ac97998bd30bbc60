"""The flow is the folder list: a package imports only from those above it or to its left."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import standoff

SOURCE = Path(standoff.__file__).parent
FLOW = [
    *("version", "errors", "codes", "record", "stage", "doc", "language", "actors", "read"),
    *("annotate", "extract", "link", "store", "pipeline", "run", "report", "score", "show", "demo"),
    *("__init__", "cli", "__main__"),
]


def imported(tree: ast.AST) -> Iterator[str]:
    """The parts of Standoff that a module imports, also inside functions, but not only for the type checker."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        yield from imported(node)


def part_of(name: str) -> str:
    return name.split(".")[1] if "." in name else "__init__"


@pytest.mark.parametrize("module", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_package_imports_only_from_those_before_it(module: Path) -> None:
    here = module.relative_to(SOURCE).parts[0].removesuffix(".py")
    before = FLOW[: FLOW.index(here) + 1]
    tree = ast.parse(module.read_text(encoding="utf-8"))
    ours = {part_of(name) for name in imported(tree) if name.split(".")[0] == "standoff"}
    assert ours - set(before) == set()


def test_the_nouns_need_only_the_standard_library() -> None:
    import sys

    for module in SOURCE.glob("record/*.py"):
        tops = {name.split(".")[0] for name in imported(ast.parse(module.read_text(encoding="utf-8")))}
        assert tops - {"standoff"} - sys.stdlib_module_names == set(), module
