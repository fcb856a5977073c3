"""The examples in docstrings of the dashboards hold."""

import doctest

import pytest

from burden.dashboards import addresses, figure_style, language, numbers


@pytest.mark.parametrize("module", [addresses, figure_style, language, numbers])
def test_examples_hold(module: object) -> None:
    result = doctest.testmod(module, raise_on_error=False)  # type: ignore[arg-type]  # a module
    assert result.attempted > 0
    assert result.failed == 0
