"""From what a page answers to what the browser gets: template, headers that keep others out, cookie."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import RedirectResponse, Response

from console.answer import File, Go, View
from console.assets import version
from console.cookies import give, take
from console.house import ROOT, House
from console.masking import masked

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
# What people sent is never a page: no script, no style, no form, nothing of our own rights.
OF_A_FILE = "default-src 'none'; sandbox; frame-ancestors 'none'"
ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000"}
TEMPLATES = Path(__file__).parent / "templates"


@cache
def templates() -> Environment:
    """Whatever stands in a page is escaped; a name that does not exist is a fault, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(masked=masked, root=ROOT, version=version())
    return made


def page(house: House, view: View, language: str, around: Mapping[str, Any]) -> Response:
    """A page as the browser gets it; `around`: what every page shows."""
    words = house.words(language)
    formats = house.languages[language].formats
    text = templates().get_template(view.template).render(
        t=words, language=language, day=formats.date, rupiah=formats.rupiah, instant=formats.instant,
        moment=lambda ms: formats.instant(house.local(ms)), **around, **view.values,
    )  # fmt: skip
    return Response(text, view.status, media_type="text/html; charset=utf-8")


def finished(house: House, response: Response, answer: View | Go | None = None) -> Response:
    """With the headers that every answer has, and the cookie that this one brings."""
    response.headers.update(HEADERS)
    if house.secure:
        response.headers.update(ENCRYPTED)
    token = answer.token if isinstance(answer, View | Go) else None
    if token:
        give(response, token, house.secure)
    elif token == "":
        take(response, house.secure)
    return response


def handed_out(house: House, file: File) -> Response:
    """A file, shown or saved."""
    response = finished(house, Response(file.content, media_type=file.media))
    response.headers["Content-Security-Policy"] = OF_A_FILE
    way = "inline" if file.shown else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file.name, safe='')}"
    return response


def gone_on(house: House, go: Go) -> Response:
    """After a form the browser asks for the next page, so that going back sends nothing twice."""
    return finished(house, RedirectResponse(go.path, 303), go)
