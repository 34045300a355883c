"""Logging to standard error, as text or JSON; long numbers and tokens are blotted out."""

from __future__ import annotations

import json
import logging
import re

SECRETS = re.compile(r"\d{9,}|bot\d+:[\w-]+|\b\d{6,}:[\w-]{20,}|(?i:bearer) \S+")
QUIET = ("httpx", "httpcore", "aiohttp", "telegram", "aiosqlite", "asyncio", "alembic", "uvicorn.access")


class Blotted(logging.Formatter):
    """A line without NIK, telephone number or token."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRETS.sub("…", super().format(record))


class Json(Blotted):
    """A JSON object a line: at, level, where, message."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "where": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["kind"] = str(record.exc_info[0])
        return SECRETS.sub("…", json.dumps(line, ensure_ascii=False))


def set_up(level: str, style: str) -> None:
    """Set logging up for the whole program. `style` is console or json."""
    handler = logging.StreamHandler()
    plain = Blotted("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%H:%M:%S")
    handler.setFormatter(Json() if style == "json" else plain)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
