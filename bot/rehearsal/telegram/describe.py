"""Writes methods.json from a description of the API: `python -m bot.rehearsal.telegram.describe SPEC.json`.

SPEC.json holds {"methods": {name: {"fields": [{"name", "types", "required"}]}}, "types": {...}} of the whole
API; only the methods rehearsed here are kept, with the types they need: names, types, what is required.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

REHEARSED = (
    "getMe",
    "getUpdates",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendAudio",
    "sendChatAction",
    "answerCallbackQuery",
    "editMessageReplyMarkup",
    "deleteMessage",
    "getFile",
    "setMyCommands",
    "getMyCommands",
)
KINDS_OF_UPDATE = "Update"

Fields = list[dict[str, Any]]
Described = dict[str, str]


def described(fields: Fields) -> Described:
    """{field: "Integer|String!"}: the types it may have, `!` where it must be there."""
    return {f["name"]: "|".join(f["types"]) + "!" * bool(f["required"]) for f in fields}


def needed(fields: Fields, types: Mapping[str, Any]) -> Iterator[str]:
    """The names of the object types that these fields hold, without what those hold in turn."""
    for field in fields:
        for name in field["types"]:
            plain = name.replace("Array of ", "")
            if plain in types and plain != "InputFile":
                yield plain


def closure(names: Iterable[str], types: Mapping[str, Any]) -> dict[str, Described | str]:
    """Every type reached from these: its fields, or "A|B|C" where it is one of several."""
    found: dict[str, Described | str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        parts, fields = types[name].get("subtypes", []), types[name].get("fields", [])
        found[name] = "|".join(parts) if parts else described(fields)
        waiting += [*parts, *needed(fields, types)]
    return dict(sorted(found.items()))


def table(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The content of methods.json."""
    fields = {name: spec["methods"][name].get("fields", []) for name in REHEARSED}
    every = [field for some in fields.values() for field in some]
    return {
        "version": spec["version"],
        "updates": [f["name"] for f in spec["types"][KINDS_OF_UPDATE]["fields"] if f["name"] != "update_id"],
        "methods": {name: described(some) for name, some in fields.items()},
        "types": closure(needed(every, spec["types"]), spec["types"]),
    }


def main() -> None:
    """Reads the description named on the command line and rewrites methods.json beside this file."""
    spec = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(table(spec), indent=1) + "\n"
    (Path(__file__).parent / "methods.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
