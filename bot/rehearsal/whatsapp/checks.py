"""Whether a call of /messages is carried out: its fields, then what it means, then whether it may go out.

Raises Refused, as the Cloud API does; the order is that of the API: form first, person and pace last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.rehearsal.whatsapp.answers import Json, Refused, wrong
from bot.rehearsal.whatsapp.kinds import check_call
from bot.rehearsal.whatsapp.rooms import Room
from bot.rehearsal.whatsapp.world import World

HOLDS = ("image", "video", "document", "audio")


def check(world: World, params: Json) -> None:
    """Raises Refused where a call does not agree with the Cloud API, or life is against it."""
    check_call(params)
    if "status" in params:
        world.heard(params["message_id"])
        return
    room = world.room(params)
    _check_quote(room, params)
    for kind, medium in media_in(params):
        _check_medium(world, kind, medium)
    if params["type"] == "interactive" and params["interactive"]["type"] == "flow":
        _check_form(world, params["interactive"]["action"]["parameters"])
    if params["type"] == "template":
        _check_template(world, params)
    world.gates.check(room, params, world.now())


def _check_quote(room: Room, params: Json) -> None:
    quoted = params.get("context")
    if quoted and not room.has(quoted["message_id"]):
        raise wrong("The message to be replied to does not exist in this chat.")


def _check_medium(world: World, kind: str, medium: Json) -> None:
    if "link" in medium:
        return
    kept = world.media.known(medium["id"], world.now())
    if kept is None:
        raise wrong(f"Media ID {medium['id']} does not exist or has expired.")
    if kept.kind != kind:
        raise Refused(131053, f"A file of type {kept.upload.mime} cannot be sent as {kind}.", fault=True)


def _check_template(world: World, params: Json) -> None:
    filled = world.templates.fill(params["template"])
    if filled.template.category == "AUTHENTICATION" and "recipient" in params:
        raise Refused(131062, fault=True)


def _check_form(world: World, asked: Json) -> None:
    """A form that is published, or a draft that is asked for as one."""
    known = world.account.flows.get(asked.get("flow_id") or asked["flow_name"])
    match known:
        case "BLOCKED":
            raise Refused(132068)
        case "THROTTLED":
            raise Refused(132069)
    if known != asked.get("mode", "published").upper():
        raise wrong("The Flow does not exist, or its status does not allow it to be sent.")


def media_in(params: Any) -> Iterator[tuple[str, Json]]:
    """The files that a call means, each with its kind: at its own level, in a header, in a template."""
    parts = params.values() if isinstance(params, dict) else params if isinstance(params, list) else ()
    for part in parts:
        yield from media_in(part)
    if isinstance(params, dict):
        for kind in HOLDS:
            if isinstance(params.get(kind), dict):
                yield kind, params[kind]
