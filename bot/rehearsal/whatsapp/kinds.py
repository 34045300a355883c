"""What can be sent: a call of /messages by its type, with all its fields. Which media and templates there
are, and whether a person may be written to, is looked at elsewhere (checks.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.rehearsal.whatsapp.answers import Json, invalid
from bot.rehearsal.whatsapp.interactive import INTERACTIVE, MEDIUM, check_rules
from bot.rehearsal.whatsapp.schema import Choice, Fields, Flag, Index, Kind, Many, OneOf, Text

TEXT, CAPTION, TRACKER, NAME = 4096, 1024, 512, 240
TEMPLATE_NAME = 512
PHONE = re.compile(r"\+?[1-9]\d{6,14}")
BSUID = re.compile(r"[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}")

PARAMETER = Choice(
    {
        "text": Fields({"type": OneOf(("text",)), "text": Text(1024)}, {"parameter_name": Text(60)}),
        "payload": Fields({"type": OneOf(("payload",)), "payload": Text(256)}),
        "image": Fields({"type": OneOf(("image",)), "image": MEDIUM}),
        "document": Fields({"type": OneOf(("document",)), "document": MEDIUM}),
    }
)
COMPONENT = Choice(
    {
        "header": Fields({"type": OneOf(("header",)), "parameters": Many(PARAMETER, 1)}),
        "body": Fields({"type": OneOf(("body",)), "parameters": Many(PARAMETER, 20)}),
        "button": Fields(
            {
                "type": OneOf(("button",)),
                "sub_type": OneOf(("quick_reply", "url")),
                "index": Index(9),
                "parameters": Many(PARAMETER, 1),
            }
        ),
    }
)
LANGUAGE = Fields(
    {"code": Text(10, shape=re.compile("[a-z]{2,3}(_[A-Z]{2})?"))}, {"policy": OneOf(("deterministic",))}
)
TEMPLATE = Fields(
    {"name": Text(TEMPLATE_NAME, shape=re.compile("[a-z0-9_]+")), "language": LANGUAGE},
    {"components": Many(COMPONENT, 12, least=0)},
)
CONTENTS: Mapping[str, Kind] = {
    "text": Fields({"body": Text(TEXT)}, {"preview_url": Flag()}),
    "image": Fields(optional={"caption": Text(CAPTION)}, one_of=MEDIUM.one_of),
    "document": Fields(optional={"caption": Text(CAPTION), "filename": Text(NAME)}, one_of=MEDIUM.one_of),
    "audio": MEDIUM,
    "interactive": INTERACTIVE,
    "template": TEMPLATE,
}
READ = Fields(
    {"messaging_product": OneOf(("whatsapp",)), "status": OneOf(("read",)), "message_id": Text(256)},
    {"typing_indicator": Fields({"type": OneOf(("text",))})},
)


def _call(kind: str, content: Kind) -> Fields:
    """A message of this type: its content stands under the name of the type."""
    return Fields(
        {"messaging_product": OneOf(("whatsapp",)), "type": OneOf((kind,)), kind: content},
        {
            "recipient_type": OneOf(("individual",)),
            "context": Fields({"message_id": Text(256)}),
            "biz_opaque_callback_data": Text(TRACKER),
        },
        {"to": Text(20, shape=PHONE), "recipient": Text(140, shape=BSUID)},
    )


CALL = Choice({kind: _call(kind, content) for kind, content in CONTENTS.items()})


def check_call(params: Json) -> None:
    """Raises Refused where the fields of a call are not as they must be."""
    if "status" in params:
        READ.check(params, "")
        return
    if "to" in params and "recipient" in params:
        raise invalid("Give either to or recipient: where both are given, to wins.")
    CALL.check(params, "")
    if params["type"] == "interactive":
        check_rules(params["interactive"])
