"""Webhooks as Meta writes them: a message or a status in its value, many of them in one signed body."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.rehearsal.whatsapp.account import Account
from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.people import Person
from bot.rehearsal.whatsapp.templates import Template

SIGNATURE = "X-Hub-Signature-256"
LISTS = ("messages", "statuses", "errors")


@dataclass(frozen=True)
class Event:
    """One thing that happened. `value` holds it alone; those of one `line` are posted one after the other."""

    value: Json
    line: str = ""
    field: str = "messages"


def message(account: Account, person: Person, wamid: str, at: float, content: Json) -> Event:
    """A person's message; what the system says of somebody comes without contacts."""
    told = {"id": wamid, "timestamp": str(int(at))} | content
    if content["type"] == "system":
        own = person.sender if content["system"]["type"] == "user_changed_number" else {}
        return Event(_value(account) | {"messages": [own | told]}, person.user_id)
    value = _value(account) | {"contacts": [person.contact], "messages": [person.sender | told]}
    return Event(value, person.user_id)


def status(account: Account, person: Person, told: Json) -> Event:
    """What became of a message of the bot; one that failed comes without contacts."""
    contacts = {} if told["status"] == "failed" or person.old_fashioned else {"contacts": [person.contact]}
    return Event(_value(account) | contacts | {"statuses": [told]}, f"status {person.user_id}")


def template(account: Account, told: Template) -> Event:
    """What Meta's reviewers say of a template; the account is told it, not the number."""
    value: Json = {"event": told.status, "message_template_id": int(told.id)}
    value |= {"message_template_name": told.name, "message_template_language": told.language}
    value |= {"message_template_category": told.category, "reason": "NONE"}
    return Event(value, "templates", "message_template_status_update")


def trouble(account: Account, error: Json) -> Event:
    """Something that is wrong with the number or the account, about no message."""
    return Event(_value(account) | {"errors": [error]}, "errors")


def _value(account: Account) -> Json:
    return {"messaging_product": "whatsapp", "metadata": account.metadata}


def body(account: Account, events: Sequence[Event], dice: Random) -> bytes:
    """One body for all of them, in their order; dice say which share a change and which an entry."""
    entries: list[list[Json]] = []
    for event in events:
        _place(entries, event, dice.choice(("value", "change", "entry")))
    told = [{"id": account.account_id, "changes": changes} for changes in entries]
    return written({"object": "whatsapp_business_account", "entry": told})


def _place(entries: list[list[Json]], event: Event, where: str) -> None:
    change = {"value": event.value, "field": event.field}
    if not entries or where == "entry":
        entries.append([change])
    elif where == "value" and _joins(entries[-1][-1], change):
        entries[-1][-1] = change | {"value": _joined(entries[-1][-1]["value"], event.value)}
    else:
        entries[-1].append(change)


def _joins(before: Json, change: Json) -> bool:
    """Whether two changes can be one: of the same field, with the same kind of list."""
    same = before["value"].keys() == change["value"].keys()
    return same and bool(before["field"] == change["field"])


def _joined(one: Json, other: Json) -> Json:
    value = one | {name: one[name] + other[name] for name in LISTS if name in one}
    if "contacts" in one:
        value["contacts"] = one["contacts"] + [new for new in other["contacts"] if new not in one["contacts"]]
    return value


def written(payload: Json) -> bytes:
    """JSON as Meta writes it, ASCII with its slashes escaped: only the raw bytes bear the signature."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def signed(secret: str, content: bytes) -> str:
    """The value of the header that proves who posts."""
    return "sha256=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
