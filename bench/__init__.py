"""The release bench: how long a closed wave of many answers takes to become a visible release.

It is no part of the site and of no test run; ``make bench-release`` starts it, docs/performance.md explains it.
"""
