"""Loops over arrays as machine code.

Adding, merging and comparing millions of groups is a few lines as a loop and a few nanoseconds a step as machine code;
as whole-array steps it is many passes and copies.  numba compiles such a function when it is first called and keeps the
machine code on disk beside the source (or where ``NUMBA_CACHE_DIR`` says), so each machine compiles it once.

A compiled function checks no index: whoever calls it has made sure that every index is within its array.  It may call
compiled functions of its own file only, and of names from elsewhere only NumPy: what is kept on disk is made anew when
its own file changes, not when another does (``tests/domain/test_compiled.py`` reads every one).  Numbers that it needs
from elsewhere are arguments; named tuples of arrays, which may stand elsewhere, are part of what it is kept by.
"""

from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Compiled(Generic[P, R]):
    """A function over arrays and numbers that is compiled when it is first called with arguments of some types.

    numba is loaded by the first call, not before: the web server imports these modules, and computes nothing.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function; TypeError where numba cannot compile it for such arguments."""
        found: R = self.dispatcher(*args, **kwargs)
        return found

    @cached_property
    def dispatcher(self) -> Any:  # noqa: ANN401  # numba has no types
        """What numba makes of the function."""
        import numba  # noqa: PLC0415  # see above
        from numba.extending import typeof_impl  # noqa: PLC0415  # likewise

        # So that one compiled function can call another.
        typeof_impl.register(Compiled)(lambda one, context: typeof_impl(one.dispatcher, context))
        try:
            found = numba.njit(cache=True, nogil=True)(self._function)
        except RuntimeError:  # nowhere to keep it: neither beside the source nor at home can be written
            return numba.njit(nogil=True)(self._function)
        _tell_named_tuples_apart(found)
        return found


def _tell_named_tuples_apart(dispatcher: Any) -> None:  # noqa: ANN401  # as above
    """Have machine code made anew where the fields of a named tuple have changed.

    Fields become positions in it, and numba looks for what it kept by the names of types alone, which say nothing of a
    tuple's fields; the tuple may stand in another file than the function.
    """
    kept = dispatcher._cache  # noqa: SLF001  # numba has no public way to add to the key
    key = kept._index_key  # noqa: SLF001  # likewise
    kept._index_key = lambda signature, codegen: (  # noqa: SLF001  # likewise
        key(signature, codegen),
        tuple(getattr(one, "fields", ()) for one in signature),
    )


def compiled(function: Callable[P, R]) -> Compiled[P, R]:
    """Compile a function over arrays of whole numbers, at its first call."""
    return Compiled(function)
