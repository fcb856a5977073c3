"""What browsers fetch: built reproducibly, licensed, small, and without a way to run text as code."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
VENDOR = STATIC / "vendor"
KILOBYTE = 1024


def test_the_bundle_is_the_one_whose_checksum_was_kept() -> None:
    for line in (VENDOR / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_the_bundle_is_built_from_exact_versions() -> None:
    wanted = json.loads((VENDOR / "package.json").read_text())["devDependencies"]
    locked = json.loads((VENDOR / "package-lock.json").read_text())["packages"]
    assert wanted == {"esbuild": "0.28.2", "plotly.js": "4.1.1"}
    for name, version in wanted.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"]


def test_the_bundle_names_the_licences_in_it() -> None:
    assert "plotly.js 4.1.1" in (VENDOR / "plotly.LICENCES.txt").read_text()


def test_the_bundle_runs_no_text_as_code() -> None:
    code = (VENDOR / "plotly.min.js").read_text()
    assert "new Function(" not in code
    assert "eval(" not in code


@pytest.mark.parametrize(("name", "most"), [("css/site.css", 10), ("js/figures.js", 4), ("vendor/plotly.min.js", 450)])
def test_files_stay_small(name: str, most: int) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes())) <= most * KILOBYTE


@pytest.mark.parametrize("name", ["css/site.css", "js/figures.js", "js/page_tools.js", "js/pictures.js", "js/print.js"])
def test_our_own_files_name_no_other_host(name: str) -> None:
    text = (STATIC / name).read_text()
    assert "http://" not in text
    assert "https://" not in text
