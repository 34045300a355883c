"""What was filled into a form, and what is the matter with it: said above the form and beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Problem = tuple[str, Mapping[str, Any]]  # a key of the words, and its details


@dataclass(frozen=True)
class Form:
    """`values` by the name of the field: a text, or for ticks a tuple of them; passwords are never among
    them.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def ticked(self, name: str, choice: str) -> bool:
        return choice in self.values.get(name, ())

    def problem(self, name: str) -> Problem | None:
        return self.problems.get(name)

    @property
    def good(self) -> bool:
        return not self.problems
