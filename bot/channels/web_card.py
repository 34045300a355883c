"""The public page that a card's QR leads to: good today or not, and nothing else. No script, no cookie.

A word that nobody has made, a card that has run out and one that begins later get the same page. Knows no
person: it asks the database for nothing but the days of one membership.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.web_answers import HEADERS
from bot.conversation.words import Language, Words
from storage import cards, catalogue, tries
from storage.card_tokens import membership_of
from storage.database import Database
from storage.errors import StorageDown
from storage.networks import network_of
from storage.statement import Tx
from storage.vault import Vault

PATH = "/kartu/{token}"
FREE = (
    30  # wrong words of one address before it waits: behind one there may be a hospital, or a whole village
)
WAIT = "900"  # seconds that are told to programs: a quarter of an hour
SIGNS = {"good": "✓", "not_good": "✕", "wait": "…", "later": "…"}
STATUS = {"wait": 429, "later": 503}
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@cache
def page() -> Template:
    return Template((Path(__file__).parent / "web_page" / "card.html").read_text("utf-8"))


@cache
def headers() -> Mapping[str, str]:
    """Nothing is loaded, run or framed; the style is the one that stands in the page."""
    found = STYLE.search(page().template)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return {**HEADERS, "Content-Security-Policy": policy, "X-Robots-Tag": "noindex"}


class CardPage:
    """`local` turns milliseconds into time where no programme's is known: a card has that of its city."""

    def __init__(
        self, database: Database, vault: Vault, clock: Callable[[], int],
        local: Callable[[int], datetime], languages: Mapping[str, Language],
    ) -> None:  # fmt: skip
        self._database = database
        self._vault = vault
        self._clock = clock
        self._local = local
        self._languages = languages

    @property
    def route(self) -> Route:
        return Route(PATH, self.get)

    async def get(self, request: Request) -> Response:
        """Good or not good, 200 both; 429 where too many wrong words came from there."""
        token = str(request.path_params["token"])
        network = network_of(request.client.host if request.client else "")
        now = self._clock()
        try:
            state, day = await self._database.run(lambda tx: self._seen(tx, token, network, now), network)
        except StorageDown:
            state, day = "later", self._local(now).date()
        return self._shown(request, state, day)

    def _seen(self, tx: Tx, token: str, network: str, now: int) -> tuple[str, date]:
        """good, not_good, or wait, and the day that is told with it. A try is counted before it is looked at,
        and forgiven if the word is ours: the same steps whatever it is. What is not good has one day, and so
        one page, whether a city's card has run out or nobody has made the word.
        """
        today = self._local(now).date()
        subject = self._vault.find(network, "tries.card")
        if tries.locked_until(tx, (subject,), now) is not None:
            return "wait", today
        tries.wrong(tx, subject, now, tries.shared(FREE))
        membership = membership_of(self._vault, token)
        there = self._day(tx, membership or 0, now)
        good = cards.runs(tx, membership or 0, there.isoformat())
        if membership is not None:
            tries.forgive(tx, subject)
        return ("good", there) if good else ("not_good", today)

    def _day(self, tx: Tx, membership: int, now: int) -> date:
        """Today, in the city of whose programme it is."""
        return catalogue.clock_of(tx, cards.programme_of(tx, membership), self._local)(now).date()

    def _shown(self, request: Request, state: str, today: date) -> Response:
        english = request.headers.get("accept-language", "").lower().startswith("en")
        language = self._languages["en" if english else "id"]
        words = Words(language, "cards")
        told = {
            "language": language.code, "state": state, "sign": SIGNS[state], "title": words("page.title"),
            "told": words(f"page.{state}"), "about": words(f"page.{state}_about"), "note": words("page.note"),
            "asked": words("page.asked", day=language.formats.date(today)),
        }  # fmt: skip
        text = page().substitute({name: escape(value) for name, value in told.items()})
        more = {"Retry-After": WAIT} if state in STATUS else {}
        return HTMLResponse(text, STATUS.get(state, 200), {**headers(), **more})
