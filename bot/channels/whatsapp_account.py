"""The number that the settings name, and what they say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.channels.whatsapp import Account, WhatsApp
from bot.channels.whatsapp_bills import prices
from bot.conversation.words import Words
from bot.outgoing import Outgoing

if TYPE_CHECKING:
    from bot.settings import Settings


def account(settings: Settings) -> Account:
    """What the settings tell of the account; they have been checked."""
    token, secret, word = (
        given.get_secret_value() if given else ""
        for given in (settings.whatsapp_token, settings.whatsapp_app_secret, settings.whatsapp_verify_token)
    )
    return Account(
        token,
        settings.whatsapp_phone_number_id,
        f"{settings.whatsapp_api_url}/{settings.whatsapp_api_version}",
        secret,
        word,
        settings.whatsapp_chat_pace,
        settings.whatsapp_pace,
        settings.whatsapp_flow_id,
        prices(settings.whatsapp_prices),
    )


def whatsapp(settings: Settings, words: Mapping[str, Words], outgoing: Outgoing) -> WhatsApp:
    """The channel of these settings."""
    return WhatsApp(account(settings), words, outgoing)
