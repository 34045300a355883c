"""Where a bot wants its updates, as setWebhook says it, and whether the Bot API takes such an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from bot.rehearsal.telegram.answers import Json, bad_request
from bot.rehearsal.telegram.world import World

PORTS = frozenset((80, 88, 443, 8443))
SECRET = re.compile(r"[A-Za-z0-9_-]*")
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


@dataclass(frozen=True)
class Hook:
    """A webhook: the address, the secret of its header, and how many connections at once."""

    url: str
    secret: str | None
    connections: int


def check_hook(world: World, params: Json) -> None:
    """Raises Refused where setWebhook asks for too much. On this machine plain http and any port go."""
    _check_secret(params.get("secret_token", "-"))
    if not 1 <= params.get("max_connections", 40) <= 100:
        raise bad_request("bad webhook: max_connections must be 1-100")
    if params["url"] and urlsplit(params["url"]).hostname not in LOOPBACK:
        _check_public(params["url"])


def _check_secret(secret: str) -> None:
    if not 1 <= len(secret) <= 256:
        raise bad_request("secret token must have 1-256 characters")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def _check_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def hook_of(params: Json) -> Hook | None:
    """The webhook that setWebhook asks for; None where it asks for none."""
    if not params["url"]:
        return None
    return Hook(params["url"], params.get("secret_token"), params.get("max_connections", 40))


def local(url: str, here: str | None) -> str | None:
    """The address to post to: the hook's own on this machine, else its path at `here`, or None."""
    if urlsplit(url).hostname in LOOPBACK:
        return url
    if here is None:
        return None
    return urlunsplit(urlsplit(here)[:2] + urlsplit(url)[2:])
