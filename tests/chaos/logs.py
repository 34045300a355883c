"""Whether a log holds what no log may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.rehearsal.telegram import TOKEN
from tests.chaos.people import Worker
from tests.chaos.process import KEY, SECRET

LONG_NUMBER = re.compile(r"\d{9,}|\b(?:\d{4} ){3}\d{4}\b")
ALWAYS = (TOKEN, TOKEN.partition(":")[2], KEY, SECRET)


def assert_nothing_personal(log: str, people: Iterable[Worker] = ()) -> None:
    """No NIK, name, address, telephone number, token, key, secret; no traceback either."""
    lowered = log.lower()
    told = [*ALWAYS, *(secret for one in people for secret in one.secrets)]
    found = [secret for secret in told if secret.lower() in lowered] + LONG_NUMBER.findall(log)
    assert not found, f"in the log: {found[:3]}"
    assert "Traceback" not in log, log[log.index("Traceback") :][:2000]
