"""The worked examples in docstrings of the domain are true."""

import doctest
import importlib
import pkgutil

import pytest

import burden.domain

MODULES = sorted(module.name for module in pkgutil.iter_modules(burden.domain.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_of_the_module_are_true(name: str) -> None:
    module = importlib.import_module(f"burden.domain.{name}")

    failed, _ = doctest.testmod(module)

    assert failed == 0
