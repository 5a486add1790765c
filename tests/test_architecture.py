"""The laws of the house: who may import whom, and what stays pure."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "briefpress"
# From the ground up: a module imports only from lower floors, or from its own where that is a wing.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__init__", "errors", "model", "urls", "countries"}),
    frozenset({"schema"}),
    frozenset({"config"}),
    frozenset({"frontmatter"}),
    frozenset({"desk", "press"}),
    frozenset({"files", "wire", "syndication"}),
    frozenset({"backends", "provenance"}),
    frozenset({"pipeline", "subscriptions"}),
    frozenset({"proof", "preview", "deploy", "starter", "fetching", "adding"}),
    frozenset({"streams"}),
    frozenset({"reports"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
# The same inside the desk.
DESK_FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__init__", "tables", "sentences"}),
    frozenset({"facts", "stories"}),
    frozenset({"cleaning", "fidelity", "genre"}),
    frozenset({"readers", "summary"}),
    frozenset({"reading", "hands"}),
    frozenset({"placing", "records"}),
    frozenset({"writing"}),
    frozenset({"drafting"}),
)
# What touches the disk, the network, the clock or another process.
IMPURE = {
    "os",
    "io",
    "socket",
    "subprocess",
    "tempfile",
    "shutil",
    "time",
    "urllib.request",
    "sqlite3",
    "random",
}
MODULES = sorted(path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py"))
DOTTED = {f"briefpress.{module.replace('/', '.')}".removesuffix(".__init__"): module for module in MODULES}


def imports(module: str) -> set[str]:
    """Full names of the modules that a module imports, wherever in its text."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if (node.module, [alias.name for alias in node.names]) == ("io", ["BytesIO"]):
                continue  # bytes in memory
            found.add(node.module)
            if node.module.split(".")[0] == "briefpress":
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def floor_of(module: str) -> int:
    head = module.split("/")[0]
    return next(number for number, floor in enumerate(FLOORS) if head in floor)


def own(name: str) -> str | None:
    """The top name in our package that an import reaches, "desk" for briefpress.desk.summary."""
    parts = name.split(".")
    return parts[1] if parts[0] == "briefpress" and len(parts) > 1 else None


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_below(module: str) -> None:
    head = module.split("/")[0]
    for name in imports(module):
        target = own(name)
        if target and target in {part for floor in FLOORS for part in floor} and target != head:
            assert floor_of(target) < floor_of(module) or (floor_of(target) == 0 == floor_of(module)), name


def desk_floor_of(part: str) -> int | None:
    return next((number for number, floor in enumerate(DESK_FLOORS) if part in floor), None)


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("desk/")])
def test_a_stage_of_the_desk_imports_only_from_earlier_ones(module: str) -> None:
    part = module.split("/")[1]
    own_floor = desk_floor_of(part)
    assert own_floor is not None
    targets = {name.split(".")[2] for name in imports(module) if name.startswith("briefpress.desk.")}
    floors = {target: desk_floor_of(target) for target in targets - {part}}
    assert {name for name, floor in floors.items() if floor is None or floor > own_floor} == set()
    assert {name for name, floor in floors.items() if floor == own_floor and own_floor} == set()


def test_every_module_has_a_floor() -> None:
    assert [module for module in MODULES if not any(module.split("/")[0] in floor for floor in FLOORS)] == []


def test_every_module_is_in_the_house_of_the_handbook() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = {f"{Path(module).name}.py" for module in MODULES if not Path(module).name.startswith("__")}
    assert sorted(name for name in names if not re.search(rf"\b{re.escape(name)}", page)) == []


@pytest.mark.parametrize("wing", ["desk", "press"])
def test_the_wings_do_not_know_each_other(wing: str) -> None:
    other = {"desk": "press", "press": "desk"}[wing]
    inside = [module for module in MODULES if module.startswith(f"{wing}/")]
    assert inside
    assert [m for m in inside if any(own(name) == other for name in imports(m))] == []


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith(("desk/", "press/"))])
def test_the_wings_are_pure(module: str) -> None:
    text = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
    assert imports(module) & IMPURE == set()
    assert re.findall(r"\.now\(|\.today\(|\butcnow\(|\bopen\(", text) == []


def first_imports(module: str) -> set[str]:
    """The modules that must be there before this one is; what functions import comes later."""
    path = PACKAGE / f"{module}.py"
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names} & DOTTED.keys()
            found |= inside or {node.module}
    return {DOTTED[name] for name in found & DOTTED.keys()}


def test_no_ring_of_imports() -> None:
    """A module in a ring fails when it is the first of them to be imported."""
    TopologicalSorter({module: first_imports(module) for module in MODULES}).prepare()


def test_help_does_not_load_the_engine() -> None:
    """Start-up time is what a person feels first: 120 ms is the budget for --help."""
    code = "import sys, briefpress.cli; print(*sorted(m for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"jinja2", "markdown", "trafilatura", "lxml", "feedparser", "mkdocs", "yaml", "urllib3"} & set(
        loaded
    ) == set()


def test_only_the_sanitiser_makes_markup() -> None:
    """`|safe` is banned in templates, and Markup is made in one module."""
    templates = PACKAGE.parent / "templates"
    assert [
        p.name
        for p in templates.rglob("*")
        if p.is_file() and re.search(r"\|\s*safe\b", p.read_text("utf-8"))
    ] == []
    makers = [
        m for m in MODULES if re.search(r"\bMarkup\(", (PACKAGE / f"{m}.py").read_text(encoding="utf-8"))
    ]
    assert makers == ["press/markup"]
