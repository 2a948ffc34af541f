"""The direction of the arrows between the parts, read from the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ENGINE = "duckdb"
SCREEN = "streamlit"


def sources(*folders: str) -> list[Path]:
    files = [file for folder in folders for file in sorted((PROJECT / folder).rglob("*.py"))]
    return [*files, PROJECT / "dashboard.py"] if "pages" in folders else files


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(name: str, *folders: str) -> set[str]:
    return {
        str(file.relative_to(PROJECT))
        for file in sources(*folders)
        if any(each == name or each.startswith(f"{name}.") for each in imported(file))
    }


def test_only_the_store_knows_the_engine() -> None:
    assert importers(ENGINE, "ikm", "pages") == {"ikm/store.py"}


def test_only_the_page_package_draws_on_the_screen() -> None:
    users = importers(SCREEN, "ikm", "etl")
    assert users, "nothing imports the screen: the test looks in the wrong place"
    assert all(user.startswith("ikm/page/") for user in users)


def test_pages_import_the_page_package_and_charts_only() -> None:
    for file in sources("pages"):
        names = set(imported(file))
        assert names <= {"ikm", "ikm.charts", "ikm.page"}, f"{file.name} imports {names}"


def test_exports_do_not_know_the_screen() -> None:
    assert importers("ikm.page", "ikm/export") == set()


@pytest.mark.parametrize("forbidden", [SCREEN, "plotly", "pages", "ikm.page", "ikm.charts", "ikm.metrics"])
def test_the_etl_does_not_look_forward(forbidden: str) -> None:
    assert importers(forbidden, "etl") == set()


def test_the_etl_meets_the_app_in_the_store_and_in_pure_functions() -> None:
    ours = {name for file in sources("etl") for name in imported(file) if name.split(".")[0] == "ikm"}
    assert {".".join(name.split(".")[:2]) for name in ours} <= {"ikm", "ikm.store", "ikm.methods", "ikm.privacy"}


def test_pages_hold_names_only() -> None:
    for file in sources("pages"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        logic = [node for node in ast.walk(tree) if isinstance(node, ast.If | ast.For | ast.FunctionDef | ast.Compare)]
        assert not logic, f"{file.name} decides something at line {logic[0].lineno}"  # type: ignore[attr-defined]
