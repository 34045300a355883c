"""What goes back to a bot: results, and refusals in the form of the Graph API."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.rehearsal.whatsapp.codes import CODES, HELP

Json = dict[str, Any]


class Refused(Exception):
    """A call that is not carried out. `fault`: the bot broke a rule that it could have known, a violation;
    otherwise it is life, such as a person who cannot be reached. `message` stands in place of the title.
    """

    def __init__(self, code: int, details: str = "", *, fault: bool = False, message: str = "") -> None:
        known = CODES[code]
        self.code = code
        self.status = known.status
        self.details = details or known.details
        self.fault = fault
        self.message = message or f"(#{code}) {known.title}"
        super().__init__(f"{code}: {self.details}")

    def body(self) -> bytes:
        """The answer's JSON."""
        more = {"messaging_product": "whatsapp", "details": self.details}
        error: Json = {"message": self.message, "type": "OAuthException", "code": self.code}
        return json.dumps({"error": error | {"error_data": more, "fbtrace_id": trace(self.details)}}).encode()


def trace(of: str) -> str:
    """A fbtrace_id, the same for the same details."""
    return "A" + hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()[:22]


def invalid(details: str) -> Refused:
    """100, and a violation: a field that there is not, or of the wrong type."""
    return Refused(100, details, fault=True)


def missing(where: str) -> Refused:
    """131008, and a violation: a field that has to be there."""
    return Refused(131008, f"The parameter {where} is required.", fault=True)


def wrong(details: str) -> Refused:
    """131009, and a violation: a value that is not allowed."""
    return Refused(131009, details, fault=True)


def no_such_object(number: str, *, fault: bool = True) -> Refused:
    """100: a node of the graph that there is not, or not for this token; no fault where it has gone since."""
    details = (
        f"Unsupported request. Object with ID '{number}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation."
    )
    return Refused(100, details, fault=fault, message=details)


def no_such_path(path: str) -> Refused:
    """2500: nothing is there, or another version."""
    return Refused(2500, f"Unknown path components: {path}", fault=True)


def as_error(code: int, details: str = "") -> Json:
    """An error as a webhook tells it."""
    known = CODES[code]
    told: Json = {"code": code, "title": known.title, "message": known.title}
    return told | {"error_data": {"details": details or known.details}, "href": HELP}


def success(result: object) -> bytes:
    """The JSON of a call that went well."""
    return json.dumps(result).encode()
