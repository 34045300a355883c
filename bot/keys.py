"""Where the data key comes from: PAYUNG_DATA_KEY, or for the demo a file that it makes itself."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from bot.settings import BadSettings, Settings
from storage.open import ready_folder
from storage.vault import keys_of


def data_keys(settings: Settings, demo: bool) -> list[bytes]:
    """The keys, the newest first. Raises BadSettings or StorageError."""
    if settings.data_key:
        return keys_of(settings.data_key.get_secret_value())
    if not demo:
        raise BadSettings(
            "PAYUNG_DATA_KEY is missing; `openssl rand -base64 32` makes one. Keep a copy of it."
        )
    return keys_of(_demo_key(settings.data_dir))


def _demo_key(folder: Path) -> str:
    """Only for invented people: who has the folder has the key."""
    ready_folder(folder)
    file = folder / "demo.key"
    if not file.exists():
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as opened:
            opened.write(base64.b64encode(secrets.token_bytes(32)))
    return file.read_text()
