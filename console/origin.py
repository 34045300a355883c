"""Does a form come from a page of ours? The browser says so, and a mark that only our pages hold."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from console.asked import Asked
from storage.vault import Vault

FIELD = "mark"


def foreign(request: Request, public_url: str) -> bool:
    """Does a page of another site speak through this browser?

    Browsers before 2023 tell only the origin, and that is null where a page keeps its address to itself, as
    ours do: there the mark alone decides.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    ours = (request.headers.get("host"), urlsplit(public_url).netloc)
    return origin != "null" and urlsplit(origin).netloc not in ours


def mark_of(vault: Vault, token: str) -> str:
    """What every form of a session holds: it follows from the cookie, and nobody without the key can tell
    it.
    """
    return vault.find(token, "officer.form").hex()


def marked(vault: Vault, asked: Asked) -> bool:
    """Does the form hold the mark of the session whose cookie came with it?"""
    ours = mark_of(vault, asked.token)
    return bool(asked.token) and hmac.compare_digest(ours.encode(), asked.one(FIELD).encode())
