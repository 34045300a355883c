"""Letting officers in: a one-time link that sets a password. Who makes it is not known here."""

from __future__ import annotations

import re

from console.house import ROOT
from rules.officers import Officer
from storage import codes, officers
from storage.statement import Tx
from storage.vault import Vault

KIND = "officer"
LENGTH = 16  # letters: 73 bits, and nobody has to read them out
LASTS = 3 * 24 * 3600 * 1000
LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]", re.ASCII)


def link_code(tx: Tx, vault: Vault, officer: Officer, now: int) -> str:
    """A new code for the officer, good for three days and once; the ones before it are good for nothing."""
    codes.revoke(tx, KIND, str(officer.id), now)
    return codes.make(tx, vault, KIND, None, now + LASTS, str(officer.id), LENGTH)


def link(public_url: str, code: str) -> str:
    """Where the officer follows it. The code stands behind a #, which no browser sends and no log keeps."""
    return f"{public_url.rstrip('/')}{ROOT}/welcome#{code}"


def spaced(code: str) -> str:
    """As people type it: four letters and four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def officer_of(tx: Tx, vault: Vault, code: str, now: int) -> Officer | None:
    """Whose code it is; None where it is none, was used, is too old, or the officer is disabled."""
    found = codes.look(tx, vault, code, now)
    if found is None or found.kind != KIND or found.state != "good" or not found.payload:
        return None
    officer = officers.by_id(tx, vault, int(found.payload))
    return officer if officer and officer.state != "disabled" else None
