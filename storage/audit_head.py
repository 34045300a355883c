"""The newest row of the audit trail, kept beside the database, or nobody would miss rows cut off there.

It is written after each commit, so a crash may leave it a few rows behind; it never stands before what is
stored. Whoever can bring back both an old database and the file of that day is not seen by it:
docs/console-trail.md.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from storage.audit import Head
from storage.errors import StorageError
from storage.vault import Vault

FILE = "audit-head.json"
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class HeadFile:
    """A file in the data folder: number and hash of the newest row, under a keyed hash of their own."""

    folder: Path
    vault: Vault

    @property
    def path(self) -> Path:
        return self.folder / FILE

    def read(self) -> Head | None:
        """None where there is no file. Raises StorageError where it was altered."""
        try:
            told = json.loads(self.path.read_bytes())
            head = Head(int(told["seq"]), bytes.fromhex(told["hash"]))
            genuine = hmac.compare_digest(self._mark(head), bytes.fromhex(told["mark"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            genuine = False
        if not genuine:
            raise StorageError(f"{self.path} has been altered.")
        return head

    def write(self, head: Head) -> None:
        """Keep it, where it is newer than what is kept. Raises OSError; blocks until it is on disk."""
        with _ONE_AT_A_TIME:
            if not self._has(head.seq):
                self._put(head)

    def _has(self, seq: int) -> bool:
        try:
            known = self.read()
        except StorageError:
            return False
        return known is not None and known.seq >= seq

    def _put(self, head: Head) -> None:
        """Written beside, then moved: whoever reads sees the old one or the new one, whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = {"seq": head.seq, "hash": head.hash.hex(), "mark": self._mark(head).hex()}
        beside = self.path.with_suffix(f".{os.getpid()}.new")
        with beside.open("w") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def _mark(self, head: Head) -> bytes:
        return self.vault.find(f"{head.seq}:{head.hash.hex()}", "audit.head")
