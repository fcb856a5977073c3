"""The SHA-256 of a release: who holds the same parameters, atoms and figures gets the same number.

Hashed, in this order and as UTF-8: the line ``parameters``; the parameters as JSON with sorted keys, no spaces and no
escapes beyond those that JSON asks for, and a line end; the line ``packs``; then one line a pack - its family, a tab,
its region code, a tab, the SHA-256 of its bytes in hexadecimal digits -, sorted by family and code as bytes.  The bytes
of a pack are those of :mod:`burden.domain.figure_packs`: the same atoms and figures are the same bytes.  Neither the
release's id nor its shards are part of it.
"""

import hashlib
import json
from collections.abc import Mapping

from burden.aggregation.reading import PackKey, checksums
from burden.models import Release


def content_sha256(release: Release, packs: Mapping[PackKey, str] | None = None) -> str:
    """Return the hash of a release's content as it stands in the database.

    ``packs`` are the packs' own hashes, where the caller has read them already.
    """
    parameters = json.dumps(release.parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(f"parameters\n{parameters}\npacks\n".encode())
    for (family, code), sha256 in sorted((checksums(release) if packs is None else packs).items()):
        digest.update(f"{family}\t{code}\t{sha256}\n".encode())
    return digest.hexdigest()
