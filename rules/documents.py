"""Which papers a claim needs, by the dated table documents.toml: conditions are data, read by one function.

Knows no claim and no file, only circumstances.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from types import MappingProxyType

from rules.dated import Row, read, text_of
from rules.fields import Table, Wrong

OWN = ("phase", "required", "when")
WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("accident", "death", "scholarship"),
        "cause": ("work_accident", "illness", "other_accident", "unknown"),
        "outcome": ("injured", "healed", "disabled", "died"),
        "relation": (
            *("spouse", "child", "parent", "grandchild", "grandparent"),
            *("sibling", "parent_in_law", "will", "other"),
        ),
    }
)
PHASES = ("report", "outcome", "claim", "scholarship")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a claim; the words are those of WORDS.

    `traffic`: on the road; `treated_elsewhere`: in a hospital that is no partner; `relation`: of who claims;
    `represented`: somebody else claims for the heirs; `over_50m`: above the sum that needs the NPWP;
    `on_the_job`: during the work itself, not on the way.
    """

    kind: str
    cause: str = "work_accident"
    outcome: str = "injured"
    traffic: bool = False
    treated_elsewhere: bool = False
    relation: str = "other"
    represented: bool = False
    over_50m: bool = False
    on_the_job: bool = True

    def __post_init__(self) -> None:
        for field, known in WORDS.items():
            if (word := getattr(self, field)) not in known:
                raise ValueError(f"The {field} {word} is not known; known are {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Needed:
    """One paper: a code such as "heirs_letter", the phase it belongs to, whether it must be there."""

    document: str
    phase: str
    required: bool
    regulation: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A row of the table: the paper and the circumstances in which it is needed."""

    row: Row
    phase: str
    required: bool
    when: tuple[Mapping[str, tuple[str | bool, ...]], ...]

    @property
    def document(self) -> str:
        return self.row.rule.rpartition(".")[2]


def needed(circumstances: Circumstances, on: date) -> tuple[Needed, ...]:
    """The papers in the order in which they are asked, each once, of the day of the event.

    A paper of several phases stands in the first, and is required where one of them requires it.
    """
    known = asdict(circumstances) | ({"outcome": "died"} if circumstances.kind == "death" else {})
    papers = [paper for paper in _table() if paper.row.in_force(on) and holds(paper.when, known)]
    must = {paper.document for paper in papers if paper.required}
    first = {paper.document: paper for paper in reversed(papers)}
    return tuple(
        Needed(paper.document, paper.phase, paper.document in must, paper.row.regulation)
        for paper in papers
        if first[paper.document] is paper
    )


def every_document() -> tuple[str, ...]:
    """The codes of all papers that any claim may need, in the order of the table."""
    return tuple(dict.fromkeys(paper.document for paper in _table()))


def holds(when: Iterable[Mapping[str, Collection[object]]], known: Mapping[str, object]) -> bool:
    """Whether of one of the conditions each circumstance has a value that is named."""
    return any(all(known[field] in allowed for field, allowed in one.items()) for one in when)


def read_papers(text: str) -> tuple[Paper, ...]:
    """The rows of a table in TOML; raise `Wrong` for a mistake, also for a word no circumstance has."""
    return tuple(_paper(row, table) for row, table in read(text, own=OWN))


@cache
def _table() -> tuple[Paper, ...]:
    return read_papers(text_of("documents"))


def _paper(row: Row, table: Table) -> Paper:
    several = isinstance(table.values.get("when"), list)
    conditions = table.tables("when") if several else (table.table("when"),)
    phase, required = table.choice("phase", PHASES), table.flag("required")
    return Paper(row, phase, required, tuple(map(_condition, conditions)))


def _condition(when: Table) -> Mapping[str, tuple[str | bool, ...]]:
    when.only([field.name for field in fields(Circumstances)])
    return MappingProxyType({field: _allowed(when, field) for field in when.values})


def _allowed(when: Table, field: str) -> tuple[str | bool, ...]:
    """Words of a list, or yes or no."""
    allowed = when.choices(field, WORDS[field]) if field in WORDS else (when.flag(field),)
    if not allowed:
        raise Wrong(f"The field {when.label(field)} names nothing.")
    return allowed
