"""The README tells the truth about the tree and its commands."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_map_lists_every_module() -> None:
    modules = [file for file in (PROJECT / "ikm").iterdir() if file.suffix == ".py" and file.stem != "__init__"]
    folders = [f"ikm/{folder}/" for folder in ("export", "methods", "page")]
    missing = [f"ikm/{file.name}" for file in modules if f"`ikm/{file.name}`" not in README]
    assert missing == []
    assert all(f"`{folder}`" in README for folder in folders)


def test_every_file_the_readme_names_is_there() -> None:
    named = re.findall(r"`((?:ikm|etl|data|tests|pages|docs)/[\w./-]+?\.(?:py|sql|toml|csv|png))`", README)
    assert named
    assert [name for name in named if not (PROJECT / name).exists()] == []
    assert (PROJECT / "docs" / "crises.png").exists()


def test_the_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"make (\w+)", README)) - {"and"}
    rules = set(re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "bench", "shots"} <= targets <= rules


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_every_direct_dependency_is_in_the_lock_with_hashes() -> None:
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    lock = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    direct = re.findall(r'^    "([a-z0-9-]+)>=', project, re.MULTILINE)
    assert direct
    for name in direct:
        assert re.search(rf"^{name}==[\d.]+ .*\\\n    --hash=sha256:", lock, re.MULTILINE), name


def test_nothing_names_a_machine_or_a_registry() -> None:
    forbidden = re.compile("pypi" + r"\.org|files\." + "pythonhosted|/ro" + "ot/|/wo" + "rk/")
    texts = [
        file for pattern in ("*.py", "*.md", "*.toml", "*.sql", "*.txt", "Makefile") for file in PROJECT.rglob(pattern)
    ]
    ours = [
        file for file in texts if not {".venv", "build", "private", "published"} & set(file.relative_to(PROJECT).parts)
    ]
    assert ours
    assert [str(file) for file in ours if forbidden.search(file.read_text(encoding="utf-8", errors="replace"))] == []
