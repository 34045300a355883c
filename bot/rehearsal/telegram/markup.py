"""Text with HTML marks as the Bot API reads it: what is left when the marks are taken away.

Markdown is not rehearsed: Payung sends plain text or HTML.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.rehearsal.telegram.answers import bad_request

TAGS = frozenset(
    [
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "code",
        "pre",
        "a",
        "tg-spoiler",
        "span",
        "blockquote",
        "tg-emoji",
        "tg-time",
    ]
)
BARE = re.compile(r"<(?!/?[A-Za-z])")


class _Reader(HTMLParser):
    """Collects the text between allowed marks; refuses every other mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            raise bad_request(f'can\'t parse entities: Unexpected end tag "{tag}"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(text: str, parse_mode: str | None) -> str:
    """The text without its marks. Raises Refused where they are wrong, or of a kind not rehearsed."""
    if not parse_mode:
        return text
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return _from_html(text)


def _from_html(text: str) -> str:
    if BARE.search(text):
        raise bad_request('can\'t parse entities: Unsupported start tag ""')
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{reader.open[-1]}\""
        )
    return reader.text
