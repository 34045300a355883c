"""Changing a programme: what a new definition would be, what is wrong with it, what it changes. Pure.

Works on the fields of a file (programme_reader.py); the reader and the checks are those of every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rules.fields import Wrong
from rules.programme import Programme
from rules.programme_checks import mistakes
from rules.programme_mistake import Mistake
from rules.programme_reader import read_programme, write_programme

Fields = dict[str, Any]
# The rows of a programme, and the field by which a row is known.
ROWS: Mapping[str, str] = {"categories": "code", "periods": "from", "accepting": "from"}


def judged(values: Mapping[str, object]) -> tuple[Programme | None, tuple[Mistake, ...]]:
    """The programme of these fields, None where one could not be read; and everything that is wrong."""
    try:
        programme = read_programme(values)
    except Wrong as wrong:
        return None, (Mistake(wrong.field, wrong.kind, {}),)
    return programme, mistakes(programme)


def put(values: Fields, path: str, value: object) -> None:
    """Set the field "age.min" in these fields; None takes it away, and a table that is empty then."""
    head, _, rest = path.partition(".")
    if rest:
        inner = values.setdefault(head, {})
        put(inner, rest, value)
        if not inner:
            del values[head]
    elif value is None:
        values.pop(head, None)
    else:
        values[head] = value


def got(values: Mapping[str, Any], path: str) -> Any:
    """The value of the field "age.min"; None where there is none."""
    found: Any = values
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


@dataclass(frozen=True)
class Difference:
    """One field that differs: "age.min", or of a row "categories.label.id" with its code or first day in
    `row`. `before` and `after` are the values of the file, None where there is none.
    """

    field: str
    row: str
    before: Any
    after: Any


def differences(before: Programme | None, after: Programme) -> tuple[Difference, ...]:
    """What differs, in the order of the fields; everything where there was nothing before."""
    old = flat(write_programme(before)) if before else {}
    new = flat(write_programme(after))
    names = [*new, *(name for name in old if name not in new)]
    found = [Difference(*name, old.get(name), new.get(name)) for name in names]
    changed = [one for one in found if one.before != one.after]
    return (*changed, *_order(before, after))


def flat(values: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Every field with its value: (field, row) -> text, number, truth or a list of texts."""
    return dict(_flat(values, "", ""))


def _flat(values: Mapping[str, Any], place: str, row: str) -> Iterator[tuple[tuple[str, str], Any]]:
    for key, value in values.items():
        field = f"{place}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{field}.", row)
        elif key in ROWS and isinstance(value, list):
            for one in value:
                yield from _flat(one, f"{field}.", str(one[ROWS[key]]))
        else:
            yield (field, row), value


def _order(before: Programme | None, after: Programme) -> Iterator[Difference]:
    """The order of the menu, where it differs among the categories that both have."""
    if before is None:
        return
    old, new = ([one.code for one in programme.categories] for programme in (before, after))
    then, now = [code for code in old if code in new], [code for code in new if code in old]
    if then != now:
        yield Difference("categories", "", then, now)


def restored(then: Programme, now: Programme) -> Programme:
    """An earlier version brought back. A category that came later is not lost, as registrations may name
    it: it is only no longer offered.
    """
    known = {one.code for one in then.categories}
    later = tuple(replace(one, active=False) for one in now.categories if one.code not in known)
    return replace(then, categories=(*then.categories, *later))


def lost(before: Programme, after: Programme) -> tuple[str, ...]:
    """Codes of categories that a new definition does not know any more."""
    return tuple(one.code for one in before.categories if after.category(one.code) is None)


def copied(programme: Programme, source: str) -> Fields:
    """What another city can begin with: nothing of it is verified, and no day, sum or village is taken over.

    `source` says where the rules come from.
    """
    values: Fields = write_programme(programme)
    for rule in ("age", "residence", "not_for"):
        values[rule] |= {"verified": False, "source": source}
    for category in values["categories"]:
        for mine in ("quota", "reported"):
            category.pop(mine, None)
    for own in ("quota", "note", "legal_basis"):
        values.pop(own, None)
    return {**values, "periods": [], "accepting": [], "excluded_villages": []}


def blank(source: str, other: Mapping[str, str]) -> Fields:
    """What a programme begins with that is no copy: the usual rules, none verified, and one kind of work,
    "other", with its label by language.
    """
    unverified: Fields = {"verified": False, "source": source}
    return {
        "package": ["jkk", "jkm"], "jht_optional": False, "contribution_base": 1_000_000,
        "age": {"min": 15, "max": 64, **unverified},
        "residence": {"rule": "ktp_region", **unverified},
        "not_for": {"who": ["civil_servant", "student"], **unverified},
        "villages": "all", "periods": [], "accepting": [],
        "categories": [{"code": "other", "label": dict(other)}],
    }  # fmt: skip
