"""An estimate in lines: what, how much, the formula, the rule. The items' words: benefits.po. Knows no case.

The lines around them (`base.*`, `rest_same`) are words of the conversation that tells them.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.words import Language, Words
from handlers.case_sum import item_told, schools_told
from rules.benefit import Estimate, Item


def told(made: Estimate, words: Words, *, named: bool = True) -> str:
    """The base where it is `named`, every item and their total; not the scholarships."""
    base = [base_told(made, words)] if named else []
    language = words.language
    return "\n".join([*base, *items_told(made.items, language), total_told(made, language)])


def otherwise_told(made: Estimate, other: Estimate, words: Words) -> str:
    """Another reading of the same: its base, the items that differ from `other`, the total."""
    differing = [item for item in made.items if item not in other.items]
    lines = [base_told(made, words), *items_told(differing, words.language)]
    if len(differing) < len(made.items):
        lines.append(words("rest_same"))
    return "\n".join([*lines, total_told(made, words.language)])


def base_told(made: Estimate, words: Words) -> str:
    """Which wage the estimate counts with, rupiah a month."""
    return words(f"base.{made.base.kind}", amount=words.language.formats.rupiah(made.base.amount))


def items_told(items: Iterable[Item], language: Language) -> list[str]:
    return [item_told(item, language) for item in items]


def total_told(made: Estimate, language: Language) -> str:
    words = Words(language, "benefits")
    return words("total", amount=language.formats.rupiah(made.total))


def apart_told(made: Estimate, words: Words) -> str:
    """The scholarships and their total; "" where there are none."""
    return "\n".join(schools_told(made, words.language))
