"""The page, its style and its script: put together and compressed once, at the start."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "web_page"
SCRIPTS = ("words.js", "talk.js", "sending.js", "photos.js", "receiving.js", "page.js")
FIRST_COMMENT = re.compile(rb"\A/\*.*?\*/\s*", re.DOTALL)
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: plain, and compressed for browsers that can read that."""

    content: bytes
    packed: bytes
    kind: str
    caching: str


def assets() -> Mapping[str, Asset]:
    """What is served, by its path. The page names the version of the rest, which may be kept for ever."""
    style, script = _read("chat.css"), joined()
    version = hashlib.sha256(style + script).hexdigest()[:12].encode()
    page = _read("chat.html").replace(b"VERSION", version)
    return {
        "/": _asset(page, "text/html", "no-store"),
        "/chat.css": _asset(style, "text/css", FOR_EVER),
        "/chat.js": _asset(script, "text/javascript", FOR_EVER),
    }


def joined() -> bytes:
    """The script: its files in one function, so that nothing is global; without their first comments."""
    parts = [FIRST_COMMENT.sub(b"", _read(name)) for name in SCRIPTS]
    return b"(function () {\n'use strict';\n\n" + b"\n".join(parts) + b"})();\n"


def _read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def _asset(content: bytes, kind: str, caching: str) -> Asset:
    return Asset(content, gzip.compress(content, mtime=0), kind, caching)
