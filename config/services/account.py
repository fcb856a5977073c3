"""As whom the embedded servers run.

PostgreSQL refuses to run as root. Started by anybody else, the servers run as that user. Started by root, they run as
the system user ``burden``, which is made once; nobody's folder changes its permissions for that. Where a folder above
the checkout is closed to that user (a checkout under ``/root``), the servers alone get the right to pass through it.
"""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.services.errors import ServiceError

USER: Final = "burden"
# Lets a process read and pass through folders whatever their permissions; it grants no writing.
_PASS_THROUGH: Final = "dac_read_search"  # noqa: S105  # the name of a capability
_PASS_THROUGH_BIT: Final = 2


@dataclass(frozen=True)
class Account:
    """Numeric user and group of the servers, and whether they must pass through closed folders."""

    uid: int
    gid: int
    change: bool
    pass_through: bool = False

    def command(self, argv: list[str], *, death_signal: str) -> list[str]:
        """Return ``argv`` so that it runs as this account and is sent ``death_signal`` when its parent dies.

        setpriv (util-linux) replaces itself by the program, so the process number stays that of the program.
        """
        prefix = ["setpriv", "--pdeathsig", death_signal]
        if self.change:
            prefix += ["--reuid", str(self.uid), "--regid", str(self.gid), "--clear-groups"]
        if self.pass_through:
            prefix += [f"--inh-caps=+{_PASS_THROUGH}", f"--ambient-caps=+{_PASS_THROUGH}"]
        return [*prefix, "--", *argv]

    def own(self, path: Path) -> None:
        """Hand a file or folder that we made to this account."""
        if self.change:
            os.chown(path, self.uid, self.gid)


def choose(*, reach: list[Path]) -> Account:
    """Return the account for servers that must reach the given files and folders."""
    if shutil.which("setpriv") is None:
        raise ServiceError("The program setpriv is missing: type `apt-get install util-linux`.")
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), change=False)
    entry = _system_user()
    closed = next((folder for path in reach for folder in path.resolve().parents if _closed(folder, entry)), None)
    if closed is not None and not _may_pass_through():
        raise ServiceError(
            f"PostgreSQL does not run as root, and the user {USER} may not enter {closed}: move the checkout, start it "
            "as an ordinary user, or set DATABASE_URL and REDIS_URL.",
        )
    return Account(entry.pw_uid, entry.pw_gid, change=True, pass_through=closed is not None)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        pass
    made = subprocess.run(  # noqa: S603  # fixed words
        [
            "/usr/sbin/useradd",
            "--system",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/bin/false",
            USER,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        raise ServiceError(f"The system user {USER} could not be made: {made.stderr.strip()}") from None


def _closed(folder: Path, entry: pwd.struct_passwd) -> bool:
    """Tell whether ``entry`` may not pass through ``folder``."""
    status = folder.stat()
    if status.st_uid == entry.pw_uid:
        return not status.st_mode & stat.S_IXUSR
    if status.st_gid == entry.pw_gid:
        return not status.st_mode & stat.S_IXGRP
    return not status.st_mode & stat.S_IXOTH


def _may_pass_through() -> bool:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapBnd:"):
            return bool(int(line.split()[1], 16) >> _PASS_THROUGH_BIT & 1)
    return False
