"""The style, the one small script and the sign: our own files, kept by the browser until they change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
KINDS = {"console.css": "text/css", "console.js": "text/javascript", "icon.svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def assets() -> Mapping[str, bytes]:
    """What is served, by its name."""
    return {name: (FOLDER / name).read_bytes() for name in KINDS}


@cache
def version() -> str:
    """Of all of them together: a page names it, so that a new release is not seen in an old dress."""
    return hashlib.sha256(b"".join(assets().values())).hexdigest()[:12]
