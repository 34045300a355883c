"""The Bot API's methods as data (methods.json) and whether the fields of a call agree with them.

Knows names and types only; lengths, counts and what a chat allows are in checks.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.rehearsal.telegram.calls import Upload

Complaint = str | None
Checker = Callable[[Any, str], Complaint]

SCALARS: Mapping[str, Callable[[Any], bool]] = {
    "Integer": lambda value: type(value) is int,
    "Float": lambda value: type(value) in (int, float),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, Upload),
}
TABLE: Mapping[str, Any] = json.loads((Path(__file__).parent / "methods.json").read_text(encoding="utf-8"))
MAY_BE_TEXT = frozenset(("KeyboardButton",))
METHODS: Mapping[str, Mapping[str, str]] = TABLE["methods"]
KINDS_OF_UPDATE = frozenset(TABLE["updates"])


def types_of(method: str, field: str) -> str:
    """The types a field may have, such as "Integer|String"; "" where the method has no such field."""
    return METHODS[method].get(field, "").rstrip("!")


def complaint(method: str, params: Mapping[str, Any]) -> Complaint:
    """What is wrong with the names and types of a call's fields, or None."""
    return _of_method(method)(params, "")


@cache
def _of_method(method: str) -> Checker:
    return _fields(METHODS[method])


def _fields(described: Mapping[str, str]) -> Checker:
    checkers = {name: checker_of(types.rstrip("!")) for name, types in described.items()}
    required = [name for name, types in described.items() if types.endswith("!")]

    def check(value: Any, where: str) -> Complaint:
        if not isinstance(value, dict):
            return f'Field "{where}" must be of type Object'
        for name in required:
            if name not in value:
                return f'Can\'t find field "{where}{name}"'
        for name, inner in value.items():
            if (checker := checkers.get(name)) is None:
                return f'Field "{where}{name}" is unknown'
            if wrong := checker(inner, where + name):
                return wrong
        return None

    return check


@cache
def checker_of(types: str) -> Checker:
    """The check of one field by its types; its second argument is the field's place, for the complaint."""
    if "|" in types:
        return _one_of(types)
    if types in SCALARS:
        return _scalar(types)
    if types.startswith("Array of "):
        return _array(types.removeprefix("Array of "))
    return _object(types)


def _scalar(name: str) -> Checker:
    fits = SCALARS[name]
    return lambda value, where: None if fits(value) else f'Field "{where}" must be of type {name}'


def _array(inner: str) -> Checker:
    check_item = checker_of(inner)

    def check(value: Any, where: str) -> Complaint:
        if not isinstance(value, list):
            return f'Field "{where}" must be of type Array'
        return next((w for i, item in enumerate(value) if (w := check_item(item, f"{where}.{i}"))), None)

    return check


def _object(name: str) -> Checker:
    described = TABLE["types"][name]
    if isinstance(described, str):
        return _one_of(described)
    check = _fields(described)

    def check_object(value: Any, where: str) -> Complaint:
        if isinstance(value, str) and name in MAY_BE_TEXT:
            return None
        return check(value, f"{where}." if isinstance(value, dict) else where)

    return check_object


def _one_of(types: str) -> Checker:
    checkers = [checker_of(name) for name in types.split("|")]

    def check(value: Any, where: str) -> Complaint:
        complaints = [c(value, where) for c in checkers]
        return None if None in complaints else _deepest(complaints, where, types)

    return check


def _deepest(complaints: list[Complaint], where: str, types: str) -> str:
    """The complaint of the type that fitted furthest, or a general one."""
    inside = [c for c in complaints if c and c.startswith(f'Field "{where}.')]
    return max(inside, key=len) if inside else f'Field "{where}" must be of type {types.replace("|", " or ")}'
