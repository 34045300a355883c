"""What is known of a registration, in the words in which the chat asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation.words import Words
from console.house import House
from console.masking import masked
from rules.programme import Programme
from rules.records import Person, Registration
from storage import catalogue
from storage.statement import Tx

# In this order; of the first ones nothing is shown unasked: the kind by which it is masked.
MASKED = {"nik": "nik", "phone": "phone", "mother_name": "mother_name", "heir_phone": "phone"}
FACTS = (
    "nik", "name", "birth_place", "birth_date", "mother_name", "address", "village", "phone", "phone_owner",
    "for_whom", "home", "standing", "payer", "category", "work_place", "work_hours", "income", "heir_name",
    "heir_relation", "heir_phone", "children",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """`value` as it is shown, `record` what the person's record says where that is something else."""

    name: str
    label: str
    value: str
    record: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Teller:
    """Tells facts in one language."""

    tx: Tx
    house: House
    language: str
    programme: Programme | None

    @property
    def words(self) -> Words:
        return Words(self.house.languages[self.language], "register")

    def facts(self, person: Person, one: Registration, shown: str = "") -> list[Fact]:
        """What the chat said, and what the record adds; `shown` is the one that was asked for."""
        said: Mapping[str, Any] = {**person.details, **one.details}
        known = [name for name in FACTS if said.get(name) not in (None, "", [])]
        return [self._fact(name, said[name], person.details.get(name), name == shown) for name in known]

    def _fact(self, name: str, value: Any, record: Any, shown: bool) -> Fact:
        differs = record not in (None, value)
        hidden = name in MASKED and not shown
        told = [self.told(name, one, hidden) for one in (value, record if differs else None)]
        return Fact(name, self.words(f"{name}.label"), told[0], told[1], hidden)

    def told(self, name: str, value: Any, hidden: bool = True) -> str:
        """One value as people read it; "" where there is none."""
        if value in (None, ""):
            return ""
        if name in MASKED:
            return masked(MASKED[name], str(value)) if hidden else str(value)
        formats = self.house.languages[self.language].formats
        match name:
            case "birth_date":
                return formats.date(date.fromisoformat(value))
            case "income":
                return formats.rupiah(int(value))
            case "village":
                return catalogue.region_name(self.tx, value)
            case "category":
                kind = self.programme.category(value) if self.programme else None
                return kind.label[self.language] if kind else str(value)
            case "children":
                return ", ".join(str(child.get("name", "")) for child in value)
        option = self.words.find(f"{name}.options.{value}") if isinstance(value, str) else None
        return option or str(value)
