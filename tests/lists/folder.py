"""A folder of lists as villages and offices send them, with what each row must become.

`python -m tests.lists.folder DIR` writes them out, to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.lists import (
    folder_columns,
    folder_formats,
    folder_numbers,
    folder_pages,
    folder_people,
    folder_persons,
    folder_shapes,
)
from tests.lists.must import MessyList

PARTS = (
    folder_shapes,
    folder_pages,
    folder_numbers,
    folder_columns,
    folder_people,
    folder_persons,
    folder_formats,
)


def all_lists() -> list[MessyList]:
    return [make() for part in PARTS for make in part.LISTS]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for one in all_lists():
        name = f"{one.name.replace(' ', '_')}{Path(one.file).suffix}"
        (folder / name).write_bytes(one.content)
