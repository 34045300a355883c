"""What keeps a command from doing its work, in one sentence for whoever typed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import BadSettings
from storage.errors import StorageDown, StorageError


class Complaint(Exception):
    """The sentence; the program then ends with exit code 2."""


@contextmanager
def complaining() -> Iterator[None]:
    """Turns what the settings and the storage complain about into a Complaint."""
    try:
        yield
    except (BadSettings, StorageError) as error:
        raise Complaint(str(error)) from None
    except StorageDown:
        raise Complaint("The database does not answer.") from None
