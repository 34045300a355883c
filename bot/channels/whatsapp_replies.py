"""Replies as WhatsApp shows them, one message each: text, buttons, a list in pages, or numbered text; a file
with it as caption or header. Knows neither addresses nor the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.whatsapp_labels import BUTTON, BUTTON_ID, ROW, ROW_ID, Titled, all_whole, ids_fit, titled
from bot.channels.whatsapp_text import BODY, TEXT, cut, fits, numbered, plain
from bot.conversation.messages import OWN_NUMBER, PAGE, Option, Reply
from bot.conversation.words import Words

FEW, ROWS = 3, 10
PER_PAGE = ROWS - 1  # one row leads to the next page
IN_PAGES = 2 * PER_PAGE + ROWS  # more than three pages nobody turns, and every one is paid for
LIST_LABEL = 20
Message = dict[str, Any]


@dataclass(frozen=True)
class Attached:
    """A file that Meta has. `kind`: image, document or audio."""

    kind: str
    id: str
    name: str = ""

    @property
    def fields(self) -> Message:
        return {"id": self.id} | ({"filename": self.name} if self.kind == "document" and self.name else {})


def messages(reply: Reply, words: Words, attached: Attached | None = None) -> list[Message]:
    """The messages of a reply, without an address: one, or a file and then its text where they can't be one.

    `words` are those of the channel in the reply's language.
    """
    text, options = plain(reply.text), offered(reply, words)
    if attached:
        return _with_file(reply, words, text, options, attached)
    if not options:
        return [as_text(cut(text, TEXT))]
    if not fits(text, BODY) or len(options) > IN_PAGES or not ids_fit(options, ROW_ID):
        return [as_text(numbered(text, options, words("by_number")))]
    return [_buttons(text, options)] if _few(options) else [_list(reply, words, text, options)]


def offered(reply: Reply, words: Words) -> tuple[Option, ...]:
    """The options; before them the own number, where it is known and asked for."""
    if not reply.own_number or len(reply.options) >= FEW:
        return reply.options
    return (Option(f"{reply.step}:{OWN_NUMBER}", words("own_number")), *reply.options)


def as_text(text: str) -> Message:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def contact_request(text: str) -> Message:
    """Asks for the person's own number with one tap, where the platform does not tell it."""
    return _interactive("request_contact_info", text, {"name": "request_contact_info"})


def _with_file(
    reply: Reply, words: Words, text: str, options: Sequence[Option], attached: Attached
) -> list[Message]:
    """As one message where it fits; else the file goes first, as a sound always does."""
    if attached.kind == "audio":
        return [{"type": "audio", "audio": attached.fields}, *messages(reply, words)]
    if options and _few(options) and fits(text, BODY):
        header = {"type": attached.kind, attached.kind: attached.fields}
        return [_buttons(text, options, header)]
    below = numbered(text, options, words("by_number"))
    if fits(below, BODY):
        return [{"type": attached.kind, attached.kind: attached.fields | {"caption": below}}]
    return [{"type": attached.kind, attached.kind: attached.fields}, *messages(reply, words)]


def _few(options: Sequence[Option]) -> bool:
    """Are they few and short enough for buttons?"""
    return len(options) <= FEW and all_whole(options, BUTTON) and ids_fit(options, BUTTON_ID)


def _buttons(text: str, options: Sequence[Option], header: Message | None = None) -> Message:
    buttons = [
        {"type": "reply", "reply": {"id": one.id, "title": one.title}} for one in titled(options, BUTTON)
    ]
    return _interactive("button", text, {"buttons": buttons}, header)


def _list(reply: Reply, words: Words, text: str, options: Sequence[Option]) -> Message:
    """A page of the options, with a row that leads to the next."""
    shown, more = page_of(options, reply.page)
    rows = titled(options, ROW)[shown.start : shown.stop]
    if more is not None:
        rows.append(Titled(f"{reply.step}:{PAGE}{more}", words("more"), words("more.hint")))
    section = {"rows": [_row(row) for row in rows]}
    return _interactive("list", text, {"button": words("list"), "sections": [section]})


def _row(row: Titled) -> Message:
    return {"id": row.id, "title": row.title} | ({"description": row.description} if row.description else {})


def page_of(options: Sequence[Option], page: int) -> tuple[range, int | None]:
    """Which of the options stand on a page, and the number of the next one if there is any."""
    start = page * PER_PAGE
    if len(options) <= ROWS or not 0 <= start < len(options):
        start, page = 0, 0
    if len(options) - start <= ROWS:
        return range(start, len(options)), None
    return range(start, start + PER_PAGE), page + 1


def _interactive(kind: str, text: str, action: Message, header: Message | None = None) -> Message:
    shown: Message = {"type": kind, "body": {"text": text}, "action": action}
    return {"type": "interactive", "interactive": shown | ({"header": header} if header else {})}
