"""Templates that the bot hands in: whether Meta takes them up for review, by their form alone.

What a reviewer thinks of the words is not rehearsed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.rehearsal.whatsapp import payloads
from bot.rehearsal.whatsapp.answers import Json, invalid, wrong
from bot.rehearsal.whatsapp.kinds import TEMPLATE_NAME
from bot.rehearsal.whatsapp.payloads import Event
from bot.rehearsal.whatsapp.schema import Choice, Fields, Many, OneOf, Text
from bot.rehearsal.whatsapp.templates import PLACE, Template
from bot.rehearsal.whatsapp.world import World

BODY, FOOTER, BUTTON, BUTTONS = 1024, 60, 25, 10
CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
EXAMPLE = Fields({"body_text": Many(Many(Text(BODY), 20), 1)})
QUICK_REPLY = Fields({"type": OneOf(("QUICK_REPLY",)), "text": Text(BUTTON, emoji=False)})
COMPONENT = Choice(
    {
        "BODY": Fields({"type": OneOf(("BODY",)), "text": Text(BODY)}, {"example": EXAMPLE}),
        "FOOTER": Fields({"type": OneOf(("FOOTER",)), "text": Text(FOOTER, emoji=False)}),
        "BUTTONS": Fields({"type": OneOf(("BUTTONS",)), "buttons": Many(QUICK_REPLY, BUTTONS)}),
    }
)
SUBMISSION = Fields(
    {
        "name": Text(TEMPLATE_NAME, shape=re.compile("[a-z0-9_]+")),
        "language": Text(10, shape=re.compile("[a-z]{2,3}(_[A-Z]{2})?")),
        "category": OneOf(CATEGORIES),
        "components": Many(COMPONENT, 3),
    }
)


def submit(world: World, params: Json) -> Json:
    """POST of a template: it waits for its review. Raises Refused."""
    template = _template(params)
    if (template.name, template.language) in world.templates.all:
        raise invalid("Content in this language already exists for this template.")
    world.templates.put(template)
    return {"id": template.id, "status": template.status, "category": template.category}


def _template(params: Json) -> Template:
    SUBMISSION.check(params, "")
    kinds = [component["type"] for component in params["components"]]
    if kinds.count("BODY") != 1 or len(set(kinds)) < len(kinds):
        raise wrong("A template has one BODY, and of the others one at most.")
    parts = {component["type"]: component for component in params["components"]}
    body = parts["BODY"]["text"]
    _check_places(body, parts["BODY"].get("example", {"body_text": [[]]})["body_text"][0])
    buttons = tuple(button["text"] for button in parts.get("BUTTONS", {"buttons": []})["buttons"])
    return Template(params["name"], body, params["language"], params["category"], "PENDING", buttons)


def _check_places(body: str, examples: list[str]) -> None:
    """Places are numbered from one, stand neither first nor last, and each has an example."""
    places = PLACE.findall(body)
    if places != [str(number) for number in range(1, len(places) + 1)]:
        raise invalid("The parameters of the body must be numbered from {{1}} on.")
    if len(examples) != len(places):
        raise invalid("The body's parameters and their examples differ in number.")
    bare = body.strip()
    if places and (bare.startswith("{{") or bare.endswith("}}")):
        raise invalid("Variables can't be at the start or end of the template.")


def decide(world: World, name: str, language: str, status: str) -> Event:
    """Meta's reviewers say something of a template; the webhook that tells it. Raises KeyError."""
    template = replace(world.templates.all[name, language], status=status)
    world.templates.put(template)
    return payloads.template(world.account, template)
