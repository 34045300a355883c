"""A file that a command takes in or gives back, and the sentence about a list that can't be read."""

from __future__ import annotations

from pathlib import Path

from bot.commands.spoken import spoken
from bot.complaint import Complaint
from bot.files import LARGEST_SHEET
from bot.lists.bad import BadList


def content_of(file: Path) -> bytes:
    """The bytes of a spreadsheet. Raises Complaint."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_SHEET + 1)
    except OSError as error:
        raise Complaint(f"{file}: {error.strerror}.") from None
    if len(content) > LARGEST_SHEET:
        raise Complaint(f"{file} is larger than {LARGEST_SHEET // 1_000_000} MB.")
    return content


def write(file: Path, content: bytes) -> None:
    """Give it back under that name. Raises Complaint."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Complaint(f"{file}: {error.strerror}.") from None


def why(bad: BadList) -> str:
    """Why it can't be read, in the words that the chat says too."""
    from bot.catalogues import LOCALES, read

    told = read(LOCALES / spoken() / "LC_MESSAGES" / "group_lines.po")
    return told[f"bad.{bad.reason}"].format(**bad.details)
