"""A call of a bot as it came over HTTP: who calls, and its JSON or its form. Does not know what is in it."""

from __future__ import annotations

import json
from hmac import compare_digest

from aiohttp import web

from bot.rehearsal.telegram.calls import Upload, read_fields
from bot.rehearsal.whatsapp.account import Account
from bot.rehearsal.whatsapp.answers import Json, Refused, invalid, missing

BEARER = "Bearer "


def check_token(account: Account, request: web.BaseRequest) -> None:
    """Raises Refused: without a token, with another, or with one that is good no more."""
    given = request.headers.get("Authorization", "")
    if not given.startswith(BEARER):
        raise Refused(104, fault=True)
    if not compare_digest(given.removeprefix(BEARER).encode(), account.token.encode()):
        raise Refused(190, fault=True, message="Invalid OAuth access token - Cannot parse access token")
    if account.expired:
        raise Refused(190, message="Error validating access token: Session has expired.")


async def read_json(request: web.BaseRequest) -> Json:
    """The JSON body. Raises Refused."""
    if request.content_type != "application/json":
        raise invalid(f"The Content-Type must be application/json, not {request.content_type}.")
    try:
        value = json.loads(await request.read())
    except ValueError:
        raise invalid("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise invalid("Param body must be a JSON object.")
    return value


async def read_upload(request: web.BaseRequest) -> Upload:
    """The file of a form. Raises Refused."""
    if request.content_type != "multipart/form-data":
        raise invalid(f"The Content-Type must be multipart/form-data, not {request.content_type}.")
    fields, _ = await read_fields(request)
    if fields.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    if unknown := fields.keys() - {"messaging_product", "type", "file"}:
        raise invalid(f"Unexpected keys {sorted(unknown)}.")
    return _typed(fields)


def _typed(fields: Json) -> Upload:
    """The file under the type that its part and the field `type` agree on."""
    file, kind = fields.get("file"), fields.get("type")
    if not isinstance(file, Upload):
        raise missing("file")
    if not isinstance(kind, str):
        raise missing("type")
    if kind.partition(";")[0] != file.mime.partition(";")[0]:
        raise invalid(f"Param type is {kind}, the file is {file.mime}.")
    return file
