"""Through the welcome of the console, up to the secret of the app."""

from __future__ import annotations

import re

from rules import totp
from tests.console.desk import PASSWORD, Desk

SAME = "Nama masuk dan kata sandi itu belum cocok."


def secret_on(desk: Desk) -> bytes:
    """The secret that the page shows, as text beside the QR."""
    (found,) = re.findall(r"<code>([A-Z2-7 ]{30,})</code>", desk.page)
    assert "<svg" in desk.page
    return totp.read(found)


async def welcomed(desk: Desk, code: str) -> bytes:
    """Through the welcome; the secret of the app."""
    await desk.get("/welcome")
    await desk.post("/welcome", {"code": code, "password": PASSWORD, "again": PASSWORD})
    return secret_on(desk)
