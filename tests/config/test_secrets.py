import json
import stat
from pathlib import Path

import pytest

from config import env, secrets


@pytest.fixture(autouse=True)
def _no_keys_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in secrets.NAMES:
        monkeypatch.delenv(name, raising=False)


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = secrets.load(tmp_path, may_make=True)
    assert secrets.load(tmp_path, may_make=True) == first
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    keys = {first.secret_key.encode(), first.code_key, first.rounding_key, first.sealing_key.encode()}
    assert len(keys) == 4


def test_production_without_a_key_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    with pytest.raises(env.BadVariable, match="Environment variable CODE_KEY is not set"):
        secrets.load(tmp_path, may_make=False)
    assert not (tmp_path / "secrets.json").exists()


def test_a_key_of_the_environment_goes_before_the_stored_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = secrets.load(tmp_path, may_make=True)
    monkeypatch.setenv("ROUNDING_KEY", "mine")
    assert secrets.load(tmp_path, may_make=True) == secrets.Keys(
        stored.secret_key, stored.code_key, b"mine", stored.sealing_key
    )


def test_a_key_that_a_newer_version_asks_for_is_added_and_the_others_stay(tmp_path: Path) -> None:
    first = secrets.load(tmp_path, may_make=True)
    path = tmp_path / "secrets.json"
    older = json.loads(path.read_text())
    del older["SEALING_KEY"]
    path.write_text(json.dumps(older))
    second = secrets.load(tmp_path, may_make=True)
    assert (second.secret_key, second.code_key) == (first.secret_key, first.code_key)
    assert secrets.load(tmp_path, may_make=True) == second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
