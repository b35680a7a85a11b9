"""The house rules, held by walking the syntax trees: who imports whom, and how long things may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bot", "actions", "knowledge", "web")
FILES = [path for folder in (*OURS, "tests") for path in sorted((ROOT / folder).rglob("*.py")) if "versions" not in path.parts]
SOURCES = [path for path in FILES if path.relative_to(ROOT).parts[0] != "tests"]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith, ast.Match)

ALLOWED = {
    "web": {"web", "knowledge"},
    "actions": {"actions", "knowledge"},
    "bot": {"bot", "knowledge.text", "knowledge.search.word_vectors", "knowledge.settings"},
    "knowledge": {"knowledge"},
}
WINDOWS = {"chat", "faq", "line", "staff", "webhook", "notices"}
# The desk's LINE notices stand on two windows, so that neither of these knows the other.
STANDS_ON = {"notices": {"staff", "line"}}
BANNED_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (_target(node.module, alias.name) for alias in node.names)


def _target(module: str, imported: str) -> str:
    """`from web import limits` imports the module web.limits, not the package."""
    inner = ROOT / Path(*module.split("."), imported)
    return f"{module}.{imported}" if inner.is_dir() or inner.with_suffix(".py").is_file() else module


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS))


def depth(node: ast.AST, level: int = 0) -> int:
    inner = [
        depth(child, level + isinstance(child, BLOCKS) - _is_elif(node, child)) for child in ast.iter_child_nodes(node) if not isinstance(child, FUNCTIONS)
    ]
    return max(inner, default=level)


def _is_elif(parent: ast.AST, child: ast.AST) -> bool:
    return isinstance(parent, ast.If) and isinstance(child, ast.If) and child in parent.orelse


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_go_one_way(path):
    folder = path.relative_to(ROOT).parts[0]
    ours = [module for module in imports(path) if module.split(".")[0] in OURS]
    wrong = [module for module in ours if not any(module == right or module.startswith(right + ".") for right in ALLOWED[folder])]
    assert not wrong


@pytest.mark.parametrize("path", [p for p in SOURCES if p.relative_to(ROOT).parts[0] == "web" and len(p.relative_to(ROOT).parts) > 2], ids=name)
def test_blueprints_never_import_each_other(path):
    own = path.relative_to(ROOT).parts[1]
    others = {f"web.{window}" for window in WINDOWS - {own} - STANDS_ON.get(own, set())}
    assert not [module for module in imports(path) if any(module == other or module.startswith(other + ".") for other in others)]


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "knowledge" / "text")], ids=name)
def test_text_needs_only_sudachi(path):
    foreign = {module.split(".")[0] for module in imports(path)} & {"numpy", "scipy", "pydantic", "sqlalchemy", "sklearn", "yaml"}
    assert not foreign


def test_no_import_cycles():
    modules = {name(path)[:-3].replace("/", ".").removesuffix(".__init__"): path for path in SOURCES}
    graph = {module: {target for target in imports(path) if target in modules and target != module} for module, path in modules.items()}
    while free := [module for module, targets in graph.items() if not targets & graph.keys()]:
        for module in free:
            del graph[module]
    assert not graph


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_short(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 300


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_functions_are_short_flat_and_take_few_arguments(path):
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        positional = [a for a in (*function.args.posonlyargs, *function.args.args) if a.arg not in ("self", "cls")]
        assert length <= 40, f"{function.name}: {length} lines"
        assert depth(function) <= 3, f"{function.name}: nested {depth(function)} deep"
        assert len(positional) <= 5, f"{function.name}: {len(positional)} arguments"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_stand_at_the_top(path):
    late = [node for function in functions(path) for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))]
    allowed = {"knowledge/search/export_vectors.py", "knowledge/search/encoder.py"}  # what is heavy or optional is imported where it is used
    assert not late or name(path) in allowed


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_and_public_functions_say_what_they_do(path):
    module = tree(path)
    assert ast.get_docstring(module)
    public = [node for node in module.body if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_")]
    assert not [node.name for node in public if not ast.get_docstring(node)]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_names_say_something(path):
    assert not {part.removesuffix(".py") for part in path.relative_to(ROOT).parts} & BANNED_NAMES
