"""What a form was made from: a form that writes a whole record may save nothing where that has changed since.

Else whoever opened it earlier would give back what somebody else has taken away meanwhile.
"""

from __future__ import annotations

import hashlib
import json

from console.visit import Visit

FIELD = "base"  # the hidden field that carries it


def base_of(*told: object) -> str:
    """A short word for what a form shows: the same for the same, another for anything else."""
    written = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def lock_form(visit: Visit, record: str, id: object) -> None:
    """Nobody else saves this record by its form until the commit."""
    visit.tx.alone_at(hashlib.sha256(f"form {record} {id}".encode()).digest())


def changed_since(visit: Visit, base: object) -> bool:
    """Does the form say that it was made from anything else? Of an act that changes one thing, and is not
    harmful where nothing is said.
    """
    return visit.asked.one(FIELD) not in ("", str(base))


def stale(visit: Visit, base: str) -> bool:
    """Was the form made from anything else? One without the word is not ours."""
    return visit.asked.one(FIELD) != base
