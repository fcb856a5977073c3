"""What holds for the repository as a whole; a reader may rely on it without looking."""

import ast
import hashlib
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps

from config.celery import TASK_MODULES, app
from config.timetable import TIMETABLE

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
# Django and allauth look these up by name.
CALLED_BY_THEIR_NAME = re.compile(r"^(account/|mfa/|\d{3}(_csrf)?\.html$|django/|allauth/)")


@cache
def committed() -> tuple[Path, ...]:
    """Files under version control or about to be."""
    argv = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(argv, cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for name in listed.split(b"\0") if name and (path := ROOT / name.decode()).is_file())


def under(*folders: str, ending: str) -> list[Path]:
    return [
        path
        for path in committed()
        if path.relative_to(ROOT).parts[0] in folders and path.name.endswith(ending) and "migrations" not in path.parts
    ]


def readable() -> Iterator[tuple[str, str]]:
    for path in committed():
        try:
            yield str(path.relative_to(ROOT)), path.read_text()
        except UnicodeDecodeError:
            continue


def test_no_module_is_longer_than_400_lines() -> None:
    files = under("burden", "config", "tests", ending=".py")
    assert [str(path) for path in files if len(path.read_text().splitlines()) > LONGEST_MODULE] == []


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in under("burden", "config", "tests", ending=".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_template_is_used() -> None:
    callers = (*under("burden", ending=".py"), *under("config", ending=".py"), *under("templates", ending=".html"))
    texts = [path.read_text() for path in callers]
    names = [str(path.relative_to(ROOT / "templates")) for path in under("templates", ending=".html")]
    unused = [name for name in names if not CALLED_BY_THEIR_NAME.match(name) and not any(name in t for t in texts)]
    assert unused == []


def test_every_script_and_stylesheet_is_used() -> None:
    texts = [path.read_text() for path in (*under("burden", ending=".py"), *under("templates", ending=".html"))]
    files = [path for path in under("static", ending="") if path.suffix in {".js", ".css"}]
    names = [str(path.relative_to(ROOT / "static")) for path in files if not path.name.endswith(".entry.js")]
    assert [name for name in names if not any(name in text for text in texts)] == []


def test_every_room_with_tasks_is_listed() -> None:
    rooms = {
        f"burden.{path.parent.name}.tasks" for path in under("burden", ending="tasks.py") if path.name == "tasks.py"
    }
    assert set(TASK_MODULES) == rooms


def test_the_timetable_names_registered_tasks() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in TIMETABLE.values()} <= set(app.tasks)


def test_the_timetable_is_described() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    assert [entry["task"] for entry in TIMETABLE.values() if f"`{entry['task']}`" not in text] == []


def test_every_environment_variable_is_described() -> None:
    read = {
        node.args[0].value
        for path in under("config", ending=".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    } | {"CODE_KEY", "ROUNDING_KEY", "SEALING_KEY", "SECRET_KEY"}
    text = (ROOT / "docs" / "operations.md").read_text()
    assert len(read) > 10
    assert [name for name in sorted(map(str, read)) if f"`{name}`" not in text] == []


def test_every_table_has_its_fate_in_the_privacy_document() -> None:
    text = (ROOT / "docs" / "privacy.md").read_text()
    tables = [model._meta.db_table for model in apps.get_app_config("burden").get_models()]  # noqa: SLF001  # Django's Meta
    assert len(tables) > 10
    assert [table for table in tables if f"`{table}`" not in text] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_requirements_are_pinned_explained_and_compiled(name: str) -> None:
    compiled = (ROOT / f"{name}.txt").read_text()
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    for above, line in pairwise(lines):
        if line and not line.startswith(("#", "-c")):
            package, version = re.sub(r"\[.*\]", "", line.lower()).split("==")
            assert above.startswith("# "), f"{line} has no reason"
            assert f"\n{package}=={version} " in compiled, f"{line}: type make requirements"


def test_vendored_files_are_those_their_checksums_name() -> None:
    folder = ROOT / "static" / "vendor"
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_nothing_points_outside_the_repository() -> None:
    # Written in pieces so that this file does not find itself.
    places = re.compile("|".join(["/work" + "/", r"shared/" + r"(design|reference|data)", "design" + r"\.md"]))
    assert [name for name, text in readable() if places.search(text)] == []


def test_nobody_is_accused() -> None:
    accusing = "违" + "规"
    shown = [*under("burden", ending=".py"), *under("templates", ending=".html")]
    assert [str(path) for path in shown if accusing in path.read_text()] == []


def test_no_template_carries_script_or_style_of_its_own() -> None:
    inline = re.compile(
        r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=[\"']|javascript:", re.IGNORECASE
    )
    assert [str(path) for path in under("templates", ending=".html") if inline.search(path.read_text())] == []


def test_no_template_loads_from_another_host() -> None:
    foreign = re.compile(r"(src|href|action)=[\"'](https?:)?//", re.IGNORECASE)
    assert [str(path) for path in under("templates", ending=".html") if foreign.search(path.read_text())] == []
