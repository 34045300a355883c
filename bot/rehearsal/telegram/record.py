"""The bot's calls as JSON, for people and for other programs: one line a call in a file, or a list."""

from __future__ import annotations

import json
from pathlib import Path

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.world import Called


def as_json(called: Called) -> Json:
    """One call; of a file only its name, kind and size."""
    return {**vars(called), "params": {name: _plain(value) for name, value in called.params.items()}}


def _plain(value: object) -> object:
    if not isinstance(value, Upload):
        return value
    return {"name": value.name, "mime": value.mime, "size": len(value.content)}


class Recorder:
    """Appends every call to a file, at once, so that nothing is lost when the program is killed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)

    def write(self, called: Called) -> None:
        """Appends one call."""
        self._file.write(json.dumps(as_json(called), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
