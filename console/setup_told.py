"""A programme's fields in words: what one holds, what differs, what is wrong. Knows no form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation.words import Formats, Words
from console.form import Problem
from console.setup_fields import PARTS, Part
from console.visit import Visit
from rules.programme import Programme
from rules.programme_edit import Difference, got
from rules.programme_mistake import Mistake
from rules.programme_reader import write_programme

SUMS = ("contribution_base", "budget")
DASH = "–"


@dataclass(frozen=True)
class Told:
    """One field in words; `before` is "–" where there was nothing."""

    what: str
    before: str
    after: str


def words_of(visit: Visit) -> Words:
    return visit.house.words(visit.asked.language)


def told(visit: Visit, found: Iterable[Difference]) -> list[Told]:
    """What differs, as rows of a table."""
    words = words_of(visit)
    return [
        Told(_where(words, one), value(words, one.field, one.before), value(words, one.field, one.after))
        for one in found
    ]


def _where(words: Words, one: Difference) -> str:
    what = words(f"setup.field.{one.field}")
    return f"{what} ({one.row})" if one.row else what


def value(words: Words, field: str, held: Any) -> str:
    """A field's value as it is read: a sum in rupiah, a code by its name, truth as yes or no."""
    if held is None or held == []:
        return DASH
    if isinstance(held, bool):
        return words("setup.yes" if held else "setup.no")
    if isinstance(held, list):
        return ", ".join(_named(words, one) for one in held)
    if isinstance(held, int):
        of_money = field.rpartition(".")[2] in SUMS
        return words.language.formats.rupiah(held) if of_money else _grouped(held)
    if field.endswith((".from", ".until")):
        return words.language.formats.date(date.fromisoformat(held))
    return _named(words, held)


def _named(words: Words, code: str) -> str:
    """The name of a code that the file knows; any other text as it is."""
    plain = code.replace("/", "_")
    return words.find(f"setup.value.{plain}") or words.find(f"payer.{code}") or code


def facts(visit: Visit, programme: Programme, part: Part) -> list[tuple[str, str]]:
    """The fields of a part with what they hold now."""
    words, values = words_of(visit), write_programme(programme)
    return [
        (words(f"setup.field.{part.name(entry)}"), value(words, entry.path, got(values, entry.path)))
        for entry in part.entries
    ]


def problem(visit: Visit, mistake: Mistake) -> Problem:
    """What is wrong, as the words beside a field say it."""
    formats = words_of(visit).language.formats
    details = {name: _written(formats, detail) for name, detail in mistake.details.items()}
    return f"setup.wrong.{mistake.kind}", details


def _written(formats: Formats, detail: object) -> object:
    """A detail of a mistake as people write it."""
    if isinstance(detail, date):
        return formats.date(detail)
    return _grouped(detail) if isinstance(detail, int) else detail


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def part_of(name: str) -> Part | None:
    """A form by its name; None where there is none."""
    return PARTS.get(name)
