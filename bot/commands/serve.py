"""payung serve: everything in one process, or some of it on a shared database."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
import uvloop

from bot.app import ALL, App, open_app
from bot.complaint import Complaint, complaining
from bot.load import DEMO, DEMO_OFFICER, demo_code, demo_list, demo_officer, load_demo
from bot.logs import set_up
from bot.settings import Settings, load
from console.welcoming import link

# Seconds. A proxy in front keeps idle connections for a minute (nginx's default); if we were the first to
# close one, what comes on it at that moment would be refused.
KEPT_OPEN = 75

log = logging.getLogger(__name__)


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--demo", action="store_true", help=words["serve.demo"])
    parser.add_argument("--only", metavar="PARTS", help=words["serve.only"])


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        settings = load()
        set_up(settings.log_level, settings.log_format)
        parts = chosen(arguments.only)
        with listen(settings) as listening:
            opening = open_app(settings, only=parts, demo=arguments.demo)
            return uvloop.run(serve(opening, listening, arguments.demo))


def chosen(only: str | None) -> frozenset[str]:
    """The parts of "web,sender"; all where nothing is said. Raises Complaint."""
    if not only:
        return ALL
    parts = frozenset(part.strip() for part in only.split(","))
    if unknown := parts - ALL:
        raise Complaint(
            f"--only does not know {', '.join(sorted(unknown))}; there is {', '.join(sorted(ALL))}."
        )
    return parts


def listen(settings: Settings) -> socket.socket:
    """The socket, bound before anything else starts. Raises Complaint when the port is taken."""
    made = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((settings.host, settings.port))
        made.listen(1024)
    except OSError as error:
        made.close()
        where = f"{settings.host}:{settings.port}"
        raise Complaint(f"{where} cannot be used: {error.strerror}. PAYUNG_PORT sets another port.") from None
    return made


async def serve(opening: Awaitable[App], listening: socket.socket, demo: bool = False) -> int:
    """Run until asked to stop; the exit code. Raises Complaint when Telegram does not accept the token."""
    app = await opening
    try:
        if demo:
            await load_demo(app)
        await app.start()
        if demo:
            print(welcome(listening, await demo_code(app), await asyncio.to_thread(demo_list, app)))
            print(console_door(listening, await demo_officer(app)))
        code = await until_stopped(app, Server(app, app.settings), listening)
    finally:
        await app.stop()
    if app.wrong_token.is_set():
        raise Complaint("Telegram does not accept PAYUNG_TELEGRAM_TOKEN; @BotFather shows the right one.")
    return code


class Server(uvicorn.Server):
    """Lets the pages that listen go as soon as a stop is asked for, so that it is not waited for them."""

    def __init__(self, app: App, settings: Settings) -> None:
        super().__init__(
            uvicorn.Config(
                app.asgi,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=10,
                timeout_keep_alive=KEPT_OPEN,
                server_header=False,
                proxy_headers=True,
            )
        )
        self._app = app

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are heard below: raised again here, SIGTERM would end all before the app stops."""
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.web.stop()
        await super().shutdown(sockets)


async def until_stopped(app: App, server: Server, listening: socket.socket) -> int:
    """Serve until a signal comes or Telegram refuses the token; the exit code, 130 after a Ctrl-C."""
    log.info("ready on http://%s:%s", *listening.getsockname()[:2])

    async def refuse() -> None:
        await app.wrong_token.wait()
        server.should_exit = True

    watching = asyncio.create_task(refuse())
    try:
        with hearing(server) as heard:
            await server.serve(sockets=[listening])
    finally:
        watching.cancel()
    return 130 if signal.SIGINT in heard else 0


@contextmanager
def hearing(server: Server) -> Iterator[list[signal.Signals]]:
    """Let SIGTERM and Ctrl-C end the serving, a second Ctrl-C at once; which were heard."""
    loop, heard = asyncio.get_running_loop(), list[signal.Signals]()

    def hear(which: signal.Signals) -> None:
        heard.append(which)
        server.handle_exit(which, None)

    for which in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(which, hear, which)
    try:
        yield heard
    finally:
        loop.remove_signal_handler(signal.SIGINT)  # from now on a Ctrl-C does not wait for the app to stop


def welcome(listening: socket.socket, code: str, people: Path) -> str:
    """A few lines that say what to try. `code`: of a coordinator; `people`: a list to send."""
    covered, lapsed = DEMO[0], DEMO[1]
    host, port = listening.getsockname()[:2]
    return f"""
Payung demo - http://{host}:{port}
  Chat:  write "mulai", choose Setuju, then "Cek perlindungan" or "Daftar".
  Covered:  NIK {covered.nik}, born {covered.born:%d-%m-%Y}  ({covered.name}, invented)
  Lapsed:   NIK {lapsed.nik}, born {lapsed.born:%d-%m-%Y}  ({lapsed.name}, invented)
  Register: NIK 6371011708859004 (born 17-08-1985), Banjarmasin.
  Heirs:    write "bapak saya meninggal" or "lapor kecelakaan"; "hitung santunan" works out a benefit.
  Link:     http://{host}:{port}/?start=banjarmasin
  Village:  http://{host}:{port}/?start={code}  (once: you coordinate Desa Tegal Harum, 100 places)
  List:     send {people} there  (97 invented workers, four lines to mend)
"""


def console_door(listening: socket.socket, code: str) -> str:
    """Where officers come in. `code`: of a link that nobody has followed yet; "": somebody has."""
    host, port = listening.getsockname()[:2]
    url, login = f"http://{host}:{port}", DEMO_OFFICER.login
    if not code:
        return f"  Console:  {url}/console  (login {login}, and the password you chose)\n"
    return f"  Console:  {link(url, code)}  (once: choose a password; login {login})\n"
