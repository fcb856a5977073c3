"""The SHA-256 of a release: who holds the same parameters, atoms and figures gets the same number.

Hashed, in this order: the line ``parameters`` and the parameters as JSON with sorted keys and no spaces; the line
``atoms`` and one line an atom; the line ``figures`` and one line a figure.  Lines end with a newline; their fields are
those of the tables (atoms: block, span, level, kind, n, head, histogram; figures: block, region_code, level, n, head,
histogram), separated by tabs, arrays as ``{1,2,3}``, sorted by the fields before ``n`` as bytes and numbers.
Neither the release's id nor its shards are part of it.
"""

import hashlib
import json
from typing import TYPE_CHECKING

import psycopg
from django.db import connection

from burden.models import Atom, Figure, Release

if TYPE_CHECKING:
    from hashlib import _Hash

_ATOMS = (
    "SELECT block, span, level, kind, n, head, histogram FROM {table} WHERE release_id = %s "
    'ORDER BY block COLLATE "C", span COLLATE "C", level, kind COLLATE "C"'
)
_FIGURES = (
    "SELECT block, region_code, level, n, head, histogram FROM {table} WHERE release_id = %s "
    'ORDER BY block COLLATE "C", region_code COLLATE "C", level'
)


def content_sha256(release: Release) -> str:
    """Return the hash of a release's content as it stands in the database."""
    digest = hashlib.sha256()
    parameters = json.dumps(release.parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest.update(f"parameters\n{parameters}\natoms\n".encode())
    _hash_rows(digest, _ATOMS.format(table=Atom._meta.db_table), release)  # noqa: SLF001  # Django's way to the name
    digest.update(b"figures\n")
    _hash_rows(digest, _FIGURES.format(table=Figure._meta.db_table), release)  # noqa: SLF001  # likewise
    return digest.hexdigest()


def _hash_rows(digest: "_Hash", sql: str, release: Release) -> None:
    """Let PostgreSQL write the rows as text and hash them as they come: nothing is held in memory."""
    with (
        psycopg.ClientCursor(connection.connection) as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT".encode(), [release.pk]) as copy,
    ):
        for line in copy:
            digest.update(line)
