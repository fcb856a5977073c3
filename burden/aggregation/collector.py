"""Python's cycle collector, paused while a release is computed.

The computation makes hundreds of thousands of small tuples that live until a shard is done and hold no cycles.  The
collector would walk through all of them again and again: measured, that was half of the time of the walk.  Reference
counting frees them as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector for the block; within another such block this changes nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
