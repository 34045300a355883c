"""What the audit trail has noted, in words: the kind of record, and the details of a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.conversation.words import Words
from console.masking import masked
from storage.audit_seen import SEEN

LONGEST = 400  # letters of numbers; those of a page are fewer
# The kinds of records, in words under "trail.record"; a kind is looked for by its word too.
RECORDS = (
    "registration", "case", "person", "group", "officer", "programme", "city", "office", "thread",
    "announcement", "cards", "report", "matching", "matching_file", "enrolment", "answer_file", "chat",
)  # fmt: skip
# Whose codes have words already: the detail, and the families in which they stand.
CODES: Mapping[str, str] = {
    "status": "registrations.status cases.status", "reason": "reason", "fields": "field", "what": "field",
    "document": "case.paper", "source": "matching.source", "state": "thread.state matching.state",
}  # fmt: skip


def record_told(kind: str, id: str, words: Words) -> str:
    """ "pendaftaran 12" """
    return f"{words.find(f'trail.record.{kind}') or kind} {id}".strip()


def record_meant(word: str, words: Words) -> str:
    """The kind that is called so in words; else what was typed."""
    known = {words(f"trail.record.{kind}").lower(): kind for kind in RECORDS}
    return known.get(word.lower(), word.lower())


def details(known: Mapping[str, Any], words: Words) -> str:
    """ "banyaknya: 3, dilihat: pendaftaran 12-15, 18"."""
    return ", ".join(f"{words.find(f'trail.detail.{name}') or name}: {_value(name, value, words)}"
                     for name, value in known.items())  # fmt: skip


def _value(name: str, value: Any, words: Words) -> str:
    if name == SEEN:
        return "; ".join(record_told(kind, shortened(text), words) for kind, text in value.items())
    if name == "about":  # as it was typed
        return masked("words", str(value))
    codes = value if isinstance(value, list) else [value]
    told = ",".join(_code(str(one), CODES.get(name, "").split(), words) for one in codes)
    return shortened(told) if isinstance(value, list) else told


def _code(code: str, families: Iterable[str], words: Words) -> str:
    named = words.find(f"trail.value.{code}")
    return named or next((text for family in families if (text := words.find(f"{family}.{code}"))), code)


def shortened(text: str) -> str:
    """Of a file with thousands of people only the beginning is shown; the trail has all of it."""
    whole = text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(',')[0]},…"
    return whole.replace(",", ", ")
