"""What the person at the terminal reads when the site is ready."""

import io
import json
from pathlib import Path

import segno

from config.run.options import Options, lan_address


def text(options: Options) -> str:
    """Return addresses, the QR code for a phone and, in a demo, the accounts."""
    parts = ["", f"  Ready:      http://localhost:{options.port}/"]
    address = lan_address()
    if address is not None:
        phone = f"http://{address}:{options.port}/"
        parts += [f"  On a phone: {phone}   (same network; scan:)", "", _qr(phone)]
    if options.demo:
        parts += _accounts(options.local / "demo-accounts.json")
    parts += ["", "  Stop with Ctrl-C; everything typed in stays.", ""]
    return "\n".join(parts)


def _qr(address: str) -> str:
    out = io.StringIO()
    segno.make(address, error="l").terminal(out=out, compact=True, border=2)
    return "\n".join(f"  {line}" for line in out.getvalue().rstrip("\n").splitlines())


def _accounts(path: Path) -> list[str]:
    """Return a line for each demo account, e.g. ``supervisor  sup@demo.local  4f…``."""
    if not path.exists():
        return []
    accounts: dict[str, dict[str, str]] = json.loads(path.read_text())
    lines = [f"    {role:<11} {who['email']:<28} {who['password']}" for role, who in accounts.items()]
    in_earnest = "  To use the site in earnest: stop it and type `make run DEMO=0`."
    return ["", "  Demo accounts (also in .local/demo-accounts.json):", *lines, "", in_earnest]
