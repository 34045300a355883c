"""A call of a bot as it came over HTTP: JSON, form or multipart, read into one dictionary of typed fields.

Does not know which fields a method has; that is table.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from bot.rehearsal.telegram.answers import Json, bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    mime: str
    content: bytes


async def read_fields(request: web.BaseRequest) -> tuple[Json, bool]:
    """The fields of a call, from its address and its body, and whether they came as JSON, with types."""
    fields: Json = dict(request.query) if "?" in request.raw_path else {}
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("multipart/"):
        return fields | await _multipart(request), False
    body = await request.read()
    if kind.startswith("application/json"):
        return fields | _json_body(body), not fields
    return fields | dict(parse_qsl(body.decode(), keep_blank_values=True)), False


def _json_body(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as JSON body")
    return value


async def _multipart(request: web.BaseRequest) -> Json:
    fields: Json = {}
    async for part in MultipartReader(request.headers, request.content):
        if isinstance(part, BodyPartReader) and part.name:
            fields[part.name] = await _part(part)
    return fields


async def _part(part: BodyPartReader) -> str | Upload:
    content = bytes(await part.read(decode=True))
    if part.filename is None:
        return content.decode()
    return Upload(part.filename, part.headers.get("Content-Type", "application/octet-stream"), content)


def typed(fields: Json, types_of: Callable[[str], str], from_json: bool) -> Json:
    """The fields with their types: texts of a form become numbers, objects and files as their field asks.

    In a JSON body numbers must be numbers; only an object may be given as its JSON text, as the API allows.
    """
    uploads = any(isinstance(value, Upload) for value in fields.values())
    named, attached = _attached(fields) if uploads else (fields, {})
    return {name: _typed(attached, types_of(name), value, from_json) for name, value in named.items()}


def _attached(fields: Json) -> tuple[Json, dict[str, Upload]]:
    """The fields without the files that another field means by attach://NAME, and those files."""
    attached = {f"attach://{name}": value for name, value in fields.items() if isinstance(value, Upload)}
    used = {value for value in fields.values() if isinstance(value, str) and value in attached}
    named = {name: value for name, value in fields.items() if f"attach://{name}" not in used}
    return named, attached


def _typed(attached: Mapping[str, Upload], types: str, value: Any, from_json: bool) -> Any:
    if not isinstance(value, str) or types == "String":
        return value
    if "InputFile" in types:
        return attached.get(value, value)
    if types == "Integer|String":
        return int(value) if value.removeprefix("-").isdecimal() else value
    if from_json and types in ("Integer", "Boolean", "Float"):
        return value
    return _decoded(value, types)


def _decoded(value: str, types: str) -> Any:
    if types == "Boolean":
        return {"true": True, "false": False}.get(value.lower(), value)
    try:
        return cast(object, json.loads(value))
    except ValueError:
        return value
