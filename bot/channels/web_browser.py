"""Which browser asks: a cookie with a random name that nobody can guess; the database knows only its hash."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "payung_chat"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 random bytes; whoever brings anything else gets a new one
KEPT = 180 * 86400


@dataclass(frozen=True)
class Browser:
    """`token` is what its cookie holds; `new`: it brought none."""

    token: str
    new: bool

    @property
    def address(self) -> str:
        """The chat of this browser."""
        return hashlib.sha256(f"payung:{self.token}".encode()).hexdigest()


def browser(request: Request) -> Browser:
    """The browser of a request; one without a cookie gets a name."""
    token = request.cookies.get(COOKIE, "")
    known = TOKEN.fullmatch(token) is not None
    return Browser(token if known else secrets.token_urlsafe(32), not known)


def remember(response: Response, browser: Browser, secure: bool) -> None:
    """The browser brings its name from now on, for half a year; `secure`: over https only."""
    response.set_cookie(COOKIE, browser.token, KEPT, httponly=True, samesite="lax", secure=secure)


def forget(response: Response) -> None:
    """The browser drops its name."""
    response.delete_cookie(COOKIE)


def foreign(request: Request, public_url: str) -> bool:
    """Does a page of another site speak through this browser?"""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")  # browsers before 2023 tell only this
    ours = (request.headers.get("host"), urlsplit(public_url).netloc)
    return origin != "null" and urlsplit(origin).netloc not in ours
