"""The program's routes: web chat, console, the platforms' webhooks, and what an operator watches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web_paths import limit_path_numbers
from bot.health import metrics, readiness

if TYPE_CHECKING:
    from bot.app import App

Endpoint = Callable[[Request], Awaitable[Response]]
SECRET = "x-telegram-bot-api-secret-token"
LARGEST_UPDATE = 1_000_000


def routes(app: App) -> list[BaseRoute]:
    """Every route of this process."""
    limit_path_numbers()  # before the first route is made
    watched = [
        Route("/healthz", _healthz),
        Route("/readyz", _readyz(app)),
        Route("/metrics", _metrics(app)),
    ]
    chat = [*app.web.routes(app.inbox), app.card_page.route, *_console(app)] if "web" in app.only else []
    telegram = [Route("/telegram/webhook", _webhook(app), methods=["POST"])] if _has_webhook(app) else []
    return [*telegram, *_whatsapp(app), *chat, *watched]


def _whatsapp(app: App) -> list[Route]:
    if not (app.whatsapp and "whatsapp" in app.only):
        return []
    hook = app.whatsapp.hook(app.inbox, app.reports)
    return [
        Route("/whatsapp/webhook", hook.challenge, methods=["GET"]),
        Route("/whatsapp/webhook", hook.post, methods=["POST"]),
    ]


def _console(app: App) -> list[BaseRoute]:
    """The officers' pages: loaded with the first request to one of them, beside the chats that go on."""
    loaded: list[ASGIApp] = []

    async def pages(scope: Scope, receive: Receive, send: Send) -> None:
        if not loaded:
            loaded.append(await asyncio.to_thread(_pages, app))
        await loaded[0](scope, receive, send)

    async def slash(request: Request) -> Response:
        return RedirectResponse("/console/", 308)

    return [Route("/console", slash), Mount("/console", pages)]


def _pages(app: App) -> ASGIApp:
    from bot.channels.whatsapp_bills import prices
    from console.app import console
    from console.house import House

    settings = app.settings
    parts = (app.database, app.vault, app.clock, app.local, settings.public_url, settings.data_dir)
    return console(House(*parts, app.languages, prices(settings.whatsapp_prices)))


def _has_webhook(app: App) -> bool:
    return bool(app.telegram and "telegram" in app.only and app.settings.telegram_mode == "webhook")


def _webhook(app: App) -> Endpoint:
    async def webhook(request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > LARGEST_UPDATE:
            return Response(status_code=413)
        secret = request.headers.get(SECRET, "")
        return Response(status_code=await app.telegram.webhook(secret, await request.body(), app.inbox))

    return webhook


async def _healthz(request: Request) -> Response:
    return PlainTextResponse("ok")


def _readyz(app: App) -> Endpoint:
    async def readyz(request: Request) -> Response:
        state = await readiness(app)
        return JSONResponse(state, 200 if state["ready"] else 503)

    return readyz


def _metrics(app: App) -> Endpoint:
    async def show(request: Request) -> Response:
        text, kind = await metrics(app)
        return Response(text, media_type=kind)

    return show
