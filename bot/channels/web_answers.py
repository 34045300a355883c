"""How the web chat answers: headers that keep other sites out, nothing kept on the way, packed if it pays."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web_assets import Asset
from bot.channels.web_refusals import Refused

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
WORTH_PACKING = 300  # bytes: a talk of an hour goes through a poor network at a third of its size


def part(request: Request, asset: Asset) -> Response:
    """A part of the page."""
    packs = _packs(request)
    content = asset.packed if packs else asset.content
    return _made(content, 200, asset.kind, packs, {"Cache-Control": asset.caching})


def answer(request: Request, content: Any, status: int = 200) -> Response:
    """JSON."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    packs = len(body) > WORTH_PACKING and _packs(request)
    return _made(gzip.compress(body, 6) if packs else body, status, "application/json", packs, {})


def refusal(request: Request, refused: Refused) -> Response:
    """Why not, in a sentence for the person."""
    why = refused.why(request.headers.get("accept-language", ""))
    response = answer(request, {"why": why}, refused.status)
    if refused.status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _packs(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")


def _made(content: bytes, status: int, kind: str, packed: bool, more: Mapping[str, str]) -> Response:
    response = Response(content, status, {**HEADERS, "Vary": "Accept-Encoding", **more}, kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
