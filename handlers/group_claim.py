"""Somebody of a group has died: is the family's claim made? If not, it is reported at once.

What is said to people in grief is in the words of report_death.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from bot.conversation.reading.nik import read_nik
from bot.conversation.reading.unread import Unread
from handlers.whose import OTHER
from rules.regencies import provinces, regencies

CLAIMED = ("yes", "no", "unknown")


def claim_hint(answers: Mapping[str, Any], context: Context) -> str:
    """For whoever does not know: how the family can report it; else nothing."""
    return context.words("claim.unknown") if answers.get("claimed") == "unknown" else ""


def to_report(name: str, nik: Any, context: Context, words: str = "to_report", **details: Any) -> Outcome:
    """On to the report, with what is known of the person."""
    about = {"whose": OTHER, **known_nik(nik, context), **({"name": name} if name else {})}
    return Outcome(words, {"name": name, **details}, then="report_death", answers=about)


def known_nik(nik: Any, context: Context) -> dict[str, str]:
    """Only where it is one: what stands in a list may be anything."""
    try:
        return {"nik": read_nik(str(nik or ""), regencies(), provinces(), context.now.date()).nik}
    except Unread:
        return {}
