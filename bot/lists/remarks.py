"""A remark behind a name in which a word of titles stands: "Siti Aminah KTP hilang" is no row of titles."""

from __future__ import annotations

import re

from bot.lists import headings
from bot.lists.words import begins_with_name

_TOLD = re.compile(r"\b(?:e-?ktp|ktp|nik|hp|wa)\b", re.IGNORECASE)


def remarked(text: str) -> bool:
    """Does a name stand before such a word, and no other title?"""
    found = _TOLD.search(text)
    before = re.findall(r"[^\W\d_]+", text[: found.start()]) if found else []
    return bool(before) and begins_with_name(text, _TOLD) and not any(map(headings.field, before))
