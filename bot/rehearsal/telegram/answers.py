"""What goes back to a bot: results, and refusals in the words of the Bot API."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A call that is not carried out. `fault`: the bot broke a rule that it could have known, a violation;
    otherwise it is life, such as a person who blocked the bot. `parameters`: the API's ResponseParameters.
    """

    def __init__(self, code: int, description: str, *, fault: bool = False, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.fault = fault
        self.parameters = parameters

    def body(self) -> bytes:
        """The answer's JSON."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return json.dumps(answer | ({"parameters": self.parameters} if self.parameters else {})).encode()


def bad_request(what: str) -> Refused:
    """400, and a violation."""
    return Refused(400, f"Bad Request: {what}", fault=True)


def too_late(what: str) -> Refused:
    """400 for what the bot could not know: something has gone since."""
    return Refused(400, f"Bad Request: {what}")


def too_many(seconds: int) -> Refused:
    """429, to be tried again after so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def conflict(what: str) -> Refused:
    """409: two that want the same updates."""
    return Refused(409, f"Conflict: {what}")


def unauthorized() -> Refused:
    """401: another token."""
    return Refused(401, "Unauthorized", fault=True)


def no_such_method() -> Refused:
    """404: the API, or this stand-in, has no such method."""
    return Refused(404, "Not Found: method not found", fault=True)


def success(result: object) -> bytes:
    """The JSON of a call that went well."""
    return json.dumps({"ok": True, "result": result}).encode()
