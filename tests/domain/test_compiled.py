import ast
import builtins
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from burden.domain.compiled import compiled

ROOT = Path(__file__).resolve().parents[2]


@compiled
def _doubled(number: int) -> int:
    return number * 2


@compiled
def _sum_of_doubles(numbers: NDArray[np.int64]) -> int:
    total = 0
    for at in range(len(numbers)):
        total += _doubled(numbers[at])
    return total


def test_a_compiled_function_counts_like_the_plain_one_and_may_call_another() -> None:
    assert _sum_of_doubles(np.array([1, 20, 300], dtype=np.int64)) == 642


def test_the_web_server_loads_no_compiler() -> None:
    script = (
        "import sys, django; django.setup(); import burden.urls, config.wsgi; "
        "import burden.aggregation.release; print('numba' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert told.stdout == "False\n"


def test_machine_code_that_can_be_kept_nowhere_is_made_all_the_same(tmp_path: Path) -> None:
    module = tmp_path / "somewhere.py"
    module.write_text(
        "from burden.domain.compiled import compiled\n@compiled\ndef third(numbers):\n    return numbers[2]\n",
        encoding="utf-8",
    )
    script = (
        "import numpy, numba.core.caching as kept\n"
        "kept.CacheImpl._locator_classes = []\n"
        "import somewhere; print(somewhere.third(numpy.arange(5)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"},
    )
    assert told.stdout == "2\n"


def test_machine_code_is_made_anew_where_a_named_tuple_of_another_file_has_other_fields(tmp_path: Path) -> None:
    (tmp_path / "loops.py").write_text(
        "from burden.domain.compiled import compiled\n@compiled\ndef left_of(pair):\n    return pair.left[0]\n",
        encoding="utf-8",
    )
    script = (
        "import numpy, loops, pairs\n"
        "print(loops.left_of(pairs.Pair(left=numpy.array([1]), right=numpy.array([2]))),"
        " sum(loops.left_of.dispatcher.stats.cache_hits.values()))"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}", "PYTHONDONTWRITEBYTECODE": "1"}
    told = []
    for fields in ("left right", "left right", "right left"):
        (tmp_path / "pairs.py").write_text(
            f"from collections import namedtuple\nPair = namedtuple('Pair', '{fields}')\n", encoding="utf-8"
        )
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        told.append(run.stdout)
    assert told == ["1 0\n", "1 1\n", "1 0\n"]


def _compiled_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names = {one.id for one in node.decorator_list if isinstance(one, ast.Name)}
            if "compiled" in names:
                yield node


def _names_from_elsewhere(source: str) -> set[str]:
    """Return the names of other modules that compiled functions use, NumPy's apart."""
    tree = ast.parse(source)
    own = {node.name for node in _compiled_functions(tree)}
    own |= {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for assigned in node.targets
        for target in ast.walk(assigned)
        if isinstance(target, ast.Name) and not any(isinstance(part, ast.Name) for part in ast.walk(node.value))
    }
    found: set[str] = set()
    for function in _compiled_functions(tree):
        inside = ast.Module(body=function.body, type_ignores=[])
        names = [node for node in ast.walk(inside) if isinstance(node, ast.Name)]
        given = {argument.arg for argument in function.args.args}
        given |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
        found |= {name.id for name in names} - given - own - {"np"} - set(dir(builtins))
    return found


def test_compiled_functions_use_nothing_of_other_files() -> None:
    sources = {file: file.read_text(encoding="utf-8") for file in sorted((ROOT / "burden").rglob("*.py"))}
    found = {file: _names_from_elsewhere(source) for file, source in sources.items() if "@compiled" in source}
    assert {str(file.relative_to(ROOT)): names for file, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("STEP = 3", set()),
        ("from elsewhere import STEP", {"STEP"}),
        ("from elsewhere import OTHER\nSTEP = OTHER * 2", {"STEP"}),
    ],
)
def test_a_name_of_another_file_in_a_compiled_function_is_noticed(line: str, expected: set[str]) -> None:
    source = f"from burden.domain.compiled import compiled\n{line}\n@compiled\ndef one(x):\n    return x + STEP\n"
    assert _names_from_elsewhere(source) == expected
