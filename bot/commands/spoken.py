"""The language of whoever types a command: Indonesian where LANG says so, else English."""

from __future__ import annotations

import os


def spoken() -> str:
    """id or en."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "id" if said.startswith("id") else "en"
