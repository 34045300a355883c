"""The pages as a program of their own, mounted under /console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.asked import Asked
from console.assets import FOR_EVER, KINDS, assets
from console.cookies import language_of
from console.frame import Frame
from console.house import House
from console.page import Page
from console.pages import MENU, ROUTES
from console.rendering import finished, templates
from console.showing import Showing

Endpoint = Callable[[Request], Awaitable[Response]]


def console(house: House) -> Starlette:
    """Every route; what is not found, or not in this way, is said on a page like all others."""
    showing = Showing(house, MENU)
    frame = Frame(house, showing)
    templates()
    paths = sorted({page.path for page in ROUTES}, key=lambda path: path.count("{"))  # "new" before "{id}"
    pages = [route(frame, path, [page for page in ROUTES if page.path == path]) for path in paths]

    async def lost(request: Request, error: Exception) -> Response:
        asked = Asked("GET", request.url.path, language=language_of(request))
        return showing.plain(asked, "404", 404)

    files = [Route(f"/{name}", _file(house, name)) for name in KINDS]
    return Starlette(routes=[*files, *pages], exception_handlers={404: lost, 405: lost})


def route(frame: Frame, path: str, pages: Iterable[Page]) -> Route:
    """One path with its ways of asking."""
    ways = {page.method: page for page in pages}

    async def endpoint(request: Request) -> Response:
        return await frame.answer(request, ways["POST" if request.method == "POST" else "GET"])

    return Route(path, endpoint, methods=list(ways))


def _file(house: House, name: str) -> Endpoint:
    async def file(request: Request) -> Response:
        response = finished(house, Response(assets()[name], media_type=KINDS[name]))
        response.headers["Cache-Control"] = FOR_EVER
        return response

    return file
