"""One step of the desk's checklist."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link to where a step is taken: a name among ``operate:`` addresses, the code of the wave if it takes one."""

    name: str
    words: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step.

    ``there`` says what is there already and ``missing`` what is not, each a sentence or ""; ``why`` says what the step
    is for.  A step ``is_due`` while it can be taken and ``is_past`` once it cannot be any more; ``ways`` lead to its
    pages.
    """

    title: str
    is_done: bool
    why: str
    there: str = ""
    missing: str = ""
    is_due: bool = True
    is_past: bool = False
    is_next: bool = False
    ways: tuple[Way, ...] = ()
