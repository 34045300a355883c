"""Asks the city's gateway over HTTP, as docs/matching.openapi.json describes it.

Nothing personal stands in an address or a log: people are in the body, answers are in the body. A request can
be repeated without harm, so one that failed is repeated a few times; the circuit breaker stands before all
this (asking.py).
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.request import getproxies

import aiohttp
import msgspec

from bot.matching.contract import packed, unpacked
from bot.matching.port import Down
from rules.matching import Answer, Question

TIMEOUT, CONNECT = 20.0, 5.0  # seconds for an answer, for a connection
TRIES = 3
FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0  # seconds between two tries; who asks for more is left alone instead
AT_ONCE = 2  # requests on their way
LARGEST = 2_000_000  # bytes of an answer
JSON = "application/json"
BUSY = (429, 503)
REFUSALS: Mapping[int, str] = {401: "refused", 403: "refused", 404: "unknown"}
AGAIN = ("unreachable", "timeout", "busy", "broken", "nonsense")  # what another try may mend

log = logging.getLogger(__name__)
Sleep = Callable[[float], Awaitable[None]]


@dataclass
class Gateway:
    """`url` without a slash at its end. To be closed after use. A `Port`."""

    url: str
    token: str
    timeout: float = TIMEOUT
    sleep: Sleep = asyncio.sleep
    _session: aiohttp.ClientSession | None = field(default=None, repr=False)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE), repr=False)

    def __post_init__(self) -> None:
        # Once, as aiohttp's own trust_env would read files at every request.
        self._proxy = getproxies().get("https") if self.url.startswith("https") else None

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def ask(self, source: str, questions: Sequence[Question]) -> Mapping[str, Answer]:
        """At most contract.MOST of them. Raises Down."""
        body, key = packed(questions), secrets.token_hex(16)
        async with self._room:
            for left in reversed(range(TRIES)):
                try:
                    return unpacked_or_down(await self._once(source, body, key), questions)
                except Down as down:
                    wait = max(down.wait / 1000, self._pause(TRIES - left))
                    if not left or down.problem not in AGAIN or wait > LONGEST_WAIT:
                        raise
                    log.info("the gateway for %s: %s, once more", source, down.problem)
                    await self.sleep(wait)
        raise AssertionError("the last try has answered or raised")

    def _pause(self, tried: int) -> float:
        """Longer each time, and not all at the same moment."""
        return float(FIRST_WAIT * 2 ** (tried - 1) * random.uniform(0.5, 1))

    async def _once(self, source: str, body: bytes, key: str) -> bytes:
        """The body of a good answer. Raises Down."""
        timeout = aiohttp.ClientTimeout(total=self.timeout, connect=CONNECT)
        try:
            async with self._open().post(
                f"{self.url}/{source}/matches", data=body, timeout=timeout, proxy=self._proxy,
                headers={"Idempotency-Key": key}, allow_redirects=False,
            ) as answer:  # fmt: skip
                _refuse(answer)
                return await _at_most(answer)
        except TimeoutError:
            raise Down("timeout") from None
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL, OSError):
            raise Down("unreachable") from None
        except aiohttp.ClientError:
            raise Down("broken") from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"Authorization": f"Bearer {self.token}", "Content-Type": JSON, "Accept": JSON}
            connector = aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(connector=connector, headers=headers)
        return self._session


def unpacked_or_down(body: bytes, questions: Sequence[Question]) -> Mapping[str, Answer]:
    """Raises Down: what stands in an answer that makes no sense is never told."""
    try:
        return unpacked(body, questions)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Down("nonsense") from None


def _refuse(answer: aiohttp.ClientResponse) -> None:
    """Raises Down for all but JSON that answers."""
    status = answer.status
    if status in BUSY:
        raise Down("busy", _asked_for(answer.headers.get("Retry-After", "")))
    if status >= 500:
        raise Down("broken")
    if status != 200:
        raise Down(REFUSALS.get(status, "nonsense" if status < 400 else "bad_question"))
    if answer.content_type != JSON:
        raise Down("nonsense")


def _asked_for(header: str) -> int:
    """Seconds, as milliseconds; a date would need the other's clock to be right."""
    return int(header) * 1000 if header.isascii() and header.isdigit() and len(header) < 7 else 0


async def _at_most(answer: aiohttp.ClientResponse) -> bytes:
    found = bytearray()
    async for piece in answer.content.iter_chunked(64 * 1024):
        found += piece
        if len(found) > LARGEST:
            raise Down("nonsense")
    return bytes(found)
