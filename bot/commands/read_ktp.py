"""payung read-ktp IMAGE: what stands on the photo of a KTP, may it be filled in? It keeps nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bot.commands.amounts import day, today
from bot.complaint import Complaint
from bot.files import Unreadable
from bot.ktp import installed
from bot.ktp.card import Ktp
from bot.ktp.process import NotRead, ReadingProcess

BESIDE = ("confidence", "safe")  # what is told of the fields, and is none


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("image", metavar="IMAGE", type=Path, help=words["read_ktp.image"])
    parser.add_argument("--on", metavar="D", help=words["read_ktp.on"])
    parser.add_argument("--json", action="store_true", help=words["read_ktp.json"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    words: Mapping[str, str] = arguments.words
    if not installed():
        raise Complaint(words["read_ktp.missing"])
    on = day("--on", arguments.on) if arguments.on else today()
    found = _read(arguments.image, on, words)
    print(json.dumps(asdict(found), ensure_ascii=False) if arguments.json else _page(found, words))
    return 0


def _read(file: Path, on: date, words: Mapping[str, str]) -> Ktp:
    """Raises Complaint."""
    process = ReadingProcess()
    try:
        found = process.read(_photo(file, words), on)
    except NotRead:
        raise Complaint(words["read_ktp.not_read"].format(file=file.name)) from None
    finally:
        process.close()
    if found is None:
        raise Complaint(words["read_ktp.unreadable"].format(file=file.name))
    return found


def _photo(file: Path, words: Mapping[str, str]) -> bytes:
    """The picture as it would be kept: upright, and in bounded memory."""
    from bot.photos import looked

    try:
        photo = looked(file.read_bytes())
    except (OSError, Unreadable):
        raise Complaint(words["read_ktp.unreadable"].format(file=file.name)) from None
    if photo.kind != "photo":
        raise Complaint(words["read_ktp.unreadable"].format(file=file.name))
    return photo.content


def _page(found: Ktp, words: Mapping[str, str]) -> str:
    fields = [f"{name}: {value}" for name, value in asdict(found).items() if value and name not in BESIDE]
    verdict = "safe" if found.safe else "unsafe"
    return "\n".join([*fields, words[f"read_ktp.{verdict}"]])
