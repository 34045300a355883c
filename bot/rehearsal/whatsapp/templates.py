"""The templates of the business: what Meta has said to each, and whether a message may use one so.

A template is named by name and language together; its texts have places {{1}} or {{name}} to be filled.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.rehearsal.whatsapp.answers import Json, Refused, invalid, wrong
from bot.rehearsal.whatsapp.rooms import Option

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
BROKEN = re.compile(r"[\n\t]| {5}")
LONGEST = 1024


@dataclass(frozen=True)
class Template:
    """One template. `status`: APPROVED, PENDING, REJECTED, PAUSED or DISABLED; `category`: UTILITY, MARKETING
    or AUTHENTICATION; `buttons` send their own text where a message gives them no payload.
    """

    name: str
    body: str
    language: str = "id"
    category: str = "UTILITY"
    status: str = "APPROVED"
    buttons: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The number that Meta gives it."""
        made = hashlib.sha256(f"{self.name}:{self.language}".encode()).hexdigest()
        return str(10**15 + int(made[:12], 16))

    @property
    def places(self) -> list[str]:
        """What has to be filled in, in order."""
        return list(dict.fromkeys(PLACE.findall(self.body)))

    @property
    def components(self) -> list[Json]:
        """As the Graph API lists them."""
        body: Json = {"type": "BODY", "text": self.body}
        if self.places:
            body["example"] = {"body_text": [["contoh"] * len(self.places)]}
        buttons = [{"type": "QUICK_REPLY", "text": text} for text in self.buttons]
        return [body] + ([{"type": "BUTTONS", "buttons": buttons}] if buttons else [])


@dataclass(frozen=True)
class Filled:
    """A template as the person sees it."""

    template: Template
    text: str
    options: tuple[Option, ...]


@dataclass
class Templates:
    """Those of one business account."""

    all: dict[tuple[str, str], Template] = field(default_factory=dict)

    def put(self, template: Template) -> None:
        """There is this one now, in place of one of the same name and language."""
        self.all[template.name, template.language] = template

    def fill(self, asked: Json) -> Filled:
        """What a message with this `template` shows. Raises Refused."""
        template = self._approved(asked["name"], asked["language"]["code"])
        components = asked.get("components", [])
        text = _filled(template, next((c["parameters"] for c in components if c["type"] == "body"), []))
        buttons = [component for component in components if component["type"] == "button"]
        return Filled(template, text, tuple(_options(template, buttons)))

    def _approved(self, name: str, language: str) -> Template:
        template = self.all.get((name, language))
        if template is None:
            raise Refused(132001, f"template name ({name}) does not exist in {language}", fault=True)
        match template.status:
            case "PAUSED":
                raise Refused(132015)
            case "DISABLED":
                raise Refused(132016)
            case "APPROVED":
                return template
        raise Refused(132001, f"template name ({name}) is not approved in {language}")


def _filled(template: Template, parameters: list[Json]) -> str:
    places = template.places
    if len(parameters) != len(places):
        details = f"body: number of localizable_params ({len(parameters)}) does not match ({len(places)})"
        raise Refused(132000, details, fault=True)
    values = dict(zip(_names(places, parameters), map(_value, parameters), strict=True))
    text = PLACE.sub(lambda found: values[found[1]], template.body)
    if len(text) > LONGEST:
        raise Refused(132005, f"Translated text too long: {len(text)}", fault=True)
    return text


def _names(places: list[str], parameters: list[Json]) -> list[str]:
    """Which place each parameter fills: numbered ones in order, named ones by their name."""
    if all(place.isdecimal() for place in places):
        return sorted(places, key=int)
    names = [str(parameter.get("parameter_name", "")) for parameter in parameters]
    if sorted(names) != sorted(places):
        raise Refused(132012, "Parameter name is missing or not in the template.", fault=True)
    return names


def _value(parameter: Json) -> str:
    if parameter["type"] != "text":
        raise Refused(132012, "Only text can be filled into the body.", fault=True)
    text = str(parameter["text"])
    if BROKEN.search(text):
        raise invalid("Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
    return text


def _options(template: Template, given: Iterable[Json]) -> Iterable[Option]:
    """The buttons; those that the message gives a payload send that."""
    payloads = {int(button["index"]): button for button in given}
    for index in payloads:
        if index >= len(template.buttons) or payloads[index]["sub_type"] != "quick_reply":
            raise wrong(f"The template has no quick reply button at index {index}.")
    for index, text in enumerate(template.buttons):
        parameter = payloads[index]["parameters"][0] if index in payloads else {"payload": text}
        if "payload" not in parameter:
            raise wrong("A quick reply button takes a payload.")
        yield Option(parameter["payload"], text, kind="quick_reply")
