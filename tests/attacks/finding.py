"""What an attack found."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was tried, the best that could be derived, and what should not have been (empty where all is well)."""

    tried: str
    best: str
    breaches: tuple[str, ...] = ()
