"""What kind of file came in, by its bytes, and how large it may be."""

from __future__ import annotations

import re

from bot.sheets import sheet_format

TOO_LARGE = 10_000_000
LARGEST_SHEET = 20_000_000  # as much as Telegram lets a bot fetch
SIGNS = (
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb"(?:\xef\xbb\xbf)?[\0\t\n\f\r ]{0,16}%PDF-"), "pdf"),  # readers forgive a mark before it
    (re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL), "heic"),
)
KINDS = {
    "jpeg": "photo", "png": "photo", "webp": "photo", "pdf": "document",
    "xlsx": "sheet", "ods": "sheet", "xls": "sheet", "html": "sheet", "text": "sheet",
}  # fmt: skip

PICTURES = ("image/jpeg", "image/png")
# What a sender's program says of a list; what it really is is seen when it has been fetched.
SHEETS = (
    "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml",
    "application/vnd.oasis.opendocument.spreadsheet", "text/",
)  # fmt: skip
LIST_NAME = re.compile(r"\.(?:xls[xmb]?|ods|csv|tsv|txt|html?)$", re.IGNORECASE)


class Unreadable(Exception):
    """A file that can't be kept. `reason`: unknown, heic, broken, encrypted, unsafe or too_large."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def format_of(content: bytes) -> str | None:
    """jpeg, png, webp, pdf, heic (which iPhones send, and nobody here can open) or as sheets.py says."""
    return next((format for sign, format in SIGNS if sign.match(content)), None) or sheet_format(content)


def kind_of(content: bytes) -> str | None:
    """photo, document, sheet; None for what nobody here can open. Neither name nor sender is asked."""
    return KINDS.get(format_of(content) or "")


def announced(mime: str, name: str) -> str:
    """The same as the sender's program tells it, before the bytes are here."""
    if mime in PICTURES:
        return "photo"
    return "sheet" if mime.startswith(SHEETS) or LIST_NAME.search(name) else "document"


def largest(format: str | None) -> int:
    """How many bytes a file of that format may have."""
    return LARGEST_SHEET if KINDS.get(format or "") == "sheet" else TOO_LARGE
