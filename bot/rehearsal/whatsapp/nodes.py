"""What the Graph API tells of the business when it is asked: the number, the account, its templates, its app,
the token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from bot.rehearsal.whatsapp.answers import Json, invalid, missing, no_such_object
from bot.rehearsal.whatsapp.templates import Template
from bot.rehearsal.whatsapp.world import World

NUMBER = "WhatsAppBusinessPhoneNumber"
USUAL = ("display_phone_number", "verified_name", "quality_rating")
FILTERS = ("name", "language", "status", "category")
OF_TEMPLATES = (*FILTERS, "components")

Query = Mapping[str, str]
Node = Callable[[World, Query], Json]


def number(world: World, query: Query) -> Json:
    """GET of the number: its id and the fields asked for. Raises Refused for a field that it has not."""
    known = world.account.number
    asked = _asked(query, USUAL)
    for name in asked:
        if name not in known:
            raise invalid(f"Tried accessing nonexisting field ({name}) on node type ({NUMBER})")
    return {name: known[name] for name in (*asked, "id")}


def account(world: World, query: Query) -> Json:
    """GET of the account."""
    known = {"name": "Payung", "timezone_id": "64", "account_review_status": "APPROVED", "currency": "IDR"}
    asked = [name for name in _asked(query, ("name",)) if name in known]
    return {"id": world.account.account_id} | {name: known[name] for name in asked}


def numbers(world: World, query: Query) -> Json:
    """GET of the account's numbers."""
    return {"data": [number(world, query)]}


def templates(world: World, query: Query) -> Json:
    """GET of the templates, page by page."""
    if unknown := query.keys() - {*FILTERS, "limit", "after", "fields"}:
        raise invalid(f"Unexpected keys {sorted(unknown)}.")
    names = [name for name in _asked(query, OF_TEMPLATES) if name in OF_TEMPLATES]
    found = [_told(one) for one in world.templates.all.values()]
    fitting = [one for one in found if all(one[name] == query[name] for name in FILTERS if name in query)]
    start, limit = int(query.get("after", "0")), int(query.get("limit", "25"))
    page = [{name: one[name] for name in (*names, "id")} for one in fitting[start : start + limit]]
    return {"data": page} | _paging(world, start, start + limit, len(fitting))


def _paging(world: World, start: int, end: int, count: int) -> Json:
    if count == 0:
        return {}
    paging: Json = {"cursors": {"before": str(start), "after": str(end)}}
    if end < count:
        paging["next"] = f"{world.media.base}/{world.account.account_id}/message_templates?after={end}"
    return {"paging": paging}


def _told(template: Template) -> Json:
    return {name: getattr(template, name) for name in (*OF_TEMPLATES, "id")}


def apps(world: World, query: Query) -> Json:
    """GET of the apps that hear of the account."""
    app = {"id": world.account.app_id, "name": "Payung", "link": "https://apps.example/payung"}
    return {"data": [{"whatsapp_business_api_data": app}] if world.account.subscribed else []}


def subscribe(world: World, query: Query) -> Json:
    """POST: the app hears of the account."""
    world.account.subscribed = True
    return {"success": True}


def form(world: World, query: Query, number: str) -> Json:
    """GET of a form (Flow)."""
    told = {"name": "payung", "status": world.account.flows[number], "categories": ["SIGN_UP"]}
    return {"id": number} | {name: told[name] for name in _asked(query, ("name", "status")) if name in told}


def token(world: World, query: Query) -> Json:
    """GET of /debug_token: what a token is worth."""
    if "input_token" not in query:
        raise missing("input_token")
    if query["input_token"] != world.account.token:
        error = {"code": 190, "message": "Invalid OAuth access token."}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    told: Json = {"app_id": world.account.app_id, "type": "SYSTEM_USER", "application": "Payung"}
    scopes = [{"scope": scope, "target_ids": [world.account.account_id]} for scope in world.account.scopes]
    told |= {"is_valid": not world.account.expired, "expires_at": 0, "data_access_expires_at": 0}
    return {"data": told | {"scopes": list(world.account.scopes), "granular_scopes": scopes}}


def _asked(query: Query, usual: Iterable[str]) -> list[str]:
    return [name.strip() for name in query["fields"].split(",")] if query.get("fields") else list(usual)


def node(world: World, verb: str, path: tuple[str, ...]) -> Node:
    """What answers at this path below the version. Raises Refused where there is nothing."""
    own = world.account
    nodes: Mapping[tuple[str, ...], Node] = {
        ("GET", own.number_id): number,
        ("GET", own.account_id): account,
        ("GET", own.account_id, "phone_numbers"): numbers,
        ("GET", own.account_id, "message_templates"): templates,
        ("GET", own.account_id, "subscribed_apps"): apps,
        ("POST", own.account_id, "subscribed_apps"): subscribe,
        ("GET", "debug_token"): token,
    }
    if verb == "GET" and len(path) == 1 and path[0] in own.flows:
        return partial(form, number=path[0])
    if (verb, *path) not in nodes:
        raise no_such_object("/".join(path))
    return nodes[verb, *path]
