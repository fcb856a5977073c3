from collections.abc import Callable

import pytest

from burden.models import TreeVersion, Wave
from tests.intake.small_world import store_catalogue, store_small_tree, store_wave


@pytest.fixture
def tree(db: None) -> TreeVersion:
    return store_small_tree()


@pytest.fixture
def make_wave(tree: TreeVersion) -> Callable[..., Wave]:
    return store_wave


@pytest.fixture
def wave(make_wave: Callable[..., Wave]) -> Wave:
    return make_wave()


@pytest.fixture
def catalogue(tree: TreeVersion) -> None:
    store_catalogue()
