"""What can be wrong with the storage, said in one sentence to the operator."""

from __future__ import annotations


class StorageError(Exception):
    """The data can't be used as it is: a missing folder, a newer release's database, a wrong key."""


class StorageDown(Exception):
    """The database does not answer now; the same message may be sent again later."""
