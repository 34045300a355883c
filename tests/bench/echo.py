"""The floor to compare with: python-telegram-bot's echo bot behind Starlette, as its own example does it.

`python -m tests.bench.echo PORT API_URL [aiohttp]`: with `aiohttp` its requests go through our request class.
"""

from __future__ import annotations

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.channels.telegram_request import AiohttpRequest
from bot.rehearsal.telegram import TOKEN


async def echo(update: Update, context: object) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


async def main(port: int, api_url: str, over_aiohttp: bool) -> None:
    builder = Application.builder().token(TOKEN).base_url(f"{api_url}/bot").updater(None)
    builder = builder.concurrent_updates(True)  # one at a time, its default, would be slower still
    if over_aiohttp:
        builder = builder.request(AiohttpRequest(64)).get_updates_request(AiohttpRequest(1))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))

    async def webhook(request: Request) -> Response:
        update = Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return Response()

    async def ready(request: Request) -> Response:
        return Response()

    routes = [Route("/telegram/webhook", webhook, methods=["POST"]), Route("/readyz", ready)]
    config = uvicorn.Config(Starlette(routes=routes), port=port, access_log=False, log_config=None)
    async with application:
        await application.start()
        await uvicorn.Server(config).serve()
        await application.stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], "aiohttp" in sys.argv[3:]))
