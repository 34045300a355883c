"""The telephone number under which the bot is reached on WhatsApp, for links to it: asked once, then noted.

Where WhatsApp does not answer, the number is simply not known.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from bot.channels.whatsapp_updates import link_text

FILE = "whatsapp-number"
PATIENCE = 3.0  # seconds for WhatsApp to answer


async def known_number(folder: Path, token: str, api_url: str, id: str) -> str:
    """The number as digits, with the country's; "" where it is not known. `id` is Meta's own name of it."""
    number = _noted(folder, id) or await _asked(token, api_url, id)
    if number:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(f"{id} {number}\n", "utf-8")
    return number


def link(number: str, code: str) -> str:
    """Opens the chat with the code ready to be sent."""
    return f"https://wa.me/{number}?text={quote(link_text(code))}"


def _noted(folder: Path, id: str) -> str:
    try:
        of, _, number = (folder / FILE).read_text("utf-8").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return ""
    return number if of == id else ""


async def _asked(token: str, api_url: str, id: str) -> str:
    from bot.channels.whatsapp_graph import Graph  # only where WhatsApp has to be asked
    from bot.delivery.channel import ChannelError

    graph = Graph(token, api_url, timeout=PATIENCE)
    try:
        found = await graph.get(id, fields="display_phone_number")
    except ChannelError:
        return ""
    finally:
        await graph.close()
    return "".join(sign for sign in str(found.get("display_phone_number") or "") if sign.isdigit())
