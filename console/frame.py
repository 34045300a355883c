"""The way of every request: read it, see who asks, make the page, note it, show it. Knows no one page.

A GET reads in a reading transaction; what it noted is stored before the page leaves. A POST is one
writing transaction with everything in it: the session, the act, its row in the audit trail.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from console.answer import Elsewhere, File, Go, Refused, View
from console.asked import Asked, TooMuch, opened, read
from console.audit import kept, refused
from console.cookies import LANGUAGES, new_token
from console.house import ROOT, House
from console.origin import foreign, marked
from console.page import DOOR, Guest, Made, Page
from console.rendering import gone_on, handed_out
from console.showing import SPEAK, Showing
from console.visit import Visit
from rules.officers import Spot
from storage import audit, officer_sessions
from storage.audit import Head
from storage.errors import StorageDown
from storage.officer_sessions import TOUCH
from storage.statement import Tx

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Frame:
    """`showing` puts around a page what every page has."""

    house: House
    showing: Showing

    async def answer(self, request: Request, page: Page) -> Response:
        """What a request gets, whatever happens."""
        try:
            asked = await read(request, self.house.secure, await self._room(request, page))
        except TooMuch:
            return self.showing.plain(Asked("GET", ROOT), "too_much", 413)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it
        except StorageDown:
            return self.showing.plain(Asked("GET", ROOT), "later", 503)
        try:
            return await self._answered(request, page, asked)
        except StorageDown:
            return self.showing.plain(asked, "later", 503)
        except Exception as error:
            log.error("%s %s: %s at %s", page.method, page.path, type(error).__name__, _place(error))
            return self.showing.plain(asked, "broken", 500)

    async def _room(self, request: Request, page: Page) -> int:
        """How many bytes of a file may come: none from who may not come to the page at all."""
        if not page.largest:
            return 0
        asked = opened(request, self.house.secure)
        try:
            await self.house.database.read(lambda tx: page.visit(tx, self.house, asked))
        except (Elsewhere, Refused):
            return 0
        return page.largest

    async def _answered(self, request: Request, page: Page, asked: Asked) -> Response:
        if page.method == "GET" and asked.query.get(SPEAK) in LANGUAGES:
            return self.showing.spoken(asked)
        try:
            if page.writes and (
                foreign(request, self.house.public_url) or not marked(self.house.vault, asked)
            ):
                await refused(self.house, asked, "foreign", "", "", Spot())
                return self.showing.plain(asked, "stale", 403)
            made = await self._made(page, asked)
        except Elsewhere as elsewhere:
            return gone_on(self.house, Go(_after(elsewhere.path, asked)))
        except Refused as no:
            return await self._refused(page, asked, no)
        return await self._shown(asked, made)

    # Making the page

    async def _made(self, page: Page, asked: Asked) -> Made:
        if page.slow:
            return await self._slow(page, asked)
        if page.writes:
            return await self._written(page, asked)
        made: Made = await self.house.database.read(lambda tx: self._handled(page, asked, tx))
        return made

    def _handled(self, page: Page, asked: Asked, tx: Tx) -> Made:
        assert page.handle
        visit = page.visit(tx, self.house, asked)
        return Made(page.handle(visit), visit)

    async def _written(self, page: Page, asked: Asked) -> Made:
        def work(tx: Tx) -> Made:
            made = self._handled(page, asked, tx)
            assert made.visit
            if isinstance(made.answer, Go) and made.answer.flash:
                key, details = made.answer.flash
                officer_sessions.leave(tx, self.house.vault, made.visit.session.hash, key, details)
            _touch(tx, made.visit)
            return made

        made: Made = await self.house.database.run(work)
        await kept(self.house, made.visit.head if made.visit else None)
        return made

    async def _slow(self, page: Page, asked: Asked) -> Made:
        assert page.slow
        if page.act == DOOR:
            return Made(await page.slow(Guest(self.house, asked)))
        visit = await self.house.database.read(lambda tx: page.visit(tx, self.house, asked))
        answer = await page.slow(Guest(self.house, asked, visit.session, visit.officer))
        return Made(answer, visit)

    # Showing it

    async def _shown(self, asked: Asked, made: Made) -> Response:
        await self._settled(made)
        if isinstance(made.answer, Go):
            return gone_on(self.house, made.answer)
        if isinstance(made.answer, File):
            return handed_out(self.house, made.answer)
        token = made.answer.token or asked.token
        if not token:  # a door: from now on its forms can be told from those of other sites
            token = new_token()
            return self.showing.page(replace(asked, token=token), replace(made.answer, token=token), None)
        return self.showing.page(replace(asked, token=token), made.answer, made.visit)

    async def _settled(self, made: Made) -> None:
        """What a reading visit leaves to be written: its notes, that it was here, that its flash was
        shown.
        """
        visit = made.visit
        if visit is None or visit.writes:
            return
        spoken = isinstance(made.answer, View) and visit.session.flash is not None
        if not visit.notes and not spoken and visit.now - visit.session.seen_at < TOUCH:
            return

        def work(tx: Tx) -> Head | None:
            head = None
            for entry in visit.notes:
                head = audit.note(tx, self.house.vault, entry)
            if spoken:
                officer_sessions.said(tx, visit.session)
            _touch(tx, visit)
            return head

        await kept(self.house, await self.house.database.run(work))

    # Where it can't be shown

    async def _refused(self, page: Page, asked: Asked, no: Refused) -> Response:
        """The same page whether a record lies elsewhere or is not there at all."""
        await refused(self.house, asked, str(no.status), no.record, no.id, no.spot)
        visit = await self.house.database.read(lambda tx: _visitor(tx, self.house, asked))
        view = View("refused.html", {"why": f"refused.{no.status}"}, no.status)
        return self.showing.page(asked, view, visit)


def _visitor(tx: Tx, house: House, asked: Asked) -> Visit | None:
    try:
        return Page("GET", ROOT, "own").visit(tx, house, asked)
    except (Elsewhere, Refused):
        return None


def _touch(tx: Tx, visit: Visit) -> None:
    if visit.now - visit.session.seen_at >= TOUCH:
        officer_sessions.touch(tx, visit.session, visit.now)


def _after(path: str, asked: Asked) -> str:
    """Back to where somebody wanted to go, once logged in; a form that was sent is not sent again."""
    if path != f"{ROOT}/login" or asked.method != "GET" or asked.path.rstrip("/") == ROOT:
        return path
    return f"{path}?{urlencode({'to': asked.here})}"


def _place(error: Exception) -> str:
    """Where it broke; never what was said."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename.rpartition('/')[2]}:{last.lineno}"
