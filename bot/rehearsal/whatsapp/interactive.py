"""Interactive messages as the Cloud API takes them: reply buttons, a list, one link, a form, two questions.

Limits: Meta's pages and its OpenAPI v23; where they differ, the smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.rehearsal.whatsapp.answers import Json, wrong
from bot.rehearsal.whatsapp.schema import Anything, Choice, Fields, Kind, Many, OneOf, Text

BODY, HEADER, FOOTER = 1024, 60, 60
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
SECTIONS, SECTION_TITLE, LIST_LABEL = 10, 24, 20
CALL_LABEL = 20
WEB = re.compile(r"https?://\S+")

MEDIUM = Fields(one_of={"id": Text(64), "link": Text(2048, shape=WEB)})
NAMED_MEDIUM = Fields(optional={"filename": Text(240)}, one_of=MEDIUM.one_of)
TEXT_HEADER = Fields({"type": OneOf(("text",)), "text": Text(HEADER)})
ANY_HEADER = Choice(
    {
        "text": TEXT_HEADER,
        "image": Fields({"type": OneOf(("image",)), "image": MEDIUM}),
        "video": Fields({"type": OneOf(("video",)), "video": MEDIUM}),
        "document": Fields({"type": OneOf(("document",)), "document": NAMED_MEDIUM}),
    }
)
BODY_TEXT = Fields({"text": Text(BODY)})
FOOTER_TEXT = Fields({"text": Text(FOOTER)})

REPLY = Fields({"id": Text(BUTTON_ID, tight=True), "title": Text(BUTTON_TITLE)})
BUTTON = Fields({"type": OneOf(("reply",)), "reply": REPLY})
ROW = Fields(
    {"id": Text(ROW_ID, tight=True), "title": Text(ROW_TITLE)}, {"description": Text(ROW_DESCRIPTION)}
)
SECTION = Fields({"rows": Many(ROW, ROWS)}, {"title": Text(SECTION_TITLE)})
LINK = Fields({"display_text": Text(CALL_LABEL), "url": Text(2000, shape=WEB)})
FORM = Fields(
    {"flow_message_version": OneOf(("3",)), "flow_cta": Text(CALL_LABEL, emoji=False)},
    {
        "mode": OneOf(("draft", "published")),
        "flow_token": Text(200),
        "flow_action": OneOf(("navigate", "data_exchange")),
        "flow_action_payload": Fields({"screen": Text(80)}, {"data": Anything()}),
    },
    {"flow_id": Text(64), "flow_name": Text(200)},
)


def _named(name: str, parameters: Kind | None = None) -> Fields:
    more = {"parameters": parameters} if parameters else {}
    return Fields({"name": OneOf((name,)), **more})


def _form(kind: str, action: Kind, header: Kind | None = None) -> Fields:
    """An interactive message of this kind; without a header it has no footer either."""
    more = {"header": header, "footer": FOOTER_TEXT} if header else {}
    return Fields({"type": OneOf((kind,)), "body": BODY_TEXT, "action": action}, more)


ACTIONS: Mapping[str, Kind] = {
    "button": _form("button", Fields({"buttons": Many(BUTTON, BUTTONS)}), ANY_HEADER),
    "list": _form(
        "list", Fields({"button": Text(LIST_LABEL), "sections": Many(SECTION, SECTIONS)}), TEXT_HEADER
    ),
    "cta_url": _form("cta_url", _named("cta_url", LINK), ANY_HEADER),
    "flow": _form("flow", _named("flow", FORM), ANY_HEADER),
    "location_request_message": _form("location_request_message", _named("send_location")),
    "request_contact_info": _form("request_contact_info", _named("request_contact_info")),
}
INTERACTIVE = Choice(ACTIONS)


def check_rules(interactive: Json) -> None:
    """What goes beyond single fields: all different, so many rows in all. Raises Refused."""
    action = interactive["action"]
    match interactive["type"]:
        case "button":
            _check_buttons([button["reply"] for button in action["buttons"]])
        case "list":
            _check_sections(action["sections"])
        case "cta_url":
            _check_host(action["parameters"]["url"])


def _check_buttons(replies: list[Json]) -> None:
    _different("Button title", (reply["title"] for reply in replies))
    _different("Button id", (reply["id"] for reply in replies))


def _check_sections(sections: list[Json]) -> None:
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > ROWS:
        raise wrong(f"Total row count exceed max allowed count: {ROWS}.")
    _different("Row id", (row["id"] for row in rows))
    if len(sections) > 1 and not all("title" in section for section in sections):
        raise wrong("Section title is required when there is more than one section.")
    _different("Section title", (section["title"] for section in sections if "title" in section))


def _different(what: str, values: Iterable[str]) -> None:
    seen = list(values)
    if len(set(seen)) < len(seen):
        raise wrong(f"{what}s must be unique: duplicated.")


def _check_host(url: str) -> None:
    """A link must name its host: an address of digits is refused."""
    try:
        ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return
    raise wrong("The URL of a button cannot be an IP address.")
