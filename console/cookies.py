"""Two cookies: the session's, which nobody can guess and no script can read, and the language."""

from __future__ import annotations

import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

NAME = "payung_officer"
LANGUAGE, LANGUAGES = "payung_console_language", ("id", "en")
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # 32 random bytes
YEAR = 365 * 86400


def name_of(secure: bool) -> str:
    """Over https a browser takes `__Host-` from this very host alone, for every path, and only encrypted."""
    return f"__Host-{NAME}" if secure else NAME


def token_of(request: Request, secure: bool) -> str:
    """What the cookie holds; "" where it is none of ours."""
    token = request.cookies.get(name_of(secure), "")
    return token if TOKEN.fullmatch(token) else ""


def new_token() -> str:
    """For a browser that has none yet, so that its forms can be told from those of other sites."""
    return secrets.token_urlsafe(32)


def give(response: Response, token: str, secure: bool) -> None:
    """Until the browser is closed; when it ends the database says."""
    response.set_cookie(name_of(secure), token, path="/", secure=secure, httponly=True, samesite="lax")


def take(response: Response, secure: bool) -> None:
    """The browser drops it."""
    response.delete_cookie(name_of(secure), path="/", secure=secure, httponly=True, samesite="lax")


def language_of(request: Request) -> str:
    """Indonesian where nothing else was chosen."""
    chosen = request.cookies.get(LANGUAGE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def speak(response: Response, language: str, secure: bool) -> None:
    """Keep the language for a year."""
    response.set_cookie(
        LANGUAGE, language, YEAR, path="/console", secure=secure, httponly=True, samesite="lax"
    )
