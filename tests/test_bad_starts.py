"""What is wrong at the start is said in one clear sentence, without a secret, and ends with exit code 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from storage.migrate import migrate
from storage.sqlite import connect

SECRET = "123456:SECRET-abcdefghijklmnopqrstuvwxyz01234"


def start(env: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PAYUNG_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "serve", "--demo", *arguments],
        env={**clean, **env},
        capture_output=True,
        text=True,
        timeout=120,
    )


def complaint(env: Mapping[str, str], *arguments: str) -> str:
    """The one sentence the program says before it gives up."""
    ended = start(env, *arguments)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert SECRET not in ended.stderr + ended.stdout
    said = [line for line in ended.stderr.splitlines() if line.startswith("payung: ")]
    assert len(said) == 1
    return said[0]


@pytest.fixture
def here(tmp_path: Path) -> dict[str, str]:
    url = f"sqlite:///{tmp_path / 'payung.db'}"
    return {"PAYUNG_DATA_DIR": str(tmp_path), "PAYUNG_DATABASE_URL": url, "PAYUNG_PORT": "0"}


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("TIMEZONE", "Mars/Olympus", "PAYUNG_TIMEZONE"),
        ("DATA_KEY", "xx", "PAYUNG_DATA_KEY"),
        ("DATABASE_URL", "mysql://localhost/x", "PAYUNG_DATABASE_URL"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x", "database cannot be used"),
        ("PORT", "70000", "PAYUNG_PORT"),
        ("TELEGRAM_MODE", "pigeon", "PAYUNG_TELEGRAM_MODE"),
        ("TELEGRAM_API_URL", "nowhere", "PAYUNG_TELEGRAM_API_URL"),
    ],
)
def test_a_wrong_setting_is_named(here: dict[str, str], setting: str, value: str, said: str) -> None:
    assert said in complaint({**here, f"PAYUNG_{setting}": value})


def test_a_webhook_needs_its_secret(here: dict[str, str]) -> None:
    env = {**here, "PAYUNG_TELEGRAM_TOKEN": SECRET, "PAYUNG_TELEGRAM_MODE": "webhook"}
    assert "PAYUNG_TELEGRAM_SECRET" in complaint(env)


def test_a_data_folder_that_cannot_be_is_named(here: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside = tmp_path / "file" / "data"
    env = {**here, "PAYUNG_DATA_DIR": str(inside), "PAYUNG_DATABASE_URL": f"sqlite:///{inside / 'payung.db'}"}
    assert str(inside) in complaint(env)


def test_a_read_only_folder_is_named(here: dict[str, str]) -> None:
    env = {**here, "PAYUNG_DATA_DIR": "/proc/1", "PAYUNG_DATABASE_URL": "sqlite:////proc/1/payung.db"}
    assert "/proc/1" in complaint(env)


def test_the_database_of_a_newer_release_is_refused(here: dict[str, str], tmp_path: Path) -> None:
    migrate(here["PAYUNG_DATABASE_URL"])
    newer = connect(str(tmp_path / "payung.db"))
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    assert "newer release" in complaint(here)


def test_a_port_in_use_is_named(here: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port in complaint({**here, "PAYUNG_PORT": port})


def test_an_unknown_part_is_named(here: dict[str, str]) -> None:
    assert "pigeons" in complaint(here, "--only", "web,pigeons")
