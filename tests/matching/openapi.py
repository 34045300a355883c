"""docs/matching.openapi.json as tests hold requests and answers against it: the part of JSON Schema that stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "docs" / "matching.openapi.json"
DESCRIBED: Mapping[str, Any] = json.loads(FILE.read_text("utf-8"))
SCHEMAS: Mapping[str, Any] = DESCRIBED["components"]["schemas"]
MATCH: Mapping[str, Any] = DESCRIBED["paths"]["/{source}/matches"]["post"]
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
UNDERSTOOD = {"type", "description", "required", "properties", "additionalProperties", "items", "enum", "pattern",
              "minimum", "maximum", "minItems", "maxItems", "maxLength", "$ref"}  # fmt: skip


def faults(value: Any, schema: Mapping[str, Any], at: str = "$") -> list[str]:
    """Where a value is not what the description says."""
    return list(_faults(value, schema, at))


def schema_of(status: int) -> Mapping[str, Any]:
    """The description of an answer's body."""
    found: Mapping[str, Any] = MATCH["responses"][str(status)]["content"]["application/json"]["schema"]
    return found


def _faults(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _faults(value, SCHEMAS[schema["$ref"].rpartition("/")[2]], at)
        return
    assert schema.keys() <= UNDERSTOOD, schema.keys() - UNDERSTOOD
    kind = KINDS[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"{at} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is none of its values"
    if schema["type"] in LOOKS:
        yield from LOOKS[schema["type"]](value, schema, at)


def _object(value: dict[str, Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in known:
            yield from _faults(one, known[name], f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name} is not described"


def _array(value: list[Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
        yield f"{at} has {len(value)} items"
    for number, one in enumerate(value):
        yield from _faults(one, schema["items"], f"{at}[{number}]")


def _string(value: str, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if len(value) > schema.get("maxLength", 10**9):
        yield f"{at} is too long"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at} is not written as it should be"


def _integer(value: int, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at} is out of bounds"


LOOKS: Mapping[str, Callable[[Any, Mapping[str, Any], str], Iterator[str]]] = {
    "object": _object, "array": _array, "string": _string, "integer": _integer,
}  # fmt: skip
