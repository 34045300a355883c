"""What a page answers: something to look at, or where to go on; or that it can't be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.officers import Spot


@dataclass(frozen=True)
class View:
    """A template and what it shows. `token`: the browser's new cookie; "" takes it away, None leaves it."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    token: str | None = None


@dataclass(frozen=True)
class Go:
    """Go on to a path of ours; `flash` is what the page there says: a key of the words and its details."""

    path: str
    flash: tuple[str, Mapping[str, Any]] | None = None
    token: str | None = None


@dataclass(frozen=True)
class File:
    """A file: its bytes, its name, what they are (a media type). It is saved by the browser; `shown` only
    where it can do nothing, as a picture of a kind we know.
    """

    content: bytes
    name: str
    media: str = "application/octet-stream"
    shown: bool = False


Answer = View | Go | File


class Elsewhere(Exception):
    """Nobody is logged in here, or not wholly: go there first."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Refused(Exception):
    """Not for this officer: 403 where the act is not theirs, 404 where the record is not, or is none at all.

    It becomes a row of the audit trail; the officer is told nothing of the record.
    """

    def __init__(self, status: int, record: str = "", id: str = "", spot: Spot | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.record = record
        self.id = id
        self.spot = spot or Spot()


def said(key: str, **details: Any) -> tuple[str, Mapping[str, Any]]:
    """What the next page says: a key of the words and its details."""
    return key, details
