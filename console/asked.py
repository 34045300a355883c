"""What a browser asks: read within limits, without what nobody types. Knows no session and no officer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from console.cookies import language_of, token_of
from console.upload import TooLarge, Uploaded, brings_file, uploaded
from storage.columns import DIGITS
from storage.networks import network_of

LARGEST = 64_000  # bytes of a form
MOST_FIELDS = 400
NOBODY = 2**62
LONGEST = 4_000  # letters of one field
NAME_LENGTH = 100  # letters of a file's name
HERE = re.compile(r"/console(?:/[A-Za-z0-9_.-]+)*/?(?:\?[A-Za-z0-9_.=&%+-]*)?", re.ASCII)


def id_of(text: str) -> int:
    """The number of a record that a text is; 0, which none has, for anything that no database holds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


class TooMuch(Exception):
    """The request is larger than any form of ours."""


@dataclass(frozen=True)
class Asked:
    """`token` is what the cookie of the session holds; `address` where the browser is, an IPv6 network as
    one. `files` are the bytes of files by the name of their field, `names` what the browser calls them.
    """

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    token: str = ""
    language: str = "id"
    address: str = ""
    agent: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """What was filled in, without spaces around it; "" where nothing was."""
        return self.whole(name).strip()

    def whole(self, name: str) -> str:
        """The same as it was typed: a password may begin with a space."""
        return self.form.get(name, ("",))[0]

    def many(self, name: str) -> tuple[str, ...]:
        """Everything that was ticked."""
        return self.form.get(name, ())

    def ids(self, name: str) -> list[int]:
        """The numbers of records that were ticked, each once, in the order in which everybody locks them."""
        return sorted({id_of(typed) for typed in self.many(name)} - {0})

    def id(self) -> int:
        """The number in the path; one that no database could hold is nobody's either."""
        return min(int(self.params["id"]), NOBODY)

    @property
    def here(self) -> str:
        """The path with its query, as a link leads back to it."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


async def read(request: Request, secure: bool, largest: int = 0) -> Asked:
    """`largest`: bytes of a file that the form may bring; 0: none. Raises TooMuch."""
    asked = opened(request, secure)
    if request.method != "POST":
        return asked
    if largest and brings_file(request):
        found = await _uploaded(request, largest)
        fields = {name: tuple(map(typed, values)) for name, values in found.fields.items()}
        names = {field: typed(name)[:NAME_LENGTH] for field, name in found.names.items()}
        return replace(asked, form=fields, files=found.files, names=names)
    return replace(asked, form=_form(await _body(request)))


def opened(request: Request, secure: bool) -> Asked:
    """What is known before the form has been read."""
    return Asked(
        request.method,
        request.url.path,
        {name: typed(str(value)) for name, value in request.path_params.items()},
        {name: typed(value) for name, value in request.query_params.items()},
        {},
        token_of(request, secure),
        language_of(request),
        network_of(request.client.host if request.client else ""),
        typed(request.headers.get("user-agent", ""))[:300],
    )


async def _uploaded(request: Request, largest: int) -> Uploaded:
    try:
        return await uploaded(request, largest)
    except TooLarge:
        raise TooMuch from None


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooMuch
    return bytes(body)


def _form(body: bytes) -> Mapping[str, tuple[str, ...]]:
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), True, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise TooMuch from None
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), typed(value))
    return found


def typed(text: str) -> str:
    """Only what can be typed and printed: no control signs, which neither a header nor a database takes."""
    return "".join(sign for sign in text[:LONGEST] if sign.isprintable() or sign == "\n")


def safe_path(path: str) -> str:
    """A path of ours to go on to after logging in; anything else leads home."""
    return path if HERE.fullmatch(path) and ".." not in path else "/console/"
